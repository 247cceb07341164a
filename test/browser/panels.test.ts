import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { toFirstStep, askOn, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
/** Slow enough to be interrupted. */
let slow: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  slow = use(await createSampleEndpoint({ tokensPerSecond: 40 }))
  code = use(await openVsCode(settings(endpoint.url)))
})

test('a reload of the window brings everything back: turns, texts, steps, selection', async () => {
  await explain('pricing.ts', 33, 36)
  await code.workbench.turnState('Done')
  await askOn(panel(), 'And what about taxes?')
  await panel().getByRole('tab').nth(1).waitFor()
  await code.workbench.turnState('Done')
  await chooseRow(2)
  await panel().getByRole('textbox').fill('not yet asked')
  await saved('not yet asked')
  const before = await shown()
  await code.workbench.reload(panel().locator('header .state'))
  await code.workbench.turnState('Done')
  await expect.poll(shown).toEqual(before)
  await expect.poll(() => panel().getByRole('textbox').inputValue()).toBe('not yet asked')
  await expect.poll(() => panel().getByRole('tab').count()).toBe(2)
})

test('what was brought back can be gone on with', async () => {
  const asked = endpoint.requests.length
  await askOn(panel(), 'And then?')
  await expect.poll(() => endpoint.requests.length).toBe(asked + 1)
  await panel().getByRole('tab').nth(2).waitFor()
  await code.workbench.turnState('Done')
  const sent = JSON.stringify(endpoint.requests.at(-1)?.body['messages'])
  expect(sent).toContain('And what about taxes?')
  expect(sent).toContain('pricing.ts')
})

test('a closed panel comes back with Show Panel, as it was', async () => {
  await chooseRow(1)
  await saved(await selectedStep())
  const before = await shown()
  await closePanel()
  await code.workbench.command('ThinkTree: Show Panel')
  await code.workbench.turnState('Done')
  await expect.poll(shown).toEqual(before)
})

test('several panels: a new question goes to the one used last, a follow-up to its own', async () => {
  await code.workbench.command('ThinkTree: New Panel')
  await panel().getByRole('button', { name: 'Try a Sample' }).waitFor()
  await explain('cart.ts', 20, 24)
  await code.workbench.turnState('Done')
  await expect.poll(() => panel().getByRole('tab').count()).toBe(0)
  await expect
    .poll(() => tabs().allInnerTexts())
    .toEqual(['And then?', 'cart.ts:20–24 · Explain this code: what…'])
  await until(() => tabs().first().click(), panel().getByRole('tab').nth(2))
  await askOn(panel(), 'Once more')
  await panel().getByRole('tab').nth(3).waitFor()
  await code.workbench.turnState('Done')
  await expect.poll(() => tabs().allInnerTexts()).toContain('Once more')
  await expect.poll(() => tabs().count()).toBe(2)
})

test('a conversation can have a panel of its own', async () => {
  await explain('cart.ts', 11, 15)
  await code.workbench.turnState('Done')
  await panel().getByRole('tab').nth(4).waitFor()
  await panel().locator('header h1').click()
  await code.workbench.command('ThinkTree: Open in New Panel')
  await expect.poll(() => tabs().count()).toBe(3)
  await panel().locator('header').getByText('cart.ts:11–15').waitFor()
  await expect.poll(() => panel().getByRole('tab').count()).toBe(0)
})

test('keys of VS Code step through the panel that has the keyboard', async () => {
  await toFirstStep(panel())
  for (const [key, at] of [
    ['Alt+Shift+ArrowDown', 1],
    ['Alt+Shift+ArrowUp', 0],
  ] as const)
    await until(() => page().keyboard.press(key), row().nth(at).and(panel().locator('[aria-selected=true]')))
})

test('a run under way is cut by a reload, and says so', async () => {
  code.profile.writeSettings(settings(slow.url))
  // VS Code takes a changed setting a moment after the file is written.
  const asked = slow.requests.length
  await expect
    .poll(
      async () => {
        const all = endpoint.requests.length + slow.requests.length
        await explain('inventory.ts', 3, 9)
        await expect.poll(() => endpoint.requests.length + slow.requests.length).toBeGreaterThan(all)
        return slow.requests.length
      },
      { timeout: 120_000 },
    )
    .toBeGreaterThan(asked)
  await code.workbench.turnState('Thinking')
  await row().nth(3).waitFor()
  const read = (await panel().locator('.row-title').allInnerTexts()).join().length
  await expect.poll(() => keptReasoning('inventory.ts:3–9')).toBeGreaterThan(read)
  await code.workbench.reload(panel().locator('header .state'))
  await code.workbench.turnState('Incomplete')
  await expect.poll(() => row().count()).toBeGreaterThan(3)
})

function page() {
  return code.workbench.page
}

function panels() {
  return code.workbench.panels()
}

function panel() {
  return code.workbench.panel()
}

/** Of the panels, in the editor's tab bars. */
function tabs() {
  return page().locator('.tab[data-resource-name^="webview-thinktree.panel"]')
}

function row() {
  return panel().getByRole('treeitem')
}

/** What one reads in the panel, and the step that is selected; times are kept less exactly than they are shown. */
async function shown() {
  const selected = panel().locator('[role=treeitem][aria-selected=true]')
  const withoutTimes = (rows: readonly string[]) => rows.map((text) => text.replace(/\n[\d.]+s$/, ''))
  return {
    rows: withoutTimes(await row().allInnerTexts()),
    selected: withoutTimes(await selected.allInnerTexts()),
    head: await panel().locator('header h1').innerText(),
    answer: await panel().getByRole('group', { name: 'Explanation' }).innerText(),
  }
}

/** Page and host write a little after something has changed, and there is nothing to see of it: waits for the file. */
async function saved(what: string): Promise<void> {
  await expect.poll(() => kept().some((text) => text.includes(what))).toBe(true)
}

/** What is on disk of turns and panels. */
function kept(): readonly string[] {
  const folder = join(code.profile.userData, 'User', 'workspaceStorage')
  const files = globSync('*/thinktree.thinktree/**/*.{json,think}', { cwd: folder })
  return files.map((file) => readFileSync(join(folder, file), 'utf8'))
}

/** How much of the reasoning about some code is on disk. */
function keptReasoning(subject: string): number {
  const found = kept().filter((text) => text.startsWith('---') && text.includes(subject))
  return Math.max(0, ...found.map((text) => text.split('<think>').at(-1)?.length ?? 0))
}

/** Of the step that is selected, as it is saved. */
async function selectedStep(): Promise<string> {
  const step = await panel().locator('[role=treeitem][aria-selected=true]').getAttribute('data-step')
  return `"selected":${JSON.stringify(step)}`
}

async function chooseRow(at: number): Promise<void> {
  await until(() => row().nth(at).click(), row().nth(at).and(panel().locator('[aria-selected=true]')))
}

async function closePanel(): Promise<void> {
  await tabs().first().click({ button: 'middle' })
  await panels().waitFor({ state: 'detached' })
}

async function explain(file: string, first: number, last: number): Promise<void> {
  await page().keyboard.press('Control+1')
  await code.workbench.openFile(file)
  await code.workbench.selectLines(first, last)
  await code.workbench.command('ThinkTree: Explain Selection')
}

function settings(url: string) {
  return { 'thinktree.endpoints': [{ name: 'samples', baseUrl: url, model: 'sample-r1' }] }
}

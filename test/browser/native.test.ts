import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { showViews, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
/** Slow enough for all that is done meanwhile. */
let slow: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 200 }))
  slow = use(await createSampleEndpoint({ tokensPerSecond: 40 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [
        { name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' },
        { name: 'slow samples', baseUrl: slow.url, model: 'sample-r1' },
        {
          name: 'cut samples',
          server: 'llama.cpp',
          baseUrl: slow.url,
          model: 'sample-r1:llamacpp:reasoning_content:length',
        },
      ],
    }),
  )
})

test('the view in the Activity Bar says what to do while there is nothing', async () => {
  await showViews(code.workbench)
  await page().locator('.welcome-view').getByRole('button', { name: 'Try a Sample' }).first().waitFor()
})

test('its rows and the status bar follow a run, and the status bar is empty again after it', async () => {
  await explain('pricing.ts', 33, 36)
  await status()
    .filter({ hasText: /Thinking/ })
    .waitFor()
  await expect.poll(isBusy).toBe(true)
  await rows().nth(2).waitFor()
  const early = await rows().count()
  await status()
    .filter({ hasText: /Answering/ })
    .waitFor()
  await status().waitFor({ state: 'detached' })
  await code.workbench.turnState('Done')
  await expect.poll(() => rows().count()).toBeGreaterThan(early)
})

test('a row that is clicked is selected in the panel, and the other way round', async () => {
  // VS Code drops a click on a row that it is just drawing anew.
  const row = rows()
    .filter({ hasText: /lines.19–43/ })
    .first()
  const title = await row.locator('.label-name').innerText()
  await until(() => row.click(), panel().locator('[role=treeitem][aria-selected=true]', { hasText: title }))
  await page().locator('.monaco-editor .view-overlays [class*="TextEditorDecorationType"]').first().waitFor()
  const other = panel().getByRole('treeitem').nth(1)
  await other.click()
  const selected = steps().locator('.monaco-list-row.selected .label-name')
  await expect.poll(async () => (await other.innerText()).startsWith(await selected.innerText())).toBe(true)
})

test('a lens in the editor leads to the steps that speak of the code below it', async () => {
  await until(
    async () => (await lensInSight()).click({ force: true }),
    page().getByPlaceholder('Steps that speak of this'),
  )
  const offered = code.workbench.quickRows().first()
  const title = await offered.locator('.label-name').first().innerText()
  await offered.click()
  await panel()
    .locator('[role=treeitem][aria-selected=true]', { hasText: title.slice(0, 20) })
    .waitFor()
})

test('so do the links over a line that steps speak of', async () => {
  const line = page().locator('.view-line', { hasText: 'lines.reduce' }).getByText('reduce')
  const links = page().locator('.monaco-hover:visible a[data-href^="command:thinktree.step.show"]')
  await until(() => line.hover({ timeout: 2000 }), links.last())
  const title = (await links.last().innerText()).replace(/^.* · /, '')
  await links.last().click()
  await panel()
    .locator('[role=treeitem][aria-selected=true]', { hasText: title.slice(0, 20) })
    .waitFor()
})

test('nothing is said of a run that ends in sight', async () => {
  expect(await page().locator('.notification-toast').count()).toBe(0)
})

test('a run whose panel is closed is said once when it ends, with a way to it', async () => {
  await code.workbench.commandAndPick('ThinkTree: Choose Endpoint…', 'slow', 'slow samples')
  await explain('cart.ts', 20, 24)
  await status()
    .filter({ hasText: /Thinking/ })
    .waitFor()
  const tab = page().locator('.tab[data-resource-name^="webview-thinktree.panel"]')
  await tab.click({ button: 'middle' })
  await tab.waitFor({ state: 'detached' })
  await status().waitFor()
  const toast = page().locator('.notification-toast')
  await toast.filter({ hasText: 'is answered' }).waitFor()
  await expect.poll(() => toast.count()).toBe(1)
  await toast.getByRole('button', { name: 'Show' }).click()
  await code.workbench.turnState('Done')
})

test('a run that goes on is followed as one that begins', async () => {
  await code.workbench.commandAndPick('ThinkTree: Choose Endpoint…', 'cut', 'cut samples')
  await explain('cart.ts', 20, 24)
  await code.workbench.turnState('Incomplete')
  // It may be over soon: watched from before it begins
  const followed = Promise.all([status().waitFor(), expect.poll(isBusy).toBe(true)])
  await panel().getByRole('button', { name: 'Go On' }).click()
  await followed
  await code.workbench.turnState('Done')
})

function page() {
  return code.workbench.page
}

function panel() {
  return code.workbench.panel()
}

/** The view of the Activity Bar; the history stands below it. */
function steps() {
  return page().locator('.pane', { has: page().locator('.pane-header .title', { hasText: /^Steps$/ }) })
}

function rows() {
  return steps().locator('.monaco-list-row')
}

/** Whether the bar above the view is there for a while: rows that are drawn anew show it too, for a moment. */
async function isBusy(): Promise<boolean> {
  const bar = steps().locator('.monaco-progress-container.active')
  for (let times = 0; times < 3; times++) {
    if ((await bar.count()) === 0) return false
    await page().waitForTimeout(100)
  }
  return true
}

function status() {
  return page().locator('.statusbar-item[id*="thinktree.run"]')
}

/** One that counts several steps, and can be reached by the mouse where the editor has been scrolled to. */
async function lensInSight(): Promise<Locator> {
  const lenses = page().locator('.codelens-decoration a').filter({ hasText: 'steps speak of this' })
  const find = () =>
    lenses.evaluateAll((all) =>
      all.findIndex((lens) => {
        const { left, top, bottom } = lens.getBoundingClientRect()
        return lens.contains(document.elementFromPoint(left + 5, (top + bottom) / 2))
      }),
    )
  await expect.poll(find).toBeGreaterThanOrEqual(0)
  return lenses.nth(await find())
}

async function explain(file: string, first: number, last: number): Promise<void> {
  await page().keyboard.press('Control+1')
  await code.workbench.openFile(file)
  await code.workbench.selectLines(first, last)
  await code.workbench.command('ThinkTree: Explain Selection')
}

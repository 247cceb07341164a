import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { root } from '../../scripts/project.ts'
import { readDocument } from '../../src/traces/document.ts'
import { parentOf } from '../../src/traces/thread.ts'
import { beforeTests, copiedBy, historyOf, openVsCode, tracesIn, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 150 }))
  code = use(await openVsCode(settings('sample-r1:llamacpp:reasoning_content')))
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
})

test('a step is edited: the model goes on from exactly that text, beside the original', async () => {
  const original = await copied()
  await panel().getByRole('treeitem').nth(4).click()
  await panel().getByRole('button', { name: 'Another Way From This Step' }).click()
  await panel().getByRole('menuitem', { name: 'Edit Step…' }).click()
  const box = panel().getByRole('textbox', { name: 'Edit Step…' })
  const said = await box.inputValue()
  expect(original).toContain(said)
  const before = original.slice(0, original.indexOf(said))
  await box.fill('So let me look at `pric')
  await box.press('Control+Enter')
  await way('Step edited').and(panel().locator('[aria-current=true]')).waitFor()
  await code.workbench.turnState('Done')
  expect((await copied()).startsWith(`${before}So let me look at \`pric`)).toBe(true)
  await way('Original').click()
  await expect.poll(copied).toBe(original)
  await way('Step edited').click()
  await panel().locator('.way-place').waitFor()
})

test('branches nest: the edited thought goes on with a word of one’s choice', async () => {
  const edited = await copied()
  await panel().getByRole('button', { name: 'Think or Answer Once More' }).click()
  await panel().getByRole('menuitem', { name: 'Think More…' }).click()
  const input = page().locator('.quick-input-widget input')
  await input.waitFor()
  await expect.poll(() => input.inputValue()).toBe('Wait,')
  await input.fill('Hmm,')
  await input.press('Enter')
  await way('Thought on').and(panel().locator('[aria-current=true]')).waitFor()
  await code.workbench.turnState('Done')
  const more = await copied()
  expect(more.startsWith(edited.trimEnd())).toBe(true)
  expect(more.slice(edited.trimEnd().length).trimStart()).toMatch(/^Hmm,/)
  await expect.poll(() => panel().locator('.way').count()).toBe(3)
})

test('any way can be made the main one, which its file keeps', async () => {
  const marks = () =>
    tracesIn(historyOf(code)).map((path) => readFileSync(path, 'utf8').match(/^main: true$/gm)?.length ?? 0)
  await panel().getByRole('button', { name: 'Make This the Main Way' }).click()
  await way('Thought on main way').waitFor()
  await expect.poll(marks).toEqual([1])
  await way('Original').click()
  await panel().getByRole('button', { name: 'Make This the Main Way' }).click()
  await way('Original main way').waitFor()
  await expect.poll(marks).toEqual([0])
})

test('the tree shows where ways go off, and leads to them', async () => {
  await way('Original').click()
  await panel().locator('.row-parting', { hasText: 'Step edited' }).click()
  await way('Step edited').and(panel().locator('[aria-current=true]')).waitFor()
  await panel().locator('.row-parting', { hasText: 'parted here from way 1' }).click()
  await way('Original').and(panel().locator('[aria-current=true]')).waitFor()
})

test('a branch is compared with what it parted from', async () => {
  await way('Thought on').click()
  await panel().getByRole('button', { name: 'Compare With the Way It Parted From' }).click()
  await panel().getByRole('treegrid').getByText('they part here').waitFor()
  await code.workbench.page
    .locator('.tab.active', { hasText: 'Way 2: Step edited ↔ Way 3: Thought on' })
    .waitFor()
  await code.workbench.command('View: Close Editor')
})

test('the thought is answered again, and the answers stand side by side', async () => {
  await way('Original').click()
  await panel().getByRole('button', { name: 'Think or Answer Once More' }).click()
  await panel().getByRole('menuitem', { name: 'Answer Again…' }).click()
  const input = page().locator('.quick-input-widget input')
  await input.waitFor()
  await input.fill('2')
  await input.press('Enter')
  await expect.poll(() => panel().locator('.way').count(), { timeout: 60_000 }).toBe(5)
  await panel().getByRole('button', { name: 'Answers Side by Side' }).click()
  const columns = panel().getByRole('region', { name: 'Answers side by side' }).locator('.beside-column')
  await expect.poll(() => columns.count()).toBe(3)
  await expect.poll(() => columns.locator('.state').count(), { timeout: 60_000 }).toBe(0)
  await expect.poll(() => columns.locator('.prose').count()).toBe(3)
  await expect.poll(() => panel().locator('.lane circle.open').count()).toBe(0)
  await columns.first().focus()
  await page().keyboard.press('Escape')
  await panel().getByRole('tree').waitFor()
})

test('pause, close the window, resume: it goes on from exactly there', async () => {
  const box = panel().getByRole('textbox', { name: 'Follow-up question' })
  await box.fill('And when?')
  await box.press('Enter')
  await code.workbench.turnState('Thinking')
  await panel().getByRole('treeitem').nth(2).waitFor()
  await panel().getByRole('button', { name: 'Stop' }).click()
  await code.workbench.turnState('Stopped')
  const before = await copied()
  await code.workbench.reload(panel().locator('header .state'))
  await panel().getByRole('button', { name: 'Resume' }).click()
  await code.workbench.turnState('Done')
  const after = await copied()
  expect(after.startsWith(before)).toBe(true)
  expect(after.length).toBeGreaterThan(before.length)
})

test('while it thinks it can be told to answer now: on the same stream where the server can be told', async () => {
  const asked = await answerNow('And why?')
  expect(asked.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/chat/completions/control'])
  expect(await asked[0]?.outcome).toBe('finished')
})

test('and else by going on where it was, in its own place', async () => {
  code.profile.writeSettings(settings('sample-r1:llamacpp:old:reasoning_content'))
  const asked = await answerNow('And where?')
  expect(asked.at(-1)?.path).toBe('/v1/completions')
})

test('in the text of a file: from the step that was changed there, beside the original, and again from there', async () => {
  const file = join(code.folder, 'cache.think')
  cpSync(join(root, 'samples/traces/cache-update.think'), file)
  const original = readFileSync(file, 'utf8')
  const head = original.slice(original.indexOf('question:'))
  await code.workbench.command('View: Close All Editors')
  code.profile.writeSettings(settings('sample-r1:llamacpp:reasoning_content'))
  for (const [line, words] of [
    ['Let', 'Now look at `Ma'],
    ['Wait', 'Is `get` as ba'],
  ] as const) {
    await code.workbench.openFile('cache.think')
    const text = page().locator('.editor-group-container.active .view-lines')
    await text
      .getByText(new RegExp(`^${line}`))
      .first()
      .click()
    await page().keyboard.press('Home')
    await page().keyboard.press('Shift+End')
    await page().keyboard.press('Shift+End')
    await page().keyboard.type(words)
    await code.workbench.command('ThinkTree: Go On From Here')
    await panel().getByRole('navigation', { name: 'Ways of this question' }).waitFor()
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 60_000 }).toContain(words)
    await expect.poll(() => readFileSync(file, 'utf8'), { timeout: 60_000 }).not.toContain('running')
    await code.workbench.command('View: Close All Editors')
  }
  const kept = readFileSync(file, 'utf8')
  expect(kept).toContain(head)
  const { turns } = readDocument(kept)
  expect(turns.map((_, index) => parentOf(turns, index))).toEqual([-1, 0, 0])
  expect(turns[1]?.head.branch).toMatchObject({ kind: 'editStep', edit: 'Now look at `Ma' })
  const before = original.slice(original.indexOf('<think>'), original.indexOf('Let')).trimStart()
  expect(turns[1]?.body.trimStart().startsWith(`${before}Now look at \`Ma`)).toBe(true)
})

/** Asks on, and has it answer once it thinks; the requests that this took. */
async function answerNow(question: string) {
  const before = endpoint.requests.length
  const box = panel().getByRole('textbox', { name: 'Follow-up question' })
  await box.fill(question)
  await box.press('Enter')
  await code.workbench.turnState('Thinking')
  await panel().getByRole('treeitem').nth(2).waitFor()
  const tabs = await panel().getByRole('tab').count()
  await panel().getByRole('button', { name: 'Answer Now' }).click()
  await code.workbench.turnState('Done')
  await expect.poll(() => panel().getByRole('tab').count()).toBe(tabs)
  return endpoint.requests.slice(before)
}

function settings(model: string) {
  return {
    'thinktree.endpoints': [{ name: 'box', server: 'llama.cpp', baseUrl: endpoint.url, model }],
    'thinktree.history.location': 'workspace',
  }
}

function way(name: string) {
  return panel().getByRole('navigation', { name: 'Ways of this question' }).getByRole('button', { name })
}

/** The reasoning, as one copies it. */
function copied(): Promise<string> {
  return copiedBy(code, panel().getByRole('button', { name: 'Copy the reasoning as it came' }))
}

function panel() {
  return code.workbench.panel()
}

function page() {
  return code.workbench.page
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { closeAll, askOn, beforeTests, chooseInMenu, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode
const file = 'cache.think'

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
  const more =
    '\n--- turn\nquestion: And then?\nmodel: m\n---\n<think>\nLet me see. Yes.\n</think>\n\nThen **nothing**.\n'
  writeFileSync(join(code.folder, file), sample + more)
  writeFileSync(join(code.folder, 'asked.think'), sample)
  const [, thought = ''] = /<think>\n([^]*?)<\/think>/.exec(sample) ?? []
  writeFileSync(join(code.folder, 'long.think'), sample.replace(thought, thought.repeat(6)))
  writeFileSync(join(code.folder, 'lens.think'), sample)
  writeFileSync(join(code.folder, 'newer.think'), sample.replace('format: 1', 'format: 9'))
})

test('a file opens as its tree, its turns as tabs, with the icon and name of the file', async () => {
  await code.workbench.openFile(file)
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().getByRole('treeitem').nth(3).waitFor()
  await expect.poll(() => panel().getByRole('tab').count()).toBe(2)
  await picture('trace-editor')
  await panel().getByRole('tab').nth(1).click()
  await panel().getByText('Then nothing.').waitFor()
  await expect.poll(() => panel().locator('.read-only').count()).toBe(0)
})

test('beside its text, a step is selected in both, whichever is used', async () => {
  const { page } = code.workbench
  await panel().getByRole('tab').first().click()
  await page.locator('.editor-actions .action-label[aria-label^="Open Text Beside"]').first().click()
  const text = page.locator('.monaco-editor[data-uri$="cache.think"]').last()
  await text.locator('.view-line').first().waitFor()
  await until(
    () => panel().getByRole('treeitem').nth(2).click(),
    async () => (await text.locator('.selected-text').count()) > 0,
  )
  await picture('trace-editor-beside')
  const selected = () => panel().locator('[role=treeitem][aria-selected=true]').first().innerText()
  const before = await selected()
  await text.locator('.view-line').filter({ hasText: /\w/ }).last().click()
  await expect.poll(selected).not.toBe(before)
})

test('what is typed into the text is in the tree, and undone there', async () => {
  const { page } = code.workbench
  const text = page.locator('.monaco-editor[data-uri$="cache.think"]').last()
  await text.locator('.view-line').filter({ hasText: /\w/ }).last().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(' And more to say.')
  await panel().getByRole('tab').nth(1).click()
  await panel().getByText('And more to say.').waitFor()
})

test('a file is gone on with from its tree: what comes is written into it, and shown in both', async () => {
  await closeAll(code)
  await code.workbench.openFile('asked.think')
  await code.workbench.command('ThinkTree: Open as Tree')
  await askOn(panel(), 'And who pays?')
  const text = () => readFileSync(join(code.folder, 'asked.think'), 'utf8')
  await expect.poll(text, { timeout: 60_000 }).toMatch(/\n--- turn\n[^]*And who pays\?[^]*state: done/)
  await expect.poll(() => code.workbench.panels().count()).toBe(2)
  for (const side of [0, 1]) await code.workbench.panel(side).getByRole('tab').nth(1).waitFor()
  await expect.poll(() => panel().getByRole('textbox').inputValue()).toBe('')
  await picture('trace-editor-asked')
})

test('the lens above a question goes on from there', async () => {
  const { page } = code.workbench
  await closeAll(code)
  await code.workbench.openFile('lens.think')
  const box = panel().getByRole('textbox')
  // VS Code draws its lenses anew now and then, and lets a click on one fall.
  await until(
    () => page.locator('.codelens-decoration a', { hasText: 'Go On from Here' }).first().click(),
    box,
    10_000,
  )
  await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('tree and text scroll together, whichever is scrolled', async () => {
  const { page } = code.workbench
  await closeAll(code)
  await code.workbench.openFile('long.think')
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().getByRole('treeitem').nth(3).waitFor()
  await panel().getByRole('tree').press('*')
  await page.locator('.editor-actions .action-label[aria-label^="Open Text Beside"]').first().click()
  const text = page.locator('.monaco-editor[data-uri$="long.think"]').last()
  await text.locator('.view-line').first().waitFor()
  const first = () =>
    text
      .locator('.line-numbers')
      .allInnerTexts()
      .then((all) => Math.min(...all.map(Number)))
  const top = () =>
    panel()
      .getByRole('tree')
      .evaluate(({ scrollTop }) => scrollTop)
  await panel().getByRole('tree').hover()
  const before = await first()
  await page.mouse.wheel(0, 300)
  await expect.poll(first).toBeGreaterThan(before)
  await text.locator('.view-line').filter({ hasText: /\w/ }).nth(4).click()
  await page.waitForTimeout(1500) // what a hand did at the tree is over
  const there = await top()
  await until(
    () => page.keyboard.press('Alt+PageDown'), // scrolls, and leaves the cursor
    async () => (await top()) > there,
  )
  await picture('trace-editor-scrolled')
})

test('a file of a newer format is shown, and why it cannot be changed', async () => {
  await closeAll(code)
  await code.workbench.openFile('newer.think')
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().locator('.read-only').getByText('format 9').waitFor()
  await expect.poll(() => panel().getByRole('textbox').count()).toBe(0)
})

test('nor is its text typed into: VS Code has locked it, and a word says why', async () => {
  const { page } = code.workbench
  const file = join(code.folder, 'newer2.think')
  const text = readFileSync(join(code.folder, 'newer.think'), 'utf8')
  writeFileSync(file, text)
  await closeAll(code)
  await code.workbench.openFile('newer2.think')
  const lock = page.locator('.tab[data-resource-name="newer2.think"] .tab-label[aria-label*="Read-only"]')
  await lock.waitFor()
  await page.locator('.notification-list-item').getByText('format 9').first().waitFor()
  await until(
    () => page.keyboard.type('More'),
    page.locator('.monaco-editor-overlaymessage').getByText('read-only'),
  )
  await picture('trace-editor-newer')
  expect(await page.locator('.tab.dirty').count()).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe(text)
  writeFileSync(file, text.replace('format: 9', 'format: 1'))
  await lock.waitFor({ state: 'detached' })
})

test('nor into a side of a diff', async () => {
  const { page } = code.workbench
  const newer = readFileSync(join(code.folder, 'newer.think'), 'utf8')
  const files = ['newer3.think', 'newer4.think'].map((name) => join(code.folder, name))
  for (const file of files) writeFileSync(file, newer)
  await closeAll(code)
  await code.workbench.command('View: Show Explorer')
  const row = (name: string) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name })
  await row('newer3.think').click()
  await row('newer4.think').click({ modifiers: ['ControlOrMeta'] })
  await chooseInMenu(row('newer4.think'), 'Compare Selected')
  const right = page.locator('.monaco-diff-editor .editor.modified')
  await page.locator('.notification-list-item').getByText('format 9').first().waitFor()
  await until(async () => {
    await right.locator('.view-line').filter({ hasText: /\w/ }).first().click()
    await page.keyboard.type('More')
  }, page.locator('.monaco-editor-overlaymessage').getByText('read-only'))
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual([newer, newer])
})

function panel() {
  return code.workbench.panel()
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

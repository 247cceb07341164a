import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { openVsCode, pictureOnFailure, type VsCode } from '../support/vscode.ts'

let code: VsCode
const file = 'cache.think'

beforeAll(async () => {
  code = await openVsCode()
  const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
  const more =
    '\n--- turn\nquestion: And then?\nmodel: m\n---\n<think>\nLet me see. Yes.\n</think>\n\nThen **nothing**.\n'
  writeFileSync(join(code.folder, file), sample + more)
  writeFileSync(join(code.folder, 'newer.think'), sample.replace('format: 1', 'format: 9'))
})
afterAll(() => code.close())
beforeEach(() => pictureOnFailure(code))

test('a file opens as its tree, its turns as tabs, with the icon and name of the file', async () => {
  await code.workbench.openFile(file)
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().getByRole('treeitem').nth(3).waitFor()
  expect(await panel().getByRole('tab').count()).toBe(2)
  await picture('trace-editor')
  await panel().getByRole('tab').nth(1).click()
  await panel().getByText('Then nothing.').waitFor()
  expect(await panel().locator('.read-only').count()).toBe(0)
})

test('beside its text, a step is selected in both, whichever is used', async () => {
  const { page } = code.workbench
  await panel().getByRole('tab').first().click()
  await page.locator('.editor-actions .action-label[aria-label^="Open Text Beside"]').first().click()
  const text = page.locator('.monaco-editor[data-uri$="cache.think"]').last()
  await text.locator('.view-line').first().waitFor()
  await panel().getByRole('treeitem').nth(2).click()
  await text.locator('.selected-text').first().waitFor({ state: 'attached' })
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
  await page.locator('.tab.dirty[data-resource-name="cache.think"]').first().waitFor()
  await panel().getByRole('tab').nth(1).click()
  await panel().getByText('And more to say.').waitFor()
})

test('a file of a newer format is shown, and why it cannot be changed', async () => {
  await code.workbench.openFile('newer.think')
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().locator('.read-only').getByText('format 9').waitFor()
})

function panel() {
  return code.workbench.panel()
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

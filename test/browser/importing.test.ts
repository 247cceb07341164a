import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openVsCode, pictureOnFailure, type VsCode } from '../support/vscode.ts'

const talk = (question: string, answer: string) =>
  JSON.stringify({
    model: 'deepseek-r1',
    messages: [
      { role: 'user', content: question },
      { role: 'assistant', content: `<think>\nLet me see. Wait, no.\n\nSo it is.\n</think>\n\n${answer}` },
    ],
  })
const conversations = [
  talk('Why does the cart lose a cent?', 'It rounds **twice**.'),
  '{"level": 30, "msg": "something else"}',
  talk('Where is the discount spread?', 'In `src/pricing.ts:12`.'),
].join('\n')

let code: VsCode

beforeAll(async () => {
  code = await openVsCode()
  writeFileSync(join(code.folder, 'talks.jsonl'), conversations)
})
afterAll(() => code.close())
beforeEach(() => pictureOnFailure(code))

test('what was copied opens as a tree: one chooses where from, and which', async () => {
  await page().evaluate((text) => navigator.clipboard.writeText(text), conversations)
  await code.workbench.command('ThinkTree: Open as Trace…')
  await code.workbench.pick('', 'The Clipboard')
  await rows().filter({ hasText: 'Where is the discount' }).waitFor()
  expect(await rows().count()).toBe(2)
  await picture('import-which')
  await code.workbench.pick('discount', 'Where is the discount')
  await panel().getByText('In src/pricing.ts:12.').waitFor()
  expect(await panel().locator('.facts-run').innerText()).not.toMatch(/\d s/)
  expect(await page().locator('.tab', { hasText: 'Clipboard' }).count()).toBe(1)
  const toast = page().locator('.notification-toast').filter({ hasText: 'Line 2: This is no conversation' })
  await toast.waitFor()
  await picture('import-opened')
})

test('a file, from its menu in the explorer', async () => {
  await code.workbench.command('View: Show Explorer')
  await page()
    .locator('.explorer-folders-view .monaco-list-row', { hasText: 'talks.jsonl' })
    .click({ button: 'right' })
  await page().locator('.monaco-menu .action-item', { hasText: 'Open as Trace' }).click()
  await code.workbench.pick('cent', 'Why does the cart')
  await panel().getByText('It rounds twice.').waitFor()
})

function page() {
  return code.workbench.page
}

function rows() {
  return code.workbench.quickRows()
}

function panel() {
  return code.workbench.panel()
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

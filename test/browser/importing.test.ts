import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument } from '../../src/traces/document.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

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
let endpoint: SampleEndpoint

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  writeFileSync(join(code.folder, 'talks.jsonl'), conversations)
})

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
  const item = page().locator('.monaco-menu .action-item', { hasText: 'Open as Trace' })
  await item.waitFor()
  await page().waitForTimeout(500) // a menu that has only just come takes no click
  await item.click()
  await code.workbench.pick('cent', 'Why does the cart')
  await panel().getByText('It rounds twice.').waitFor()
})

test('of a file that was cut before anything could be read, why nothing opens', async () => {
  writeFileSync(join(code.folder, 'cut.json'), '{"messages": [{"role": "user", "con')
  await code.workbench.openFile('cut.json')
  await code.workbench.commandAndPick('ThinkTree: Open as Trace…', '', 'The Open File')
  const toast = page().locator('.notification-toast')
  await toast.filter({ hasText: 'Line 1: The last question has no answer. (and 1 more)' }).waitFor()
})

test('what was imported is asked further: it is saved first, and stays a tree', async () => {
  const target = join(code.folder, 'kept.think')
  rmSync(target, { force: true })
  await code.workbench.command('View: Close All Editors')
  await dropChanges()
  await code.workbench.command('View: Show Explorer') // a page that had the keyboard lets nobody copy
  await page().evaluate((text) => navigator.clipboard.writeText(text), talk('Who rounds?', 'The till.'))
  await code.workbench.command('ThinkTree: Open as Trace…')
  await code.workbench.pick('', 'The Clipboard')
  await panel().getByText('The till.').waitFor()
  const box = panel().getByRole('textbox')
  await box.fill('And who pays?')
  await box.press('Enter')
  // It offers a name a moment after it comes.
  const name = code.workbench.quickInput()
  await expect
    .poll(
      async () => {
        if (existsSync(target) || !(await name.isVisible())) return existsSync(target)
        await name.fill(target)
        await page().waitForTimeout(500) // it looks whether there is such a folder
        await name.press('Enter')
        return existsSync(target)
      },
      { interval: 1500 },
    )
    .toBe(true)
  const states = () => readDocument(readFileSync(target, 'utf8')).turns.map(({ fields }) => fields['state'])
  await expect.poll(states).toEqual(['done', 'done'])
  const [first, second] = readDocument(readFileSync(target, 'utf8')).turns
  expect([first?.head.question, second?.head.question]).toEqual(['Who rounds?', 'And who pays?'])
  expect(second?.head.parent).toBe(first?.head.id)
  expect(endpoint.requests.at(-1)?.body['messages']).toHaveLength(3)
  // The tree of the file, and the panel that it goes on in.
  await expect.poll(() => code.workbench.panels().count()).toBe(2)
  for (const side of [0, 1]) await code.workbench.panel(side).getByRole('tab').nth(1).waitFor()
  await picture('import-asked')
  expect(await page().locator('.tab[data-resource-name="kept.think"]').count()).toBe(1)
  expect(await page().locator('.editor-instance .monaco-editor[data-uri$="kept.think"]').count()).toBe(0)
})

/** VS Code asks about those that were never saved. */
async function dropChanges(): Promise<void> {
  const drop = page()
    .locator('.monaco-dialog-box')
    .getByRole('button', { name: /Don.t Save/ })
  await drop.waitFor({ timeout: 5000 }).catch(() => undefined)
  while (await drop.isVisible()) await drop.click().catch(() => undefined)
}

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

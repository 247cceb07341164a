import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { until } from '../../scripts/vscode/workbench.ts'
import { beforeTests, closeAll, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode

const settings = { 'thinktree.endpoints': [], 'workbench.editor.useModal': 'off' }
let team: string

beforeTests(async (use) => {
  code = use(await openVsCode(settings))
  team = join(code.folder, '.thinktree/endpoints.json')
  mkdirSync(join(code.folder, '.thinktree'), { recursive: true })
  writeFileSync(team, '{\n  "endpoints": []\n}\n')
})

test.each([
  ['settings', 'settings.json', () => code.workbench.command('Preferences: Open Remote Settings (JSON)')],
  ['the team’s file', 'endpoints.json', () => code.workbench.openFile('endpoints.json')],
])('an endpoint written by hand in %s is completed, explained and checked', async (_, tab, open) => {
  // As at first, whatever a try before has left.
  await closeAll(code)
  code.profile.writeSettings(settings)
  writeFileSync(team, '{\n  "endpoints": []\n}\n')
  await open()
  await page().locator(`.tab.active[data-resource-name="${tab}"]`).waitFor()
  await editorHas('endpoints": []')
  await suggest('endpoints": [', 'vLLM', '"baseUrl": "http://127.0.0.1:8000/v1"')

  // A field, and what it may be.
  await write('"http://127.0.0.1:8000/v1"', ', "thinking": ')
  await suggest('"thinking": ', '"high"', '"thinking": "high"')

  await until(async () => {
    await page().mouse.move(0, 0)
    await page().locator('.view-line').getByText('"thinking"').first().hover()
  }, page().locator('.monaco-hover').getByText('What to ask of the model’s thinking'))

  // What is hard to know by heart comes as a whole.
  await write('"high"', ', "thinkingFields": ')
  await suggest('"thinkingFields": ', 'reasoning_effort', '"reasoning_effort": "$value"')
  await write('"high"', ', "prices": ')
  await suggest('"prices": ', 'input, output, asOf', '"asOf": "20')

  await write('"high"', ', "modle": 3')
  await page().locator('.squiggly-warning').first().waitFor()
})

/** Looks for a text, and puts the caret behind it. */
async function caretAfter(text: string): Promise<void> {
  const find = page().locator('.find-widget.visible')
  await until(() => page().keyboard.press('ControlOrMeta+F'), find)
  await find.locator('textarea').first().fill(text, { timeout: 5000 })
  await find.getByText(/^1 of/).waitFor({ timeout: 5000 })
  await until(
    () => page().keyboard.press('Escape'),
    async () => (await find.count()) === 0,
  )
  await page().keyboard.press('ArrowRight')
}

async function write(after: string, text: string): Promise<void> {
  await until(
    async () => {
      await caretAfter(after)
      await page().keyboard.insertText(text)
    },
    () => isThere(`${after}${text}`),
  )
}

/** Takes what is offered there. */
async function suggest(after: string, label: string, gives: string): Promise<void> {
  const row = page().locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: label }).first()
  await until(
    async () => {
      await caretAfter(after)
      await page().keyboard.press('Control+Space')
      await row.click({ timeout: 5000 }).catch(() => undefined)
    },
    () => isThere(gives),
  )
  // It may have places to go on to.
  await page().keyboard.press('Escape')
}

async function editorHas(text: string): Promise<void> {
  await expect.poll(() => isThere(text)).toBe(true)
}

async function isThere(text: string): Promise<boolean> {
  const lines = await page().locator('.editor-instance .view-lines').first().innerText()
  return lines.replaceAll('\u00A0', ' ').includes(text)
}

function page() {
  return code.workbench.page
}

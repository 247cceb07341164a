import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode

beforeTests(async (use) => {
  code = use(await openVsCode({ 'thinktree.endpoints': [], 'workbench.editor.useModal': 'off' }))
  mkdirSync(join(code.folder, '.thinktree'), { recursive: true })
  writeFileSync(join(code.folder, '.thinktree/endpoints.json'), '{\n  "endpoints": []\n}\n')
})

test.each([
  ['settings', 'settings.json', () => code.workbench.command('Preferences: Open Remote Settings (JSON)')],
  ['the team’s file', 'endpoints.json', () => code.workbench.openFile('endpoints.json')],
])('an endpoint written by hand in %s is completed, explained and checked', async (_, tab, open) => {
  await open()
  await page().locator(`.tab.active[data-resource-name="${tab}"]`).waitFor()
  await caretAfter('endpoints": [')
  await take('vLLM', '"baseUrl": "http://127.0.0.1:8000/v1"')
  await page().keyboard.press('Escape')

  // A field, and what it may be.
  await caretAfter('"http://127.0.0.1:8000/v1"')
  await page().keyboard.type(', "thinking": ')
  await take('"high"', '"thinking": "high"')

  // What is said of a word goes when its text is drawn anew, and comes when the mouse comes again.
  await until(async () => {
    await page().mouse.move(0, 0)
    await page().locator('.view-line').getByText('"thinking"').first().hover()
  }, page().locator('.monaco-hover').getByText('What to ask of the model’s thinking'))

  // What is hard to know by heart comes as a whole.
  await caretAfter('"high"')
  await page().keyboard.type(', "thinkingFields": ')
  await take('reasoning_effort', '"reasoning_effort": "$value"')
  await page().keyboard.press('Escape')
  await caretAfter('"high"')
  await page().keyboard.type(', "prices": ')
  await take('input, output, asOf', '"asOf": "20')
  await page().keyboard.press('Escape')

  await caretAfter('"high"')
  await page().keyboard.type(', "modle": 3')
  await page().locator('.squiggly-warning').first().waitFor()
})

/** Looks for a text, and puts the caret behind it. */
async function caretAfter(text: string): Promise<void> {
  const find = page().locator('.find-widget.visible textarea').first()
  await until(() => page().keyboard.press('ControlOrMeta+F'), find)
  await until(() => find.fill(text), page().locator('.find-widget.visible').getByText(/^1 of/))
  await until(
    () => page().keyboard.press('Escape'),
    async () => !(await find.isVisible()),
  )
  await page().keyboard.press('ArrowRight')
}

/** Takes what is suggested under a label, which writes a text. A busy window draws suggestions late, and anew. */
async function take(label: string, text: string): Promise<void> {
  const row = page().locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: label }).first()
  await until(
    async () => {
      if (!(await row.isVisible())) {
        await page().keyboard.press('Escape') // suggestions that came before there were all
        await page().keyboard.press('Control+Space')
      }
      await row.click({ timeout: 5000 })
    },
    async () => (await written()).includes(text),
  )
}

async function written(): Promise<string> {
  const lines = page().locator('.editor-instance .view-lines').first()
  return (await lines.innerText()).replaceAll('\u00A0', ' ')
}

function page() {
  return code.workbench.page
}

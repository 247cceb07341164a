import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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
  await suggest('vLLM')
  await editorHas('"baseUrl": "http://127.0.0.1:8000/v1"')
  await page().keyboard.press('Escape')

  // A field, and what it may be.
  await caretAfter('"http://127.0.0.1:8000/v1"')
  await page().keyboard.type(', "thinking": ')
  await suggest('"high"')
  await editorHas('"thinking": "high"')

  await page().locator('.view-line').getByText('"thinking"').first().hover()
  await page().locator('.monaco-hover').getByText('What to ask of the model’s thinking').waitFor()

  // What is hard to know by heart comes as a whole.
  await caretAfter('"high"')
  await page().keyboard.type(', "thinkingFields": ')
  await suggest('reasoning_effort')
  await editorHas('"reasoning_effort": "$value"')
  await page().keyboard.press('Escape')
  await caretAfter('"high"')
  await page().keyboard.type(', "prices": ')
  await suggest('input, output, asOf')
  await editorHas('"asOf": "20')
  await page().keyboard.press('Escape')

  await caretAfter('"high"')
  await page().keyboard.type(', "modle": 3')
  await page().locator('.squiggly-warning').first().waitFor()
})

/** Looks for a text, and puts the caret behind it. */
async function caretAfter(text: string): Promise<void> {
  await page().keyboard.press('ControlOrMeta+F')
  const find = page().locator('.find-widget.visible textarea').first()
  await find.fill(text)
  await page().locator('.find-widget.visible').getByText(/^1 of/).waitFor()
  await page().keyboard.press('Escape')
  await page().keyboard.press('ArrowRight')
}

async function suggest(label: string): Promise<void> {
  const row = page().locator('.suggest-widget.visible .monaco-list-row').filter({ hasText: label }).first()
  for (;;) {
    if (await row.isVisible()) break
    await page().keyboard.press('Control+Space')
    if (
      await row.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      )
    )
      break
    await page().keyboard.press('Escape')
  }
  await row.click()
}

async function editorHas(text: string): Promise<void> {
  await expect
    .poll(async () =>
      (await page().locator('.editor-instance .view-lines').first().innerText()).replaceAll('\u00A0', ' '),
    )
    .toContain(text)
}

function page() {
  return code.workbench.page
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode
const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
const said = 'Look at `src/lruCache.ts:20` and lib/lruCache.ts:3 first.'

beforeTests(async (use) => {
  code = use(await openVsCode({ 'files.autoSave': 'off' }))
  writeFileSync(join(code.folder, 'cites.think'), sample.replace('<think>\n', `<think>\n${said}\n\n`))
})

test('what is read of a trace is shown where one points', async () => {
  const { page } = code.workbench
  await code.workbench.openFile('cites.think')
  const hover = page.locator('.monaco-hover:visible').first()
  await line('Look at').locator('.detected-link').first().hover()
  await hover.getByText('this.#entries.size >= this.#limit').waitFor()
  await line('Wait, I took').hover({ position: { x: 10, y: 8 } })
  await hover.getByText(/~\d+ tokens/).waitFor()
  await picture('text-hover')
})

test('a citation leads to its code', async () => {
  const { page } = code.workbench
  await line('Look at').locator('.detected-link').first().click()
  await page.keyboard.press('F12')
  await page.locator('.tab.active[data-resource-name="lruCache.ts"]').waitFor()
  await page.getByText('Ln 20, Col 1').waitFor()
  await code.workbench.openFile('cites.think')
})

test('a citation that points nowhere is mended by its fix', async () => {
  const { page } = code.workbench
  await page.locator('.squiggly-warning').first().waitFor()
  const fix = page.locator('.action-widget').getByText('Change It to src/lruCache.ts')
  await until(async () => {
    await line('Look at').getByText('lib/', { exact: false }).last().click()
    await page.keyboard.press('Control+.')
  }, fix)
  await fix.click()
  await line('and src/lruCache.ts:3 first').waitFor()
  await expect.poll(() => page.locator('.squiggly-warning').count()).toBe(0)
})

test('keys of the head are offered while one types; in the text, nothing is', async () => {
  const { page } = code.workbench
  await code.workbench.selectLines(2, 2)
  await page.keyboard.press('End')
  await page.keyboard.type('\npin')
  const offered = page.locator('.suggest-widget.visible .monaco-list-row')
  await offered.filter({ hasText: 'pinned' }).first().waitFor()
  await picture('text-completion')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('\nThe entr')
  await line('The entr').last().waitFor()
  await page.waitForTimeout(1500) // longer than it takes to offer
  expect(await offered.count()).toBe(0)
})

function line(text: string) {
  return code.workbench.page.locator('.monaco-editor .view-line').filter({ hasText: text })
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const into = process.env['THINKTREE_PICTURES']
  if (into !== undefined) await code.workbench.screenshot(join(into, `${name}.png`))
}

import { existsSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { Workbench } from '../../scripts/vscode/workbench.ts'
import { readDocument } from '../../src/traces/document.ts'
import {
  beforeTests,
  chooseInMenu,
  historyOf,
  openVsCode,
  pictureOnFailure,
  tracesIn,
  type VsCode,
} from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode
let other: Workbench

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 300 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
      'thinktree.history.location': 'workspace',
    }),
  )
  other = use(await Workbench.open(code.server.origin, code.folder, { width: 1280, height: 800 }))
  for (const { page } of windows())
    await page.locator('.activitybar .action-label[aria-label*="ThinkTree"]').first().click()
})
beforeEach(() => pictureOnFailure({ workbench: other }, 'other window '))

test('two windows ask at once: both runs are kept, and in both lists', async () => {
  for (const [window, question] of [
    [code.workbench, 'Who rounds?'],
    [other, 'Who counts?'],
  ] as const) {
    await window.openFile('pricing.ts')
    await window.selectLines(33, 36)
    await window.command('ThinkTree: Ask About Selection…')
    await window.quickInput().fill(question)
  }
  await Promise.all(windows().map(({ page }) => page.keyboard.press('Enter')))
  await Promise.all(windows().map((window) => window.turnState('Done')))
  await expect.poll(() => states()).toEqual([['done'], ['done']])
  for (const { page } of windows()) await expect.poll(() => runs(page).count()).toBe(2)
})

test('both ask in one conversation at once: all is in its file', async () => {
  const path = fileOf('Who rounds?')
  // Tried again, there are more already.
  const before = turnsOf(path)
  const [first] = before
  await runs(other.page).filter({ hasText: 'Who rounds?' }).click()
  // And not the panel that was there before.
  await expect.poll(() => other.panel().getByText('Who rounds?').count()).toBeGreaterThan(0)
  const questions = ['And who pays?', 'And who rounds?']
  await Promise.all(
    windows().map(async (window, index) => {
      await window
        .panel()
        .getByRole('textbox')
        .fill(questions[index] ?? '')
      await window.panel().getByRole('textbox').press('Enter')
    }),
  )
  await expect
    .poll(() => turnsOf(path).map(({ fields }) => fields['state']))
    .toEqual(Array(before.length + 2).fill('done'))
  const more = turnsOf(path).slice(before.length)
  expect(more.map(({ head }) => head.question).toSorted()).toEqual(questions)
  expect(more.map(({ head }) => head.parent)).toEqual([first?.head.id, first?.head.id])
  expect(readFileSync(path, 'utf8')).not.toContain('writers:')
})

test('one gives a run another name while the other has it open: both show it, and it stays', async () => {
  const path = fileOf('Who rounds?')
  const before = turnsOf(path)
  // A webview that takes the keyboard late closes what the menu has opened.
  await expect
    .poll(async () => {
      if (!(await other.quickInput().isVisible())) await menu(other, /Who rounds\?|Rounding/, 'Rename…')
      return other
        .quickInput()
        .fill('Rounding', { timeout: 2000 })
        .then(
          () => true,
          () => false,
        )
    })
    .toBe(true)
  await other.page.keyboard.press('Enter')
  for (const { page } of windows()) await runs(page).filter({ hasText: 'Rounding' }).waitFor()
  await code.workbench.panel().getByRole('textbox').fill('And then?')
  await code.workbench.panel().getByRole('textbox').press('Enter')
  await expect
    .poll(() => turnsOf(path).map(({ fields }) => fields['state']))
    .toEqual(Array(before.length + 1).fill('done'))
  expect(turnsOf(path)[0]?.head.title).toBe('Rounding')
  for (const { page } of windows()) await runs(page).filter({ hasText: 'Rounding' }).waitFor()
})

test('one deletes a run that the other has open: it is gone from both lists, and what is asked of it later is kept', async () => {
  const path = fileOf('Who rounds?')
  await menu(other, 'Rounding', 'Delete')
  const dialog = other.page.locator('.monaco-dialog-box')
  await dialog.getByRole('button', { name: /Move to Trash/ }).click()
  const good = dialog.getByRole('button', { name: 'Delete for Good' })
  await expect.poll(async () => (await good.isVisible()) || !existsSync(path)).toBe(true)
  if (await good.isVisible()) await good.click()
  await expect.poll(() => existsSync(path)).toBe(false)
  for (const { page } of windows()) await expect.poll(() => runs(page).count()).toBe(1)
  // The other window still shows it.
  await code.workbench.panel().getByRole('textbox').fill('And after that?')
  await code.workbench.panel().getByRole('textbox').press('Enter')
  await expect.poll(() => states().flat()).toEqual(['done', 'done'])
  expect(files().flatMap((each) => turnsOf(each).map(({ head }) => head.question))).toContain(
    'And after that?',
  )
  for (const { page } of windows()) await expect.poll(() => runs(page).count()).toBe(2)
})

function windows(): readonly Workbench[] {
  return [code.workbench, other]
}

function files(): readonly string[] {
  return tracesIn(historyOf(code))
}

function fileOf(question: string): string {
  const path = files().find((each) => turnsOf(each)[0]?.head.question === question)
  if (path === undefined) throw new Error(`no file has “${question}”`)
  return path
}

function turnsOf(path: string) {
  return readDocument(readFileSync(path, 'utf8')).turns
}

function states() {
  return files().map((path) => turnsOf(path).map(({ fields }) => fields['state']))
}

function runs(page: Page) {
  return page.locator('.pane').filter({ hasText: 'History' }).locator('.monaco-list-row[aria-level="2"]')
}

async function menu({ page }: Workbench, run: string | RegExp, item: string): Promise<void> {
  await chooseInMenu(runs(page).filter({ hasText: run }), item)
}

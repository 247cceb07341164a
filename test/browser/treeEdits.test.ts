import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { closeAll, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode
const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
      'files.autoSave': 'off',
    }),
  )
  for (const name of ['edited.think', 'fixed.think', 'fixedText.think', 'sticky.think'])
    writeFileSync(join(code.folder, name), sample)
  for (const name of ['fixed.think', 'fixedText.think']) chmodSync(join(code.folder, name), 0o444)
})

test('a file that is read-only is shown as such, and what would change it says why not', async () => {
  await open('fixed.think')
  await panel().locator('.read-only').getByText('cannot be changed where it is').waitFor()
  await expect.poll(() => panel().getByRole('textbox').count()).toBe(0)
  await picture('tree-read-only')
  await rename('Another name')
  await notice('This file cannot be changed where it is').waitFor()
  expect(await dirty('fixed.think').count()).toBe(0)
  await closeAll(code)
  await code.workbench.openFile('fixedText.think')
  // VS Code draws its lenses anew now and then, and lets a click on one fall.
  await until(
    () => page().locator('.codelens-decoration a', { hasText: 'Go On from Here' }).first().click(),
    notice('This file is read-only, and cannot be gone on with'),
  )
  expect(endpoint.requests).toHaveLength(0)
  for (const name of ['fixed.think', 'fixedText.think'])
    expect(readFileSync(join(code.folder, name), 'utf8')).toBe(sample)
})

test('sticky scroll begins with the title or the question', async () => {
  await closeAll(code)
  await code.workbench.openFile('sticky.think')
  const lines = page().locator('.monaco-editor[data-uri$="sticky.think"] .sticky-line-content')
  await until(() => page().keyboard.press('Control+End'), lines)
  await expect.poll(() => lines.first().innerText()).toMatch(/^title:/)
  await picture('sticky')
})

test('what is changed in the tree is undone and done again by key', async () => {
  await renamed('edited.think')
  await beside('edited.think')
  await text('edited.think').getByText('title: Another name').waitFor()
  await key('ControlOrMeta+Z', 'saved')
  await text('edited.think').getByText('title: Another name').waitFor({ state: 'detached' })
  await key('ControlOrMeta+Shift+Z', 'dirty')
  await text('edited.think').getByText('title: Another name').waitFor()
  await picture('tree-redone')
})

test('what was not saved is there after a reload of the window, and can be saved', async () => {
  await renamed('edited.think')
  await page().waitForTimeout(2500) // VS Code keeps a copy of what is not saved a second after
  await code.workbench.reload(panel().getByRole('treeitem'))
  await dirty('edited.think').first().waitFor()
  await key('ControlOrMeta+S', 'saved')
  await expect
    .poll(() => readFileSync(join(code.folder, 'edited.think'), 'utf8'))
    .toContain('\ntitle: Another name\n')
})

/** The file as it was at first, alone in the window as a tree, and then with another name that is not saved. */
async function renamed(file: string): Promise<void> {
  await closeAll(code)
  writeFileSync(join(code.folder, file), sample)
  await open(file)
  await rename('Another name')
  await dirty(file).first().waitFor()
}

/** Presses a key in the tree until the file is as it should be then. */
async function key(name: string, is: 'dirty' | 'saved'): Promise<void> {
  await until(
    async () => {
      await panel().getByRole('treeitem').nth(1).click()
      await page().keyboard.press(name)
    },
    async () => (await dirty('edited.think').count()) > 0 === (is === 'dirty'),
  )
}

async function open(file: string): Promise<void> {
  await code.workbench.openFile(file)
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().getByRole('treeitem').nth(1).waitFor()
}

async function beside(file: string): Promise<void> {
  await page().locator('.editor-actions .action-label[aria-label^="Open Text Beside"]').first().click()
  await text(file).locator('.view-line').first().waitFor()
}

async function rename(title: string): Promise<void> {
  await panel().getByRole('treeitem').nth(1).click()
  await code.workbench.commandAndEnter('ThinkTree: Rename Trace…', title)
}

function text(file: string) {
  return page().locator(`.monaco-editor[data-uri$="${file}"]`).last()
}

function dirty(file: string) {
  return page().locator(`.tab.dirty[data-resource-name="${file}"]`)
}

function notice(words: string) {
  return page().locator('.notification-toast').filter({ hasText: words })
}

function panel() {
  return code.workbench.panel()
}

function page() {
  return code.workbench.page
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

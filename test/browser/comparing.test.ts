import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { folderUrl } from '../../scripts/vscode/workbench.ts'
import { beforeTests, chooseInMenu, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode
const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
const changed = sample.replace(/(<think>\n)[^\n]+/, '$1Nobody has asked for this step before now.')
const more =
  '\n--- turn\nquestion: And then?\nmodel: m\n---\n<think>\nLet me see. Yes.\n</think>\n\nThen **nothing**.\n'

beforeTests(async (use) => {
  code = use(await openVsCode({ 'git.enabled': true, 'git.openRepositoryInParentFolders': 'never' }))
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', code.folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args])
  writeFileSync(join(code.folder, 'cache.think'), sample)
  writeFileSync(join(code.folder, 'two.think'), sample + more)
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'all')
  writeFileSync(join(code.folder, 'cache.think'), changed)
  await code.workbench.load(folderUrl(code.server.origin, code.folder))
})

test('a trace is compared with what the last commit has of it, and follows the text', async () => {
  const { page } = code.workbench
  await openSourceControl()
  const change = page.locator('.scm-view .resource', { hasText: 'cache.think' }).first()
  await change.waitFor()
  await code.workbench.openFile('cache.think')
  await code.workbench.commandAndPick('ThinkTree: Compare Traces…', 'Last', 'The Last Commit')
  await panel().getByRole('toolbar').getByText('1 added').waitFor()
  await picture('comparing-git')
  await panel().getByRole('button', { name: 'Go to Where They Part' }).click()
  await panel().locator('.compared-row.active').getByText('they part here').waitFor()
  writeFileSync(join(code.folder, 'cache.think'), sample)
  await panel().getByText('The two are the same').waitFor()
  writeFileSync(join(code.folder, 'cache.think'), changed)
  await panel().getByRole('toolbar').getByText('1 added').waitFor()
})

test('as text, in VS Code’s own diff, which leads back to the trees', async () => {
  const { page } = code.workbench
  await panel().getByRole('button', { name: 'Compare the Texts' }).click()
  await page.locator('.monaco-diff-editor').waitFor()
  await page.locator('.monaco-diff-editor .line-insert').first().waitFor({ state: 'attached' })
  await page.locator('.editor-actions .action-label[aria-label^="Compare Traces"]').first().click()
  await panel().getByRole('treegrid').waitFor()
})

test('from the Explorer, what is chosen there, whatever diff is in front', async () => {
  const { page } = code.workbench
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile('cache.think')
  await code.workbench.commandAndPick('ThinkTree: Compare Traces…', 'Last', 'The Last Commit')
  await panel().getByRole('button', { name: 'Compare the Texts' }).click()
  await page.locator('.monaco-diff-editor .line-insert').first().waitFor({ state: 'attached' })
  await code.workbench.command('View: Show Explorer')
  await inExplorersMenu('two.think')
  await code.workbench.pick('Question', 'Question 1 with Question 2')
  await page
    .locator('.tab.active')
    .filter({ hasText: 'two.think, question 1 ↔ two.think, question 2' })
    .waitFor()
  // A side of the diff, too: the other may be meant to be something else.
  await page.locator('.tab').filter({ hasText: 'cache.think (HEAD) ↔ cache.think' }).last().click()
  await page.locator('.monaco-diff-editor').waitFor()
  await inExplorersMenu('cache.think')
  await code.workbench.quickRows().filter({ hasText: 'The Last Commit' }).waitFor()
  await page.keyboard.press('Escape')
  await explorerRow('two.think').click({ modifiers: ['ControlOrMeta'] })
  await inExplorersMenu('two.think')
  await page.locator('.tab.active').filter({ hasText: 'cache.think ↔ two.think' }).waitFor()
  await picture('comparing-explorer')
})

test('two questions of one trace', async () => {
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile('two.think')
  await code.workbench.commandAndPick('ThinkTree: Compare Traces…', 'Question', 'Question 1 with Question 2')
  await panel().getByText('two.think, question 2').first().waitFor()
  await panel().getByText('And then?').first().waitFor()
})

test('Ctrl+F finds in both, as in the panel', async () => {
  const field = panel().getByRole('textbox', { name: 'Search steps and explanation' })
  await until(async () => {
    await panel().getByRole('row').nth(1).click()
    await code.workbench.page.keyboard.press('ControlOrMeta+f')
  }, field)
  await field.fill('and then')
  await field.press('Enter')
  await panel().getByText('1 of 1').waitFor()
  await panel().locator('.compared-row.active').getByText('And then?').waitFor()
  await picture('comparing-found')
})

test('where trees are the editor of traces, a change in Git opens both, and what Git has only to be read', async () => {
  const { page } = code.workbench
  await openSourceControl()
  code.profile.writeSettings({
    'git.enabled': true,
    'workbench.editorAssociations': { '*.think': 'thinktree.traceEditor' },
    'workbench.diffEditorAssociations': { '*.think': 'thinktree.traceEditor' },
  })
  await code.workbench.command('View: Close All Editors')
  const change = page.locator('.scm-view .resource', { hasText: 'cache.think' }).first()
  await change.click()
  await expect.poll(() => code.workbench.panels().count()).toBe(2)
  for (const side of [0, 1]) await code.workbench.panel(side).getByRole('treeitem').nth(2).waitFor()
  await picture('comparing-custom')
  const readOnly = async () => {
    const counts = [0, 1].map((side) => code.workbench.panel(side).locator('.read-only').count())
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
  }
  await expect.poll(readOnly).toBe(1)
})

async function openSourceControl(): Promise<void> {
  await code.workbench.page
    .locator('.scm-viewlet-label, .activitybar .action-label[aria-label*="Source Control"]')
    .first()
    .click({ force: true }) // the number of changes lies over it, as a part of it
}

function explorerRow(name: string) {
  return code.workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name })
}

async function inExplorersMenu(name: string): Promise<void> {
  await chooseInMenu(explorerRow(name), 'Compare Traces…')
}

function panel() {
  return code.workbench.panel()
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

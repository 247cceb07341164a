import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, chooseInMenu, historyOf, openVsCode, tracesIn, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
      'thinktree.history.location': 'workspace',
    }),
  )
})

const folder = () => historyOf(code)

test('is empty at first, with a word what to do', async () => {
  await page().locator('.activitybar .action-label[aria-label*="ThinkTree"]').first().click()
  await page().locator('.welcome-view').getByText('day by day').waitFor()
})

test('has a run as soon as it is asked, in the folder that the setting says', async () => {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
  await rows().filter({ hasText: 'Explain this code' }).waitFor()
  await rows().filter({ hasText: 'Today' }).waitFor()
  await expect.poll(() => traces().map((text) => /^state: (\w+)/m.exec(text)?.[1])).toEqual(['done'])
})

test('has what came from outside, and opens it in a panel, where it can be gone on with', async () => {
  mkdirSync(folder(), { recursive: true })
  writeFileSync(
    join(folder(), 'of a colleague.think'),
    '---\nformat: 1\nquestion: Who rounds?\nasked: 2026-01-02T10:00:00Z\nstate: done\n---\n<think>\nThe till rounds.\n</think>\n\nThe **till**.\n',
  )
  const row = rows().filter({ hasText: 'Who rounds?' })
  expect(await row.locator('.label-description').innerText()).toMatch(/\d\d [AP]M$/)
  await row.click()
  await panel().getByText('The till.').waitFor()
  await picture('history')
  await panel().getByRole('textbox').fill('And who pays?')
  await panel().getByRole('textbox').press('Enter')
  await panel().getByRole('tab').nth(1).waitFor()
  await code.workbench.turnState('Done')
  await expect
    .poll(() => readFileSync(join(folder(), 'of a colleague.think'), 'utf8'))
    .toMatch(/Who rounds\?[^]*\n--- turn\n[^]*And who pays\?[^]*state: done/)
})

test('is searched in all that was said', async () => {
  await code.workbench.command('ThinkTree: Search History…')
  await code.workbench.quickInput().fill('till rounds')
  const row = code.workbench.quickRows().filter({ hasText: 'The till rounds.' })
  await row.waitFor()
  await picture('history-search')
  await row.click()
  await panel().getByText('The till.').waitFor()
})

test('says of a run whose file was taken away that it is gone, whatever one does with it, and where to look', async () => {
  const path = join(folder(), 'gone.think')
  const text =
    '---\nformat: 1\nquestion: Who left?\nstate: done\n---\n<think>\nI think so.\n</think>\n\nYes.\n'
  const gone = page().locator('.notification-toast', { hasText: 'its file was moved or deleted' })
  writeFileSync(path, text)
  await rows().filter({ hasText: 'Who left?' }).click()
  await panel().getByRole('treeitem', { name: 'I think so' }).waitFor()
  await panel().getByRole('treeitem').first().click()
  rmSync(path)
  await page().keyboard.press('1')
  await gone.filter({ hasText: '“gone.think”' }).waitFor()
  await gone.getByRole('button', { name: 'Search History' }).click()
  await code.workbench.quickInput().waitFor()
  await page().keyboard.press('Escape')
  expect(readdirSync(folder()).filter((name) => name.startsWith('gone.'))).toEqual([])
  for (const what of ['Pin', 'Copy Text']) {
    writeFileSync(path, text)
    await rows().filter({ hasText: 'Who left?' }).waitFor()
    const row = rows().filter({ hasText: 'Who left?' })
    await chooseInMenu(row, what, () => rmSync(path))
    await gone.filter({ hasText: '“Who left?”' }).waitFor()
    await row.waitFor({ state: 'detached' })
    await code.workbench.command('Notifications: Clear All Notifications')
  }
})

test('gives a run another name, pins and deletes it', async () => {
  // Tried again, it may have it already.
  if ((await rows().filter({ hasText: 'Rounding' }).count()) === 0) {
    await menu('Who rounds?', 'Rename…')
    await code.workbench.quickInput().fill('Rounding')
    await page().keyboard.press('Enter')
  }
  await rows().filter({ hasText: 'Rounding' }).waitFor()
  await menu('Rounding', 'Pin')
  await rows().filter({ hasText: 'Pinned' }).waitFor()
  await picture('history-pinned')
  await menu('Rounding', 'Delete')
  await dialog()
    .getByRole('button', { name: /Move to Trash/ })
    .click()
  // Where there is no trash, that is said before anything is gone for good.
  const good = dialog().getByRole('button', { name: 'Delete for Good' })
  await expect.poll(async () => (await good.isVisible()) || readdirSync(folder()).length === 1).toBe(true)
  if (await good.isVisible()) await good.click()
  await expect.poll(() => readdirSync(folder()).length).toBe(1)
  await rows().filter({ hasText: 'Rounding' }).waitFor({ state: 'detached' })
})

function page() {
  return code.workbench.page
}

function panel() {
  return code.workbench.panel()
}

function dialog() {
  return page().locator('.monaco-dialog-box')
}

function rows() {
  return page().locator('.pane').filter({ hasText: 'History' }).locator('.monaco-list-row')
}

function traces(): readonly string[] {
  return tracesIn(folder()).map((path) => readFileSync(path, 'utf8'))
}

async function menu(run: string, item: string): Promise<void> {
  await chooseInMenu(rows().filter({ hasText: run }), item)
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const into = process.env['THINKTREE_PICTURES']
  if (into !== undefined) await code.workbench.screenshot(join(into, `${name}.png`))
}

import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FrameLocator, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, inject, onTestFailed } from 'vitest'
import { root } from '../../scripts/project.ts'
import { startCodeServer, type CodeServer } from '../../scripts/vscode/codeServer.ts'
import { makeProfile, type Profile, type Settings } from '../../scripts/vscode/profile.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { Workbench, type Size } from '../../scripts/vscode/workbench.ts'

export interface VsCode {
  readonly workbench: Workbench
  readonly profile: Profile
  readonly server: CodeServer
  /** A copy of samples/shop, open in the window. */
  readonly folder: string
  readonly close: () => Promise<void>
}

interface Closable {
  close(): Promise<unknown>
}

/**
 * Opens what the tests of a file need, before the first of them. What is passed through `use` is closed after the last,
 * the latest first; and of each VS Code among it there is a picture for a test that fails.
 */
export function beforeTests(open: (use: <T extends Closable>(one: T) => T) => Promise<void>): void {
  const opened: Closable[] = []
  beforeAll(() =>
    open((one) => {
      opened.unshift(one)
      return one
    }),
  )
  afterAll(async () => {
    for (const one of opened) await one.close()
  })
  // What a test that failed left open is in the way of its next try, and of the test after it.
  let untidy = false
  beforeEach(async () => {
    for (const one of opened.filter(isVsCode)) {
      pictureOnFailure(one)
      if (untidy) await one.workbench.tidy()
    }
  })
  afterEach(({ task }) => {
    untidy = task.result?.state === 'fail'
  })
}

function isVsCode(one: Closable): one is VsCode {
  return 'workbench' in one
}

/** A real VS Code with the installed .vsix on a copy of samples/shop. See `beforeTests`. */
export async function openVsCode(
  settings: Settings = {},
  size: Size = { width: 1280, height: 800 },
  extra: Parameters<typeof startCodeServer>[1] = {},
): Promise<VsCode> {
  const profile = makeProfile(settings, inject('extensions'))
  const folder = join(profile.home, 'shop')
  cpSync(join(root, 'samples/shop'), folder, { recursive: true })
  const server = await startCodeServer(profile, extra)
  const workbench = await Workbench.open(server.origin, folder, size)
  const close = async () => {
    await workbench.close()
    await server.stop()
    profile.remove()
  }
  return { workbench, profile, server, folder, close }
}

/** When the running test fails, leaves a picture of the window in test-results/. */
export function pictureOnFailure({ workbench }: Pick<VsCode, 'workbench'>, of = ''): void {
  onTestFailed(async ({ task }) => {
    mkdirSync(join(root, 'test-results'), { recursive: true })
    await workbench.screenshot(join(root, 'test-results', `${`${of}${task.name}`.replace(/\W+/g, '-')}.png`))
  })
}

/** Takes an item of the menu that a row has; `meanwhile` happens while the menu is open. */
export async function chooseInMenu(
  row: Locator,
  item: string | RegExp,
  meanwhile?: () => void,
): Promise<void> {
  const menu = row.page().locator('.context-view .monaco-menu')
  const entry = menu.getByRole('menuitem', { name: item, exact: true })
  await until(async () => {
    if (await menu.first().isVisible()) await row.page().keyboard.press('Escape')
    else await row.click({ button: 'right' })
  }, entry)
  // A menu that has only just come takes neither mouse nor keys yet.
  await until(() => entry.hover({ timeout: 2000 }), entry.and(row.page().locator(':focus')))
  meanwhile?.()
  await row.page().keyboard.press('Enter')
  await entry.waitFor({ state: 'hidden' })
}

/** Closes all editors and panels; what was not saved is lost. */
export async function closeAll({ workbench }: Pick<VsCode, 'workbench'>): Promise<void> {
  const { page } = workbench
  const tabs = page.locator('.part.editor .tab')
  const drop = page.locator('.monaco-dialog-box').getByRole('button', { name: /Don.t Save/ })
  if ((await tabs.count()) === 0) return
  await until(
    async () => {
      if (await drop.isVisible()) await drop.click({ timeout: 2000 }).catch(() => undefined)
      else await workbench.command('View: Close All Editors')
    },
    async () => (await tabs.count()) === 0,
  )
}

/** Asks on in a panel; what is written there goes when it is asked. */
export async function askOn(panel: FrameLocator, question: string): Promise<void> {
  const box = panel.getByRole('textbox', { name: 'Follow-up question' })
  await until(
    async () => {
      await box.fill(question)
      await box.press('Enter')
    },
    async () => (await box.inputValue()) !== question,
    10_000, // asked twice it would be another question
  )
}

/** Shows the views of the Activity Bar: another click on its icon hides them. */
export async function showViews({ page }: Workbench): Promise<void> {
  const views = page.locator('.pane', { hasText: 'History' })
  if (await views.first().isVisible()) return
  await until(
    () => page.locator('.activitybar .action-label[aria-label*="ThinkTree"]').first().click(),
    views,
  )
}

/** Selects the first step of a panel, with the keyboard: only rows in sight are drawn, so the first that is may be another. */
export async function toFirstStep(panel: FrameLocator): Promise<void> {
  await until(async () => {
    await panel.getByRole('treeitem').first().click()
    await panel.locator('.row[aria-selected=true]').press('Home')
  }, panel.locator('.row[aria-selected=true][aria-level="1"][aria-posinset="1"]:focus'))
}

/** The traces in a folder and those within, by their paths; none where there is no such folder. */
export function tracesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.think'))
    .map((name) => join(folder, name))
}

/** The history of a VS Code whose `thinktree.history.location` is its workspace. */
export function historyOf({ folder }: Pick<VsCode, 'folder'>): string {
  return join(folder, '.thinktree', 'traces')
}

/** What a button of the panel puts on the clipboard. */
export async function copiedBy({ workbench: { page } }: VsCode, button: Locator): Promise<string> {
  const read = () => page.evaluate(() => navigator.clipboard.readText())
  await page.evaluate(() => navigator.clipboard.writeText('nothing yet'))
  await until(
    () => button.click(),
    async () => (await read()) !== 'nothing yet',
  )
  return read()
}

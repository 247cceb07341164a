import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, inject, onTestFailed } from 'vitest'
import { root } from '../../scripts/project.ts'
import { startCodeServer, type CodeServer } from '../../scripts/vscode/codeServer.ts'
import { makeProfile, type Profile, type Settings } from '../../scripts/vscode/profile.ts'
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
  beforeEach(() => {
    for (const one of opened) if (isVsCode(one)) pictureOnFailure(one)
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

/** Takes an item of the menu that a row has. */
export async function chooseInMenu(row: Locator, item: string): Promise<void> {
  await row.click({ button: 'right' })
  const entry = row
    .page()
    .locator('.context-view .monaco-menu')
    .getByRole('menuitem', { name: item, exact: true })
  await entry.waitFor()
  // A menu that has only just come takes no click yet.
  await expect
    .poll(async () => {
      if (await entry.isVisible()) await entry.click({ timeout: 2000 }).catch(() => undefined)
      return entry.isVisible()
    })
    .toBe(false)
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
  await button.click()
  await expect.poll(read).not.toBe('nothing yet')
  return read()
}

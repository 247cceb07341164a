// npm run pictures [-- FOLDER]
// Takes the pictures of docs/images/ from a real VS Code: the panel while it thinks, when it is done and when it
// failed; dark, light and high contrast; wide, and narrow where it stacks. Once also search, filter, keys, and the view
// in the Activity Bar.
import { cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSampleEndpoint } from './endpoint/server.ts'
import { root, runScript, vsixFile } from './project.ts'
import { installExtension, startCodeServer } from './vscode/codeServer.ts'
import { makeProfile, type Settings } from './vscode/profile.ts'
import { Workbench, type Size } from './vscode/workbench.ts'

const themes: Readonly<Record<string, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
}
const sizes: Readonly<Record<string, Size>> = {
  wide: { width: 1600, height: 900 },
  narrow: { width: 960, height: 900 },
}

/** Some way into the thinking, which takes three times as long. */
const thinking = 4000
/** VS Code takes changed settings and sizes a moment after. */
const settled = 2500

const images = resolve(process.argv[2] ?? join(root, 'docs/images'))
mkdirSync(images, { recursive: true })
runScript('package.ts')
const endpoint = await createSampleEndpoint({ tokensPerSecond: 130 })
const profile = makeProfile(settings('dark', 'sample-r1'))
const folder = join(profile.home, 'shop')
cpSync(join(root, 'samples/shop'), folder, { recursive: true })
installExtension(profile, vsixFile())
const server = await startCodeServer(profile)
try {
  for (const theme of Object.keys(themes)) for (const size of Object.keys(sizes)) await take(theme, size)
} finally {
  await server.stop()
  await endpoint.close()
}

/** One window each, so that no picture shows what was asked for another. */
async function take(theme: string, size: string): Promise<void> {
  profile.writeSettings(settings(theme, 'sample-r1'))
  const workbench = await Workbench.open(server.origin, folder, sizes[size] ?? { width: 1600, height: 900 })
  const state = (name: string) => workbench.panel().locator(`header .state-${name}`).waitFor()
  const picture = async (name: string) => {
    await workbench.page.mouse.move(5, 5) // away from anything that shows a tip
    await workbench.screenshot(join(images, `${theme}-${size}-${name}.png`))
  }
  try {
    await workbench.command('View: Close Primary Side Bar')
    await explain(workbench)
    await state('thinking')
    await sleep(thinking)
    await picture('thinking')
    await state('done')
    await workbench.panel().getByRole('treeitem').last().click()
    await workbench.page.keyboard.press('Home')
    await workbench.panel().locator('.row:has(.row-code)').nth(2).click()
    await sleep(settled)
    await picture('done')
    if (theme === 'dark' && size === 'wide') await parts(workbench, picture)
    profile.writeSettings(settings(theme, 'sample-r1:inline:context'))
    await sleep(settled)
    await workbench.page.keyboard.press('Control+1')
    await explain(workbench)
    await state('failed')
    await sleep(settled)
    await picture('failed')
  } finally {
    await workbench.close()
  }
}

/** What one opens while one reads. */
async function parts(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  const { keyboard } = workbench.page
  const panel = workbench.panel()
  await keyboard.press('Control+F')
  await panel.getByRole('textbox', { name: /^Search/ }).fill('refill')
  await keyboard.press('Enter')
  await sleep(settled)
  await picture('search')
  await keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Filter by Kind' }).click()
  await panel.getByRole('menuitemcheckbox', { name: /^check/ }).waitFor()
  await picture('filter')
  await keyboard.press('Escape')
  await panel.locator('.tree [tabindex="0"]').press('?')
  await panel.getByRole('dialog').waitFor()
  await picture('keys')
  await keyboard.press('Escape')
  await workbench.page.locator('.activitybar .action-label[aria-label*="ThinkTree"]').first().click()
  await sleep(settled)
  await picture('view')
  await workbench.command('View: Close Primary Side Bar')
}

async function explain(workbench: Workbench): Promise<void> {
  await workbench.openFile('src/rateLimiter.ts')
  await workbench.selectLines(1, 36)
  await workbench.command('ThinkTree: Explain Selection')
}

function settings(theme: string, model: string): Settings {
  return {
    'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model }],
    'workbench.colorTheme': themes[theme],
    'editor.minimap.enabled': false,
  }
}

// npm run pictures [-- FOLDER [PART…]]
// Takes the pictures of docs/images/ from a real VS Code: the panel while it thinks, when it is done and when it
// failed; dark, light and in high contrast; wide, and narrow where it stacks. In the dark also what one does in it.
// With parts, only pictures that have one of them in their name.
import { cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createSampleEndpoint } from './endpoint/server.ts'
import { scenes, type Scene } from './pictures/scenes.ts'
import { explain, settled } from './pictures/stage.ts'
import { root, runScript, vsixFile } from './project.ts'
import { installExtension, startCodeServer } from './vscode/codeServer.ts'
import { makeProfile, type Settings } from './vscode/profile.ts'
import { Workbench, type Size } from './vscode/workbench.ts'

const themes: Readonly<Record<string, string>> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  contrast: 'Default High Contrast',
  'contrast-light': 'Default High Contrast Light',
}
const wide: Size = { width: 1600, height: 900 }
const sizes: Readonly<Record<string, Size>> = { wide, narrow: { width: 960, height: 900 } }
const states = ['thinking', 'done', 'failed']

/** Tokens after which the model holds in its thinking, until it has been pictured, and the steps there are by then. */
const thinking = 1000
const stepsByThen = /^1[0-9]$/
let pictured = Promise.resolve()

const [folder = join(root, 'docs/images'), ...parts] = process.argv.slice(2)
const images = resolve(folder)
mkdirSync(images, { recursive: true })
runScript('package.ts')
const endpoint = await createSampleEndpoint({
  tokensPerSecond: 130,
  hold: (tokens) => (tokens >= thinking ? pictured : undefined),
})
const fast = await createSampleEndpoint({ tokensPerSecond: 1000 })
const profile = makeProfile(settings('dark'))
const shop = join(profile.home, 'shop')
cpSync(join(root, 'samples/shop'), shop, { recursive: true })
installExtension(profile, vsixFile())
const server = await startCodeServer(profile)
try {
  for (const theme of Object.keys(themes))
    for (const size of Object.keys(sizes))
      if (states.some((state) => isWanted(`${theme}-${size}-${state}`))) await take(theme, size)
  for (const [name, scene] of Object.entries(scenes))
    if (scene.shows.some((part) => isWanted(`dark-wide-${part}`))) await play(name, scene)
} finally {
  await server.stop()
  await endpoint.close()
  await fast.close()
}

function isWanted(name: string): boolean {
  return parts.length === 0 || parts.some((part) => name.includes(part))
}

/** One window each, so that no picture shows what was asked for another. */
async function take(theme: string, size: string): Promise<void> {
  profile.writeSettings(settings(theme))
  const workbench = await open(sizes[size] ?? wide)
  const picture = pictures(workbench, `${theme}-${size}`)
  const { promise, resolve: goOn } = Promise.withResolvers<void>()
  pictured = promise
  try {
    await explain(workbench)
    await workbench.turnState('Thinking')
    await workbench.panel().locator('.count', { hasText: stepsByThen }).waitFor()
    await picture('thinking')
    goOn()
    await workbench.turnState('Done')
    await workbench.panel().getByRole('treeitem').last().click()
    await workbench.page.keyboard.press('Home')
    await workbench.panel().locator('.row:has(.row-code)').nth(2).click()
    await sleep(settled)
    await picture('done')
    profile.writeSettings(settings(theme, { model: 'sample-r1:inline:context' }))
    await sleep(settled)
    await explain(workbench)
    await workbench.turnState('Failed')
    await sleep(settled)
    await picture('failed')
  } finally {
    goOn()
    await workbench.close()
  }
}

async function play(name: string, { endpoint: fields, act }: Scene): Promise<void> {
  profile.writeSettings(settings('dark', { baseUrl: fast.url, ...fields }))
  const workbench = await open(wide)
  try {
    await act(workbench, pictures(workbench, 'dark-wide'))
  } catch (error) {
    console.error(name, error)
    process.exitCode = 1
    await workbench.screenshot(join(root, 'test-results', `picture-${name}.png`))
  } finally {
    await workbench.close()
  }
}

async function open(size: Size): Promise<Workbench> {
  const workbench = await Workbench.open(server.origin, shop, size)
  await workbench.command('View: Close All Editors')
  const bar = workbench.page.locator('.part.sidebar')
  if (await bar.isVisible()) await workbench.command('View: Close Primary Side Bar')
  return workbench
}

function pictures(workbench: Workbench, prefix: string) {
  return async (name: string) => {
    if (!isWanted(`${prefix}-${name}`)) return
    await workbench.page.mouse.move(5, 5) // away from anything that shows a tip
    await workbench.page.locator('.workbench-hover:visible').waitFor({ state: 'detached' })
    await workbench.screenshot(join(images, `${prefix}-${name}.png`))
  }
}

function settings(theme: string, fields: Settings = {}): Settings {
  return {
    'thinktree.endpoints': [
      { name: 'samples', baseUrl: endpoint.url, model: 'sample-r1', ...fields },
      { name: 'distilled', baseUrl: fast.url, model: 'sample-r1-distill' },
    ],
    'thinktree.review.reviewer': 'ana',
    'workbench.colorTheme': themes[theme],
    'editor.minimap.enabled': false,
  }
}

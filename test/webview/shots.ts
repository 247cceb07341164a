// node test/webview/shots.ts FOLDER [NAME…] — draws the page in its states and themes, to be looked at.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../../scripts/vscode/findChromium.mjs'
import type { Script } from './support/fakeHost.ts'
import { sampleScript } from './support/scripts.ts'
import { openSite, type Theme } from './support/site.ts'

interface Shot {
  readonly theme: Theme
  readonly size: 'wide' | 'narrow'
  readonly turns: readonly Script[]
  readonly act?: (page: Page) => Promise<void>
}

const sizes = { wide: { width: 1200, height: 800 }, narrow: { width: 420, height: 800 } }
const limiter = sampleScript('rate-limiter')
const thinkEnd = limiter.text.indexOf('</think>')

const thinking: Script = { ...limiter, upTo: Math.round(thinkEnd * 0.7) }
const answering: Script = { ...limiter, upTo: thinkEnd + 900 }
const done: Script = { ...limiter, end: 'closed', usage: true }
const failed: Script = {
  ...limiter,
  upTo: Math.round(thinkEnd * 0.2),
  end: {
    code: 'unreachable',
    message: 'The connection to localhost:8000 was lost: the server closed it (ECONNRESET).',
    action: 'askAgain',
  },
}
const cart = sampleScript('discount-cents', { end: 'closed', usage: true })

const chooseStep = async (page: Page) => {
  await page.locator('[role=treeitem]').nth(7).click()
}

const shots: Readonly<Record<string, Shot>> = {
  'thinking-dark-wide': { theme: 'dark', size: 'wide', turns: [thinking] },
  'answering-dark-wide': { theme: 'dark', size: 'wide', turns: [answering] },
  'done-dark-wide': { theme: 'dark', size: 'wide', turns: [done], act: chooseStep },
  'failed-dark-wide': { theme: 'dark', size: 'wide', turns: [failed] },
  'thinking-dark-narrow': { theme: 'dark', size: 'narrow', turns: [thinking] },
  'done-dark-narrow': { theme: 'dark', size: 'narrow', turns: [cart, done], act: chooseStep },
  'failed-dark-narrow': { theme: 'dark', size: 'narrow', turns: [failed] },
  'thinking-light-wide': { theme: 'light', size: 'wide', turns: [thinking] },
  'done-light-wide': { theme: 'light', size: 'wide', turns: [cart, done], act: chooseStep },
  'done-light-narrow': { theme: 'light', size: 'narrow', turns: [done], act: chooseStep },
  'failed-light-wide': { theme: 'light', size: 'wide', turns: [failed] },
  'thinking-hc-wide': { theme: 'hc', size: 'wide', turns: [thinking] },
  'done-hc-wide': { theme: 'hc', size: 'wide', turns: [done], act: chooseStep },
  'done-hc-light-wide': { theme: 'hc-light', size: 'wide', turns: [done], act: chooseStep },
  'connecting-dark-wide': { theme: 'dark', size: 'wide', turns: [{ ...limiter, connecting: true }] },
  'empty-dark-wide': { theme: 'dark', size: 'wide', turns: [] },
}

const [folder = 'docs/images', ...names] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const site = await openSite()
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] })
for (const [name, { theme, size, turns, act }] of Object.entries(shots)) {
  if (names.length > 0 && !names.some((part) => name.includes(part))) continue
  const page = await browser.newPage({ viewport: sizes[size] })
  page.on('console', (message) => console.log(name, message.text()))
  page.on('pageerror', (error) => console.log(name, error))
  await page.goto(site.address(theme))
  await page.evaluate((scripts) => window.fakeHost.show(scripts), turns)
  await page.waitForTimeout(200)
  await act?.(page)
  await page.waitForTimeout(200)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
  await page.close()
}
await browser.close()
await site.close()

import { chromium, type Browser, type Page } from 'playwright-core'
import { findChromium } from '../../../scripts/vscode/findChromium.mjs'
import type { Script } from './fakeHost.ts'
import type { Language } from '../../../src/protocol/languages.ts'
import { openSite, type Site, type SiteOptions, type Theme } from './site.ts'

export const sizes = { wide: { width: 1200, height: 800 }, narrow: { width: 420, height: 800 } } as const
export type PageSize = keyof typeof sizes

export interface OpenPage {
  readonly page: Page
  /** What went wrong in the page: thrown errors, console errors, requests to anywhere else. */
  readonly complaints: readonly string[]
}

export interface PageWorld {
  readonly site: Site
  open(theme: Theme, size: PageSize, scripts: readonly Script[], language?: Language): Promise<OpenPage>
  close(): Promise<void>
}

/** A real Chromium with the page in it. */
export async function openWorld(options: SiteOptions = {}): Promise<PageWorld> {
  const site = await openSite(options)
  const browser: Browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  return {
    site,
    async open(theme, size, scripts, language = 'en') {
      const page = await browser.newPage({ viewport: sizes[size] })
      page.setDefaultTimeout(60_000)
      const complaints = listen(page)
      await page.goto(site.address(theme, language))
      await page.waitForFunction(() => window.fakeHost.sent.some(({ type }) => type === 'ready'))
      await page.evaluate((turns) => window.fakeHost.show(turns), scripts)
      if (scripts.length > 0) await page.locator('#turn').waitFor()
      return { page, complaints }
    },
    async close() {
      await browser.close()
      await site.close()
    },
  }
}

function listen(page: Page): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`request: ${request.url()}`)
  })
  return complaints
}

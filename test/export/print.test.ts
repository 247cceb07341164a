import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { findChromium } from '../../scripts/vscode/findChromium.mjs'
import { tracesPage } from '../../src/export/page.ts'
import { violations } from '../webview/support/axe.ts'
import { examples } from './traces.ts'

let browser: Browser
let page: Page
const asked: string[] = []
const folder = mkdtempSync(join(tmpdir(), 'tt-print-'))
const file = join(folder, 'page.html')

beforeAll(async () => {
  const traces = ['cache-update', 'rate-limiter'].flatMap((name) =>
    examples(readFileSync(join(root, `samples/traces/${name}.think`), 'utf8')),
  )
  writeFileSync(file, tracesPage(traces))
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  const context = await browser.newContext({ offline: true, javaScriptEnabled: false })
  page = await context.newPage()
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(pathToFileURL(file).href)
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

test('offline and without script it folds, and asks for nothing', async () => {
  const phase = page.locator('details').first()
  const words = phase.locator('.words').first()
  expect(await words.isVisible()).toBe(true)
  await phase.locator('summary').click()
  expect(await words.isVisible()).toBe(false)
  expect(asked).toEqual([pathToFileURL(file).href])
})

test.each(['light', 'dark'] as const)('%s: axe finds nothing, wide and narrow', async (colorScheme) => {
  const context = await browser.newContext({ offline: true, bypassCSP: true, colorScheme })
  const scripted = await context.newPage()
  await scripted.goto(pathToFileURL(file).href)
  for (const width of [1000, 320]) {
    await scripted.setViewportSize({ width, height: 700 })
    expect([width, await violations(scripted)]).toEqual([width, []])
  }
  await context.close()
})

test('by keys alone one goes to a trace and folds its phases, and sees where one is', async () => {
  const context = await browser.newContext({ offline: true, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(pathToFileURL(file).href)
  await page.keyboard.press('Tab')
  await page.locator('nav a').first().and(page.locator(':focus-visible')).waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(new URL(page.url()).hash).toBe('#trace-2')
  const summary = page.locator('#trace-2 summary').first()
  const here = summary.and(page.locator(':focus-visible'))
  for (let stops = 0; stops < 5 && !(await here.isVisible()); stops++) await page.keyboard.press('Tab')
  expect(await summary.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  await page.keyboard.press('Enter')
  expect(await page.locator('#trace-2 details').first().getAttribute('open')).toBeNull()
  await context.close()
})

test('on paper what was folded is there, black on white, with room around it', async () => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  const shown = page.locator('details:not([open]) .words').first()
  const { height, colour, ground } = await shown.evaluate((element) => ({
    height: element.getBoundingClientRect().height,
    colour: getComputedStyle(element).color,
    ground: getComputedStyle(document.body).backgroundColor,
  }))
  expect(height).toBeGreaterThan(10)
  expect([lightness(colour) < 80, ground === 'rgba(0, 0, 0, 0)' || lightness(ground) > 240]).toEqual([
    true,
    true,
  ])
  // What a printer's dialogue has for a margin is not what every program that prints has.
  const margins = await page.evaluate(() =>
    [...document.styleSheets].flatMap((sheet) =>
      [...sheet.cssRules].flatMap((rule) => (rule instanceof CSSPageRule ? [rule.style.marginLeft] : [])),
    ),
  )
  expect(margins).toEqual(['18mm'])
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000)
})

test('code in titles is code, and a step is not named as its phase is', async () => {
  expect(await page.locator('h3 code', { hasText: 'Map.set' }).count()).toBe(1)
  const twice = await page.evaluate(() =>
    [...document.querySelectorAll('details')].filter(
      (phase) =>
        phase.querySelector('summary')?.textContent ===
        phase.querySelector(':scope > .step:first-of-type > h3')?.textContent,
    ),
  )
  expect(twice).toEqual([])
})

function lightness(colour: string): number {
  return Math.max(...(colour.match(/\d+/g) ?? []).slice(0, 3).map(Number))
}

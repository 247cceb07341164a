import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openWorld, type PageWorld } from './support/browser.ts'
import { themes } from './support/site.ts'
import { states, ways } from './support/states.ts'

declare global {
  interface Window {
    readonly axe: typeof axe
  }
}

let world: PageWorld
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

describe.each(themes)('%s: axe finds nothing', { timeout: 30_000 }, (theme) => {
  let page: Page
  beforeAll(async () => {
    page = (await world.open(theme, 'wide', [])).page
    await page.evaluate(axe.source)
  }, 30_000)
  afterAll(() => page.close())

  test('in an empty panel', async () => {
    expect(await violations(page)).toEqual([])
  })

  test.each(Object.entries(states))('in the state %s', async (_, state) => {
    await page.evaluate((script) => window.fakeHost.show([script]), state)
    await page.locator('#turn').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('with abandoned steps, a filter and its menu open', async () => {
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.locator('.row.abandoned').first().waitFor()
    await page.getByRole('slider').hover()
    await page.locator('.overview-tip').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Filter by Kind' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^check/ }).click()
    await page.locator('.row.context').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show Only What Led to the Answer' }).click()
    expect(await violations(page)).toEqual([])
  })

  test('with the steps that bear on a paragraph, and a step that ends in one', async () => {
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.locator('.passage-steps').nth(1).press('Enter')
    await page.locator('[role=menuitem]:focus').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.passage.lit').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('with a search under way', async () => {
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'search' }))
    const field = page.getByRole('textbox', { name: 'Search steps and explanation' })
    await field.fill('clock')
    await page.locator('.row-hits').first().waitFor()
    await field.press('Enter')
    expect(await violations(page)).toEqual([])
    await field.press('Escape')
  })

  test('with several turns, a chosen step and a question begun, wide and narrow', async () => {
    const other = { ...states.failed, head: { ...states.failed.head, id: 'other' } }
    await page.evaluate((scripts) => window.fakeHost.show(scripts), [states.done, other])
    await page.getByRole('tab').first().click()
    await page.locator('[role=treeitem]').nth(2).click()
    await page.locator('textarea').fill('And then?')
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await violations(page)).toEqual([])
  })
})

describe('a screen reader', { timeout: 30_000 }, () => {
  test('hears of phases and the end, not of every token', async () => {
    const { page } = await world.open('dark', 'wide', [])
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => {
        const text = document.querySelector('[aria-live=polite]')?.textContent
        if (text && heard.at(-1) !== text) heard.push(text)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await page.evaluate((script) => window.fakeHost.stream(script, 2000), states.done)
    await page.locator('[aria-live=polite]', { hasText: /^Done, \d+ steps$/ }).waitFor()
    const heard = await page.evaluate(() =>
      'heard' in window && Array.isArray(window.heard) ? window.heard.length : 0,
    )
    expect(heard).toBeLessThan(6)
    await page.close()
  })
})

describe('reduced motion', { timeout: 30_000 }, () => {
  test('nothing moves by itself', async () => {
    const { page } = await world.open('dark', 'wide', [states.thinking])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await page.close()
  })
})

/** What axe objects to, with where. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))))
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any }) => `${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`),
    )
  })
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { openWorld, type PageWorld } from './support/browser.ts'
import { ways } from './support/states.ts'

let world: PageWorld
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

describe('what was abandoned', { timeout: 30_000 }, () => {
  test('is dimmed, and hidden on demand, with a word on what is hidden', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [ways])
    expect(await page.locator('.row.abandoned').count()).toBeGreaterThan(2)
    await page.getByRole('button', { name: 'Show Only What Led to the Answer' }).click()
    await page.getByText(/^\d+ abandoned steps hidden$/).waitFor()
    expect(await page.locator('.row.abandoned').count()).toBe(0)
    await page.getByRole('button', { name: 'Show all', exact: true }).click()
    await page.locator('.row.abandoned').first().waitFor()
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'answerLine' }))
    await page.locator('.row.abandoned').first().waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the filter', { timeout: 30_000 }, () => {
  test('is chosen by keys alone, is seen, and goes on Escape', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [ways])
    const before = await rows(page)
    const funnel = page.getByRole('button', { name: 'Filter by Kind' })
    await funnel.press('Enter')
    await page.getByRole('menuitemcheckbox', { name: 'All kinds' }).and(page.locator(':focus')).waitFor()
    const check = page.getByRole('menuitemcheckbox', { name: /^check/ })
    while (!(await check.evaluate((item) => item === document.activeElement)))
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitemcheckbox][aria-checked=true]', { hasText: 'check' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter by Kind (on)' }).and(page.locator(':focus')).waitFor()
    expect(await page.locator('.row:not(.context) .kind-check').count()).toBe(
      await page.locator('.row:not(.context)').count(),
    )
    expect(await page.locator('.row.context').count()).toBeGreaterThan(0)
    await page.locator('[role=treeitem][tabindex="0"]').press('Escape')
    await page.locator('.row.context').first().waitFor({ state: 'detached' })
    expect(await rows(page)).toEqual(before)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('stays over a reload', async () => {
    const { page } = await world.open('dark', 'wide', [ways])
    await page.getByRole('button', { name: 'Filter by Kind' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^check/ }).click()
    await page.locator('.row.context').first().waitFor()
    const before = await rows(page)
    await page.waitForFunction(() => (sessionStorage.getItem('state') ?? '').includes('"check"'))
    await page.reload()
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.locator('.row.context').first().waitFor()
    expect(await rows(page)).toEqual(before)
    await page.close()
  })
})

function rows(page: Page): Promise<readonly string[]> {
  return page.locator('[role=treeitem]').evaluateAll((items) => items.map((item) => item.textContent))
}

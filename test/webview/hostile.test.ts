import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type PageWorld } from './support/browser.ts'
import { hostileTexts } from './support/hostile.ts'
import { states } from './support/states.ts'

let world: PageWorld
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

test('nothing that a model writes runs, loads or leaves the page', { timeout: 60_000 }, async () => {
  const { page, complaints } = await world.open('dark', 'wide', [])
  const address = page.url()
  for (const text of hostileTexts) {
    const script = { ...states.done, text: `<think>First: ${text}\n\nThen more.</think>\n\n${text}` }
    await page.evaluate((turn) => window.fakeHost.show([turn]), script)
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  }
  await page.locator('[role=treeitem]').first().click()
  for (const link of await page.locator('.prose [data-do], .prose a').all()) await link.click({ force: true })
  await page.waitForTimeout(300)
  expect(complaints).toEqual([])
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
  expect(page.url()).toBe(address)
  expect(page.context().pages()).toHaveLength(1)
  await page.close()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWorld, type PageWorld } from './support/browser.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed' })
const end = whole.text.indexOf('</think>') + 8
const long = {
  ...whole,
  text: `${whole.text.slice(0, end)}${whole.text.slice(end).repeat(12)}\n\nThe last words.`,
}

const patience = { timeout: 30_000 }

let world: PageWorld
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

test('of a long explanation only what is near to sight is in the document', { timeout: 60_000 }, async () => {
  const { page, complaints } = await world.open('dark', 'wide', [long])
  const answer = page.locator('.answer')
  const nodes = () => page.locator('.answer *').count()
  const first = await answer.locator('.prose-block').first().innerText()
  await answer.hover()
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 1500)
      return answer.getByText('The last words.').isVisible()
    }, patience)
    .toBe(true)
  await expect.poll(() => answer.locator('.prose-block').first().innerText(), patience).toBe('')
  expect(await nodes()).toBeLessThan(1200)

  const height = await answer.evaluate((element) => element.scrollHeight)
  await answer.evaluate((element) => element.scrollTo(0, 0))
  await expect.poll(() => answer.locator('.prose-block').first().innerText(), patience).toBe(first)
  expect(Math.abs((await answer.evaluate((element) => element.scrollHeight)) - height)).toBeLessThan(3)
  expect(complaints).toEqual([])
  await page.close()
})

import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useWorld } from './support/world.ts'
import { states } from './support/states.ts'

const world = useWorld()

test('the tree of a file and its text scroll together, and who scrolls leads', async () => {
  const page = await file(null)
  await page.setViewportSize({ width: 1000, height: 420 })
  const tree = page.locator('.tree')
  await tree.hover()
  await page.mouse.wheel(0, 120)
  await expect.poll(() => inSight(page)).not.toEqual([])
  const [first] = await inSight(page)
  expect(await tree.locator(`[data-step="${first}"]`).count()).toBe(1)
  const place = () => tree.evaluate((element) => element.scrollTop)
  await page.waitForTimeout(900) // no hand is at the tree any more
  const said = (await inSight(page)).length
  const top = await tree.locator('.row').first().getAttribute('data-step')
  await page.evaluate(([turn, step]) => window.fakeHost.post({ type: 'stepInSight', turn, step }), [
    states.done.head.id,
    top ?? '',
  ] as const)
  await expect.poll(place).toBe(0)
  await page.waitForTimeout(300)
  expect((await inSight(page)).length).toBe(said)
  await page.close()
})

test('a panel, which has no text, tells nothing', async () => {
  const { page } = await world.open('dark', 'wide', [states.done])
  await page.setViewportSize({ width: 1000, height: 420 })
  await page.locator('.tree').hover()
  await page.mouse.wheel(0, 120)
  await expect.poll(() => page.locator('.tree').evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(0)
  await page.waitForTimeout(300)
  expect(await inSight(page)).toEqual([])
  await page.close()
})

test('one asks further in the tree of a file, but not of one that is only shown', async () => {
  const page = await file(null)
  await page.locator('.follow-up').waitFor()
  await page.evaluate(
    (script) => window.fakeHost.show([script], { readOnly: 'It is only shown.' }),
    states.done,
  )
  await page.getByText('It is only shown.').waitFor()
  expect(await page.locator('.follow-up').count()).toBe(0)
  await page.close()
})

async function file(readOnly: string | null): Promise<Page> {
  const { page } = await world.open('dark', 'wide', [])
  await page.evaluate(([script, why]) => window.fakeHost.show([script], { readOnly: why }), [
    states.done,
    readOnly,
  ] as const)
  await page.locator('#turn').waitFor()
  return page
}

/** Steps that the page has told of. */
function inSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    window.fakeHost.sent.flatMap((message) => (message.type === 'stepInSight' ? [message.step] : [])),
  )
}

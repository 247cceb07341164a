import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'
import { states } from './support/states.ts'

const world = useWorld()

test('the header says where time, tokens and money went', async () => {
  const prices = { input: 2, output: 10, currency: 'USD', asOf: '2026-11-01' }
  const script = sampleScript('rate-limiter', { end: 'closed', usage: true }, { prices })
  const { page } = await world.open('dark', 'wide', [script])
  await page.getByTitle(/First word after 0\.9 s, thinking \d+\.\d s, answering \d+\.\d s/).waitFor()
  await page.getByTitle(/Reasoning ~[\d,]+, answer ~[\d,]+, prompt 1,214/).waitFor()
  await page.getByRole('treeitem').nth(2).click()
  await page.getByTitle(/^\d+% of the thinking, \$0\.\d+$/).waitFor()
  const cost = page.getByTitle('By the prices of 2026-11-01')
  expect(await cost.innerText()).toMatch(/^\$0\.0\d+$/)
})

test('where there is little room, what may be done stands together below what went wrong', async () => {
  const message =
    'The question with its code is too long for R1. It says: At most 4096 tokens, you asked for 9000.'
  const end = { code: 'tooLong', message, action: 'chooseContext' } as const
  const script = sampleScript('rate-limiter', { upTo: 0, end }, { sample: false })
  const { page } = await world.open('light', 'narrow', [script])
  const box = async (name: string) => {
    const found = await page.locator('.notice').getByText(name).boundingBox()
    if (!found) throw new Error(`There is no ${name}.`)
    return found
  }
  const text = await box('The question')
  const first = await box('Send Less Context')
  const second = await box('Ask Again')
  expect(first.x).toBe(text.x)
  expect(first.y).toBeGreaterThanOrEqual(text.y + text.height)
  expect(second.y).toBe(first.y)
  expect(second.x).toBeGreaterThan(first.x)
  await picture(page, 'notice')
  await page.setViewportSize({ width: 1200, height: 800 })
  // The head takes its new height a frame after the window has its own.
  await expect.poll(async () => (await box('Ask Again')).y - (await box('Send Less Context')).y).toBe(0)
  await picture(page, 'notice-wide')
  await page.close()
})

test('a question that is cut off can be shown whole, and a low window cuts it to one line', async () => {
  const question = 'Why is the importer refused for good once it has been limited?'
  const script = sampleScript('rate-limiter', { end: 'closed', usage: true }, { question, sample: false })
  const { page } = await world.open('light', 'narrow', [script])
  const heading = page.getByRole('heading', { level: 1 })
  const lines = async () => ((await heading.boundingBox())?.height ?? 0) / 22
  const more = page.getByRole('button', { name: 'Show the whole question' })
  expect(await lines()).toBe(2)
  await more.waitFor({ state: 'detached' })
  await page.setViewportSize({ width: 420, height: 620 })
  await more.waitFor()
  expect(await lines()).toBe(1)
  await more.press('Enter')
  await expect.poll(lines).toBe(2)
  await page.getByRole('button', { name: 'Show less of the question' }).press('Enter')
  await more.and(page.locator(':focus')).waitFor()
  await page.close()
})

test('in the narrowest panel a run under way leaves room for the question, and all that may be done', async () => {
  const { page } = await world.open('dark', 'narrow', [states.thinking])
  await page.setViewportSize({ width: 220, height: 298 })
  const question = await page.locator('.question h1').boundingBox()
  expect(question?.width).toBeGreaterThan(150)
  const actions = await page.locator('.head-actions button').evaluateAll((buttons) =>
    buttons.map((button) => {
      const { left, right } = button.getBoundingClientRect()
      return left >= 0 && right <= innerWidth
    }),
  )
  expect(actions).toEqual([true, true, true])
  await picture(page, 'narrowest')
  await page.close()
})

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}

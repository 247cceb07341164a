import { expect, test } from 'vitest'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const world = useWorld()

test('the header says where time, tokens and money went', { timeout: 30_000 }, async () => {
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

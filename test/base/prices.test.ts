import { expect, test } from 'vitest'
import type { Usage } from '../../src/base/delta.ts'
import { costOf } from '../../src/base/prices.ts'

const prices = { input: 2, cached: 0.5, output: 10, currency: 'USD', asOf: '2026-11-01' }
const million = 1_000_000

test.each<[string, Usage, number | undefined]>([
  ['prompt and completion', { prompt: million, completion: million }, 12],
  ['what was cached costs less', { prompt: million, cached: million / 2, completion: 0 }, 1.25],
  ['thinking is part of the completion', { prompt: 0, completion: million, reasoning: million / 2 }, 10],
  [
    'but for servers that count it apart',
    { prompt: 0, completion: million, reasoning: million, total: 2 * million },
    20,
  ],
  ['nothing is known where nothing was counted', {}, undefined],
])('%s', (_, usage, cost) => {
  expect(costOf(usage, prices)).toBe(cost)
})

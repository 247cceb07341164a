import { expect, test } from 'vitest'
import { cardFor, cardNamed, cardInForce, modelCards, readCard } from '../../src/base/modelCard.ts'
import { computeOf, perToken } from '../../src/core/compute.ts'

const r1 = cardNamed('deepseek-r1')

test('of R1, an eighteenth works: 74 thousand million operations a token', () => {
  expect(r1 && perToken(r1)).toEqual({ share: 37 / 671, flops: 74e9, dense: 1342e9 })
  expect(perToken({ name: 'x', active: 7 })).toEqual({ flops: 14e9 })
  expect(perToken({ name: 'x', total: 7 })).toBeUndefined()
})

test('reading and writing apart; what was cached needs no reading', () => {
  const usage = { prompt: 1000, cached: 600, completion: 2000, drafted: 100, accepted: 80 }
  expect(computeOf(usage, r1, undefined)).toEqual({
    perToken: expect.anything() as unknown,
    prefill: 400 * 74e9,
    decode: 2000 * 74e9,
    dense: 2400 * 1342e9,
    cached: 0.6,
    taken: 0.8,
  })
})

test('energy only by a figure of one’s own, a price only where there is one: the endpoint’s before the card’s', () => {
  const usage = { prompt: 1_000_000, completion: 1_000_000 }
  const prices = { input: 1, output: 2, currency: 'EUR', asOf: '2026-11-01' }
  expect(computeOf(usage, { name: 'x', energy: 700 }, prices)).toEqual({ energy: 700, cost: 3 })
  const priced = cardNamed('deepseek-reasoner (early 2025: R1)')
  expect(computeOf(usage, priced, undefined).cost).toBeCloseTo(0.55 + 2.19)
  expect(computeOf(usage, priced, prices).cost).toBe(3)
  expect(computeOf({}, r1, prices)).toEqual({ perToken: expect.anything() as unknown })
})

test('every card says where its numbers are from, and its prices when', () => {
  for (const { source, prices, total, active } of modelCards) {
    expect(source).toMatch(/\w/)
    if (prices) expect(prices.asOf).toMatch(/20\d\d/)
    expect((active ?? 0) <= (total ?? 0)).toBe(true)
  }
  expect(new Set(modelCards.map(({ name }) => name)).size).toBe(modelCards.length)
})

test.each([
  ['deepseek-ai/DeepSeek-R1-0528', 'deepseek-r1'],
  ['deepseek-ai/DeepSeek-V3', 'deepseek-v3'],
  ['deepseek-r1:671b', 'deepseek-r1'],
  ['deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B', 'deepseek-r1-distill-qwen-1.5b'],
  ['org/deepseek-r1-distill-llama-70b-awq', 'deepseek-r1-distill-llama-70b'],
  // What these names stand for, another may decide.
  ['deepseek-r1', undefined],
  ['deepseek-reasoner', undefined],
  ['sample-r1', undefined],
])('%s is %s', (model, name) => {
  expect(cardFor(model)?.name).toBe(name)
})

test('a card that is named goes before that of the model', () => {
  const model = 'deepseek-ai/DeepSeek-R1'
  expect(cardInForce({ model })?.name).toBe('deepseek-r1')
  expect(cardInForce({ model, card: { name: 'ours' } })?.name).toBe('ours')
  expect(cardInForce({ model: 'nobody/knows' })).toBeUndefined()
})

test('a card is a name, or numbers, also in place of those of another', () => {
  expect(readCard('deepseek-r1')).toBe(r1)
  expect(readCard({ like: 'deepseek-r1', energy: 700 })).toEqual({ ...r1, energy: 700 })
  expect(readCard({ name: 'mine', total: 30, active: 3, source: 'its card' })).toEqual({
    name: 'mine',
    total: 30,
    active: 3,
    source: 'its card',
  })
  for (const wrong of [
    'gpt',
    7,
    { like: 'gpt' },
    { total: -1 },
    { layers: 1.5 },
    { size: 3 },
    { prices: { input: 1 } },
  ])
    expect(readCard(wrong)).toBeUndefined()
})

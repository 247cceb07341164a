import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StepId } from '../../src/core/step.ts'
import { createLinker, type Link } from '../../webview/links.ts'

const known = { paths: ['src/rateLimiter.ts'], names: ['allow', 'refill', 'retryAfter'] }
const steps = {
  clock:
    'Suppose the clock runs backwards in line 31. That would explain a single refusal, not a permanent one.',
  capacity: 'Alternatively the capacity is too small. The constructor in line 13 fills the bucket.',
  numbers: 'The importer retries every 150 ms. Line 32 computes `Math.floor(0.15 * 5)`; line 34 moves it on.',
  other: 'In src/queue.ts:34 the jobs are sorted by their age before they are handed out.',
  retry: '`retryAfter()` on lines 25–28 does not refill.',
  plan: 'Let me look at the code first, then I will say what is wrong with it.',
  chinese: '令牌桶每次调用都会丢弃小数部分。',
}

test('links a paragraph to the steps that speak of the same lines', () => {
  expect(linked('`src/rateLimiter.ts:34` moves the time on, and src/rateLimiter.ts:32 rounds.')).toEqual([
    'numbers',
  ])
  expect(linked('See src/rateLimiter.ts:26-27, where `retryAfter` waits.')).toEqual(['retry'])
})

test('tells line 34 of one file from line 34 of another', () => {
  expect(linked('Jobs of src/queue.ts:34 are sorted by age.')).toEqual(['other'])
})

test('links by rare words where there are enough of them', () => {
  expect(linked('A clock running backwards explains a single refusal.')).toEqual(['clock'])
  expect(linked('Look at the clock.')).toEqual([])
  expect(linked('小数部分每次都会丢弃。')).toEqual(['chinese'])
})

test('says what speaks for a link, the most telling first', () => {
  const [link] = links('Line 32 computes 0 every 150 ms.')
  expect(link?.step).toBe('numbers')
  expect(link?.shared[0]).toBe('line 32')
  expect(link?.shared).toContain('150')
})

test('finds nothing where there is no evidence', () => {
  expect(linked('Then let me say what the code does, step by step, as it should be done.')).toEqual([])
  expect(linked('')).toEqual([])
  expect(createLinker(known).link('Line 32 computes 0 every 150 ms.')).toEqual([])
})

test('any text is linked to at most five steps, best first', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...Object.values(steps), 'line 32', 'allow()', 'x')), (pieces) => {
      const found = links(pieces.join(' '))
      expect(found.length).toBeLessThanOrEqual(5)
      const weights = found.map(({ weight }) => weight)
      expect(weights).toEqual(weights.toSorted((one, other) => other - one))
    }),
  )
})

function links(paragraph: string): readonly Link[] {
  const linker = createLinker(known)
  for (const [id, text] of Object.entries(steps)) linker.add(id as StepId, text)
  return linker.link(paragraph)
}

function linked(paragraph: string): readonly string[] {
  return links(paragraph).map(({ step }) => step)
}

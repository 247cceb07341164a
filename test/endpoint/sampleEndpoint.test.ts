import { describe, expect, test } from 'vitest'
import { recut } from '../../scripts/endpoint/recordings.ts'
import { parseSample, pickSample, readSamples } from '../../scripts/endpoint/samples.ts'
import { createSampleEndpoint } from '../../scripts/endpoint/server.ts'
import { tokensOf } from '../../scripts/endpoint/wireForms.ts'
import path from 'node:path'
import { ask, listen } from '../support/listen.ts'

const samples = await readSamples(path.join(import.meta.dirname, '../../samples/traces'))

test('every sample has a question, a file, reasoning and an answer', () => {
  expect(samples.length).toBeGreaterThan(0)
  for (const sample of samples) {
    expect(sample).toMatchObject({
      question: expect.stringMatching(/./),
      paths: [expect.any(String), ...sample.paths.slice(1)],
    })
    expect(sample.reasoning.length).toBeGreaterThan(100)
    expect(sample.answer.length).toBeGreaterThan(100)
  }
})

test('a trace is read up to the closing tag on a line of its own', () => {
  const text = '---\ntitle: T\nquestion: Q?\n---\n<think>\na `</think>` b\n</think>\n\nanswer\n'
  expect(parseSample('t', text)).toEqual({
    name: 't',
    title: 'T',
    question: 'Q?',
    paths: [],
    reasoning: 'a `</think>` b',
    answer: 'answer',
  })
})

describe('the sample that fits', () => {
  test.each(samples.map((sample) => [sample.name, sample] as const))(
    '%s, by its own question',
    (_, sample) => {
      expect(pickSample(samples, sample.question, sample.question)).toBe(sample)
    },
  )

  test('by the file asked about', () => {
    expect(
      pickSample(samples, 'lines 19–43 of `src/pricing.ts` … Explain this code.', 'Explain this code.').name,
    ).toBe('discount-cents')
  })

  test('none: the first, which says so', () => {
    expect(pickSample(samples, 'Hello', 'Hello').answer).toMatch(
      /^> No sample fits this question\. This is the sample “/,
    )
  })
})

test('a smaller model answers the same question in its own words, each time in others', async () => {
  const endpoint = await createSampleEndpoint()
  const content = samples.find(({ name }) => name === 'rate-limiter')?.question ?? ''
  const messages = [{ role: 'user' as const, content }]
  const answers: string[] = []
  for (let time = 0; time < 3; time++)
    answers.push((await listen(ask({ url: endpoint.url, model: 'sample-r1-distill', messages }))).content)
  expect(answers[0]).toContain('rounds down and forgets')
  expect(answers[1]).toContain('goes below zero')
  expect(answers[2]).toBe(answers[0])
  await endpoint.close()
})

test('tokens and pieces join to what was cut', () => {
  const text = samples.map((sample) => sample.reasoning).join('\n')
  expect(tokensOf(text).join('')).toBe(text)
  expect(Math.max(...tokensOf(text).map((token) => token.trim().length))).toBeLessThanOrEqual(4)
  const bytes = Buffer.from(text)
  expect(Buffer.concat(recut(bytes, 1)).equals(bytes)).toBe(true)
  expect(recut(bytes, 1).length).not.toBe(recut(bytes, 2).length)
})

test('a key is asked for where one is set', async () => {
  const endpoint = await createSampleEndpoint({ key: 'right' })
  expect((await listen(ask({ url: endpoint.url, key: 'wrong' }))).failure?.code).toBe('unauthorized')
  expect((await listen(ask({ url: endpoint.url, key: null }))).failure?.code).toBe('unauthorized')
  expect((await listen(ask({ url: endpoint.url, key: 'right' }))).failure).toBeUndefined()
  await endpoint.close()
})

test('an unknown model is refused by name', async () => {
  const endpoint = await createSampleEndpoint()
  expect((await listen(ask({ url: endpoint.url, model: 'r2' }))).failure?.code).toBe('modelNotFound')
  await endpoint.close()
})

test('what is held comes after it is let go, and nothing before', async () => {
  const { promise, resolve: letGo } = Promise.withResolvers<void>()
  const holds: number[] = []
  const endpoint = await createSampleEndpoint({
    hold: (tokens) => {
      if (tokens < 50) return undefined
      holds.push(tokens)
      return promise
    },
  })
  const all = listen(ask({ url: endpoint.url }))
  await expect.poll(() => holds.length).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(holds).toHaveLength(1)
  letGo()
  expect((await all).failure).toBeUndefined()
  expect(holds.length).toBeGreaterThan(100)
  await endpoint.close()
})

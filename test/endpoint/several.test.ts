import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { wireForms } from '../../scripts/endpoint/wireForms.ts'
import type { Delta } from '../../src/base/delta.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { createProfile, type Profile } from '../../src/endpoint/profile.ts'
import { severalStreams } from '../../src/endpoint/several.ts'
import { listen } from '../support/listen.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

function ask(count: number, model: string, more: Partial<Profile> = {}, signal?: AbortSignal) {
  const profile = createProfile({ name: 'R1', baseUrl: endpoint.url, model, ...more })
  const request = { messages: [{ role: 'user', content: 'Why?' } as const] }
  const never = new AbortController().signal
  return severalStreams({ profile, key: null }, request, count, signal ?? never, async () => {})
}

async function take(count: number, model: string, more: Partial<Profile> = {}) {
  const before = endpoint.requests.length
  const answers = await Promise.all(
    ask(count, model, more).map(async (deltas) => {
      const heard = await listen(deltas)
      const turn = createTurn(defaultSplit)
      for (const delta of heard.deltas) turn.push(delta, 0)
      turn.end('closed', 0)
      return { ...turn.value(), heard: heard.deltas }
    }),
  )
  const asked = endpoint.requests.slice(before).map(({ body }) => body['n'])
  return { answers, asked }
}

test.each(wireForms)('answers of one stream are told apart: %s', async (form) => {
  const { answers, asked } = await take(3, `sample-r1:${form}`)
  expect(asked).toEqual([3])
  expect(answers.map(({ state }) => state.kind)).toEqual(['done', 'done', 'done'])
  expect(new Set(answers.map(({ answer }) => answer)).size).toBe(3)
  expect(new Set(answers.map(({ reasoning }) => reasoning)).size).toBe(3)
  // Whole, with nothing of another's: the first is what it is when asked for alone.
  const { answers: alone } = await take(1, `sample-r1:${form}`)
  expect(answers[0]?.answer).toBe(alone[0]?.answer)
  expect(answers[0]?.reasoning).toBe(alone[0]?.reasoning)
})

test('a server that does not stream gives them in one object', async () => {
  const { answers, asked } = await take(2, 'sample-r1', { extraBody: { stream: false } })
  expect(asked).toEqual([2])
  expect(answers.map(({ state }) => state.kind)).toEqual(['done', 'done'])
  expect(answers[0]?.answer).not.toBe(answers[1]?.answer)
})

test('what the server counted for all is theirs together, and what it read stands with the first', async () => {
  const { answers } = await take(3, 'sample-r1')
  const { answers: alone } = await take(1, 'sample-r1')
  const [first, ...others] = answers.map(({ usage }) => usage)
  expect(first?.prompt).toBe(alone[0]?.usage.prompt)
  expect(others.map(({ prompt }) => prompt)).toEqual([0, 0])
  const lengths = answers.map(({ usage }) => usage.completion ?? 0)
  expect(lengths.every((length) => length > 100)).toBe(true)
  expect(Math.abs((lengths[0] ?? 0) / (alone[0]?.usage.completion ?? 0) - 1)).toBeLessThan(0.1)
})

test.each([
  ['refused', 'sample-r1:llamacpp', [3, undefined, undefined, undefined]],
  ['not heeded', 'sample-r1:ollama', [3, undefined, undefined]],
])('%s, each that did not come is asked for alone', async (_, model, wanted) => {
  const { answers, asked } = await take(3, model)
  expect(asked).toEqual(wanted)
  expect(answers.map(({ state }) => state.kind)).toEqual(['done', 'done', 'done'])
})

test.each([
  ['401', 1, 'unauthorized'],
  ['context', 1, 'contextTooLong'],
])('what would fail alone too is said once for each: %s', async (fault, requests, code) => {
  const { answers, asked } = await take(2, `sample-r1:${fault}`)
  expect(asked).toHaveLength(requests)
  for (const { state } of answers) expect(state).toMatchObject({ kind: 'failed', failure: { code } })
})

test('a connection that breaks leaves of each what came', async () => {
  const { answers, asked } = await take(2, 'sample-r1:cut')
  expect(asked).toEqual([2])
  for (const { state, reasoning, heard } of answers) {
    expect(state).toEqual({ kind: 'incomplete', why: 'cut' })
    expect(reasoning.length).toBeGreaterThan(100)
    expect(heard[0]).toEqual({ kind: 'accepted' })
  }
})

test('stopped, it ends the one request and asks nothing more', async () => {
  const before = endpoint.requests.length
  const stop = new AbortController()
  const hear = async (deltas: AsyncIterable<Delta>) => {
    for await (const _ of deltas) stop.abort()
  }
  await Promise.all(ask(2, 'sample-r1:stall', {}, stop.signal).map(hear))
  expect(endpoint.requests.length - before).toBe(1)
  expect(await endpoint.requests.at(-1)?.outcome).toBe('abandoned')
})

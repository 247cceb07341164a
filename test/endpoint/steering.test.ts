import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSamples } from '../../scripts/endpoint/samples.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import type { Delta } from '../../src/base/delta.ts'
import { keepTurn, restoreTurn } from '../../src/core/kept.ts'
import { branchOf, type Branch, type Steering } from '../../src/core/steering.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import type { Cut, TurnValue } from '../../src/core/turn.ts'
import { continueStream } from '../../src/endpoint/continuing/continue.ts'
import { carryStream, wayOf } from '../../src/endpoint/continuing/goOn.ts'
import type { Ways } from '../../src/endpoint/continuing/findWays.ts'
import { createProfile } from '../../src/endpoint/profile.ts'
import type { ServerName } from '../../src/endpoint/servers.ts'
import { readDocument } from '../../src/traces/document.ts'
import { documentOf, keptOf } from '../../src/traces/turns.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

const [sample] = await readSamples(path.join(import.meta.dirname, '../../samples/traces'))
if (!sample) throw new Error('no sample')
const { question, reasoning, answer } = sample
const original: TurnValue = restoreTurn({
  reasoning,
  answer,
  timeline: [],
  state: { kind: 'done' },
  usage: {},
  times: { latest: 0 },
  hidden: false,
})
const middle = original.steps.find(({ span }) => span.from > reasoning.length / 3)
const { signal } = new AbortController()

/** What is asked of a thought, and where the server goes on. */
const wishes: Readonly<Record<string, Steering>> = {
  'go on': { kind: 'goOn', ...(middle && { at: middle.id }) },
  'edit a step': { kind: 'editStep', ...(middle && { at: middle.id }), text: 'No: look at `set` aga' },
  hint: { kind: 'hint', at: 200, text: 'Think of the order of keys.' },
  'answer now': { kind: 'answerNow', at: 600 },
  'think more': { kind: 'thinkMore', text: 'Wait,' },
  'answer again': { kind: 'answerAgain' },
}

type Fate = 'goes on' | 'cannot'
const both = ['goes on', 'goes on'] as const
const neither = ['cannot', 'cannot'] as const

describe('every server, with what it does wrong, and every wish: the branch is whole and opens again', () => {
  test.each<[marks: string, server: ServerName, inThought: Fate, inAnswer: Fate]>([
    ['vllm', 'vllm', ...both],
    ['vllm:opens', 'vllm', ...both],
    ['vllm:blind', 'vllm', ...both],
    ['vllm:blind:misfiles', 'vllm', ...both],
    ['vllm:blind:bare', 'vllm', ...both],
    ['vllm:blind:bare:echoes', 'vllm', ...both],
    ['vllm:blind:drops', 'vllm', 'goes on', 'cannot'],
    ['vllm:blind:empties', 'vllm', 'cannot', 'goes on'],
    ['vllm:blind:reopens', 'vllm', ...neither],
    ['sglang', 'sglang', ...both],
    ['sglang:opens', 'sglang', ...both],
    ['sglang:opens:bare', 'sglang', ...both],
    ['sglang:echoes', 'sglang', ...both],
    ['llamacpp', 'llama.cpp', ...both],
    ['llamacpp:echoes', 'llama.cpp', ...both],
    ['llamacpp:old', 'llama.cpp', ...both],
    ['ollama', 'ollama', ...both],
    ['ollama:opens', 'ollama', ...both],
    ['deepseek', 'deepseek', ...both],
    ['deepseek:echoes', 'deepseek', ...both],
    ['mistral', 'mistral', ...both],
    ['moonshot', 'other', ...neither],
    ['openrouter', 'openrouter', ...neither],
    ['plain', 'litellm', ...neither],
  ])('%s as %s', async (marks, server, inThought, inAnswer) => {
    let kept: Ways | undefined
    for (const [wish, steering] of Object.entries(wishes)) {
      const made = branchOf(original, steering)
      if ('problem' in made) throw new Error(made.problem)
      const { cut } = made
      const access = accessTo(marks, server)
      const found = await last(
        wayOf(access, cut.at, { known: () => kept, keep: (_, ways) => (kept = ways) }, signal),
      )
      if ('failure' in found) throw new Error(found.failure.message)
      const fate = cut.at === 'reasoning' ? inThought : inAnswer
      expect(found.way === null ? 'cannot' : 'goes on', wish).toBe(fate)
      const text = { reasoning: cut.kept.reasoning, answer: cut.kept.answer, at: cut.at }
      const messages = [{ role: 'user', content: question }] as const
      if (found.way === null) {
        // The last resort is a turn of its own, which has none of the thought that was sent along.
        const value = await run(carryStream(access, { messages, cut: text }, signal))
        expect(value.answer.trim(), wish).not.toBe('')
        opensAgain(value, { ...made.branch, carried: true })
        continue
      }
      const value = await run(continueStream(access, { messages, cut: text, way: found.way }, signal), cut)
      expect(value.state, wish).toEqual({ kind: 'done' })
      expect(value.reasoning.slice(0, cut.kept.reasoning.length), wish).toBe(cut.kept.reasoning)
      // It is not there twice, whatever the server sent again.
      expect(value.reasoning.slice(cut.kept.reasoning.length), wish).not.toContain(reasoning.slice(0, 60))
      expect(value.answer.trim(), wish).not.toBe('')
      expect(value.answer, wish).not.toMatch(/<\/?think>/)
      expect(value.answer, wish).not.toContain(reasoning.slice(0, 60))
      if (cut.at === 'answer') expect(value.reasoning, wish).toBe(cut.kept.reasoning)
      else expect(value.reasoning.length, wish).toBeGreaterThan(cut.kept.reasoning.length)
      if (steering.kind === 'answerAgain') expect(value.answer.trim(), wish).toContain(answer.trim())
      opensAgain(value, made.branch)
    }
  })
})

/** Original and branch, written to a document and read again. */
function opensAgain(value: TurnValue, branch: Branch) {
  const { text } = documentOf([
    { head: { id: 'a', question }, value: keepTurn(original) },
    { head: { id: 'b', parent: 'a', branch, question }, value: keepTurn(value) },
  ])
  const document = readDocument(text)
  expect(document.problems).toEqual([])
  const [first, second] = document.turns
  expect(first && keptOf(first)).toMatchObject({ reasoning, answer })
  expect(second?.head.branch).toEqual(branch)
  expect(second && restoreTurn(keptOf(second))).toMatchObject({
    reasoning: value.reasoning,
    answer: value.answer,
    state: value.state,
    steps: value.steps,
  })
}

async function run(deltas: AsyncIterable<Delta>, cut?: Cut): Promise<TurnValue> {
  const turn = createTurn(defaultSplit, cut)
  for await (const delta of deltas) turn.push(delta, 0)
  turn.end('closed', 0)
  return turn.value()
}

async function last<T>(generator: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const { done, value } = await generator.next()
    if (done) return value
  }
}

function accessTo(marks: string, server: ServerName) {
  const profile = createProfile({ name: 'x', baseUrl: endpoint.url, model: `sample-r1:${marks}` }, server)
  // DeepSeek goes on at another address; here that is one of the sample endpoint's.
  const beta = endpoint.url.replace('/v1', '/beta')
  return { profile: marks.startsWith('deepseek') ? { ...profile, baseUrl: beta } : profile, key: null }
}

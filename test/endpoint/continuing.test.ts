import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSamples } from '../../scripts/endpoint/samples.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import type { Delta } from '../../src/base/delta.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { continueStream } from '../../src/endpoint/continuing/continue.ts'
import type { CutText } from '../../src/endpoint/continuing/cut.ts'
import { findWays, waysSet, type Ways } from '../../src/endpoint/continuing/findWays.ts'
import { wayOf } from '../../src/endpoint/continuing/goOn.ts'
import { ways, wayNames, type WayName } from '../../src/endpoint/continuing/ways.ts'
import { createProfile, type Profile } from '../../src/endpoint/profile.ts'
import type { ServerName } from '../../src/endpoint/servers.ts'
import { closedPort } from '../support/sockets.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

const samples = await readSamples(path.join(import.meta.dirname, '../../samples/traces'))
const { signal } = new AbortController()

function accessTo(marks: string, server: ServerName = 'other') {
  const profile = createProfile({ name: 'x', baseUrl: endpoint.url, model: `sample-r1:${marks}` }, server)
  // DeepSeek goes on at another address; here that is one of the sample endpoint's.
  const beta = endpoint.url.replace('/v1', '/beta')
  return { profile: marks.startsWith('deepseek') ? { ...profile, baseUrl: beta } : profile, key: null }
}

describe('a tiny text tells in which way a server goes on, in its thought and in its answer', () => {
  test.each<[marks: string, server: ServerName, reasoning: WayName | null, answer: WayName | null]>([
    ['vllm', 'vllm', 'rawVllm', 'rawVllm'],
    ['vllm:opens', 'vllm', 'rawVllm', 'rawVllm'],
    ['vllm:blind', 'vllm', 'finalMessage', 'finalMessage'],
    ['vllm:blind:misfiles', 'vllm', 'finalMessage', 'finalMessage'],
    ['vllm:blind:bare', 'vllm', 'finalMessage', 'finalMessage'],
    ['vllm:blind:drops', 'vllm', 'finalMessage', null],
    ['vllm:blind:empties', 'vllm', null, 'finalMessage'],
    ['vllm:blind:reopens', 'vllm', null, null],
    ['sglang', 'sglang', 'finalMessage', 'finalMessage'],
    ['sglang:opens', 'sglang', 'finalMessageBare', 'finalMessageBare'],
    ['llamacpp', 'llama.cpp', 'reasoningField', 'reasoningField'],
    ['llamacpp:echoes', 'llama.cpp', 'reasoningField', 'reasoningField'],
    ['llamacpp:old', 'llama.cpp', 'rawLlama', 'rawLlama'],
    ['ollama', 'ollama', 'rawOllama', 'rawOllama'],
    ['ollama:opens', 'ollama', 'rawOllama', 'rawOllama'],
    ['deepseek', 'deepseek', 'prefix', 'prefix'],
    ['mistral', 'mistral', 'prefixParts', 'prefixParts'],
    ['moonshot', 'other', null, null],
    ['openrouter', 'openrouter', null, null],
    ['plain', 'other', null, null],
    ['plain', 'litellm', null, null],
    ['llamacpp', 'other', 'reasoningField', 'reasoningField'],
    ['sglang', 'other', 'finalMessage', 'finalMessage'],
    ['deepseek', 'other', 'prefix', 'prefix'],
  ])('%s as %s', async (marks, server, reasoning, answer) => {
    expect(await waysOf(accessTo(marks, server))).toEqual({ ways: { reasoning, answer } })
  })

  test('it is told that one is tried, until how it goes on is known', async () => {
    const kept: Ways[] = []
    const found = { known: () => undefined, keep: (_: Profile, ways: Ways) => kept.push(ways) }
    const finding = wayOf(accessTo('vllm', 'vllm'), 'answer', found, signal)
    const told: Delta[] = []
    let next = await finding.next()
    for (; !next.done; next = await finding.next()) told.push(next.value)
    expect(next.value).toEqual({ way: 'rawVllm' })
    expect(told.at(0)).toEqual({ kind: 'trying', known: false })
    expect(told.at(-1)).toEqual({ kind: 'trying', known: true })
    const known = wayOf(accessTo('vllm', 'vllm'), 'answer', { ...found, known: () => kept[0] }, signal)
    expect(await known.next()).toEqual({ done: true, value: { way: 'rawVllm' } })
  })

  test('one that never stops is not listened to for ever', async () => {
    const before = endpoint.requests.length
    expect(await waysOf(accessTo('sglang:endless', 'sglang'))).toEqual({
      ways: { reasoning: null, answer: null },
    })
    const tried = endpoint.requests.slice(before)
    expect(tried.length).toBeGreaterThan(1)
    expect(new Set(await Promise.all(tried.map(({ outcome }) => outcome)))).toEqual(new Set(['abandoned']))
  })

  test('what is set is not tried', () => {
    const profile = (given: Partial<Profile>) => ({ ...accessTo('plain').profile, ...given })
    expect(waysSet(profile({ continuation: 'auto' }))).toBeUndefined()
    expect(waysSet(profile({ continuation: 'off' }))).toEqual({ reasoning: null, answer: null })
    expect(waysSet(profile({ continuation: 'partial' }))).toEqual({ reasoning: null, answer: 'partial' })
    expect(waysSet(profile({ continues: [] }))).toEqual({ reasoning: null, answer: null })
  })

  test('a server that is not there has not said no', async () => {
    const profile = createProfile({
      name: 'x',
      baseUrl: `http://127.0.0.1:${await closedPort()}/v1`,
      model: 'm',
    })
    expect(await waysOf({ profile, key: null })).toMatchObject({ failure: { code: 'refused' } })
  })
})

async function waysOf(access: Parameters<typeof findWays>[0]) {
  const finding = findWays(access, signal)
  for (;;) {
    const { done, value } = await finding.next()
    if (done) return value
  }
}

describe('what was cut anywhere becomes whole, and stays as it was before the cut', () => {
  test.each<[marks: string, server: ServerName, way: WayName]>([
    ['vllm', 'vllm', 'rawVllm'],
    ['vllm:opens', 'vllm', 'rawVllm'],
    ['vllm', 'vllm', 'finalMessage'],
    ['vllm:misfiles', 'vllm', 'finalMessage'],
    ['vllm:bare', 'vllm', 'finalMessage'],
    ['vllm:bare:echoes', 'vllm', 'finalMessage'],
    ['vllm:reopens', 'vllm', 'finalMessage'],
    ['sglang:opens', 'sglang', 'finalMessageBare'],
    ['sglang:opens:bare', 'sglang', 'finalMessageBare'],
    ['llamacpp', 'llama.cpp', 'reasoningField'],
    ['llamacpp:echoes', 'llama.cpp', 'reasoningField'],
    ['llamacpp', 'llama.cpp', 'rawLlama'],
    ['ollama', 'ollama', 'rawOllama'],
    ['ollama', 'ollama', 'prefill'],
    ['deepseek', 'deepseek', 'prefix'],
    ['mistral', 'mistral', 'prefixParts'],
    ['openrouter', 'openrouter', 'prefill'],
    ['moonshot', 'other', 'partial'],
  ])('%s as %s by %s', async (marks, server, way) => {
    for (const { reasoning, answer, question } of samples.slice(0, 2)) {
      const places = [0.1, 0.37, 0.8]
      const cuts: CutText[] = [
        ...places.map((part) => ({
          reasoning: reasoning.slice(0, part * reasoning.length),
          answer: '',
          at: 'reasoning' as const,
        })),
        ...places.map((part) => ({
          reasoning,
          answer: answer.slice(0, part * answer.length),
          at: 'answer' as const,
        })),
        { reasoning, answer: '', at: 'answer' },
      ]
      for (const cut of cuts.filter(({ at }) => ways[way].at.includes(at))) {
        const messages = [{ role: 'user', content: question }] as const
        const value = await goneOn(
          cut,
          continueStream(accessTo(marks, server), { messages, cut, way }, signal),
        )
        expect(value.state).toEqual({ kind: 'done' })
        expect(value.reasoning.slice(0, cut.reasoning.length)).toBe(cut.reasoning)
        expect(value.answer.slice(0, cut.answer.length)).toBe(cut.answer)
        if (!knowsAll(marks)) continue
        expect(value.reasoning.trim()).toBe(reasoning.trim())
        expect(value.answer.trim()).toBe(answer.trim())
      }
    }
  })

  /** Without the thought, or with another between, the model cannot know how it would have gone on. */
  function knowsAll(marks: string): boolean {
    return !/reopens|openrouter|moonshot/.test(marks)
  }
})

async function goneOn(cut: CutText, deltas: AsyncIterable<Delta>): Promise<TurnValue> {
  const turn = createTurn(defaultSplit, { kept: cut, at: cut.at })
  for await (const delta of deltas) turn.push(delta, 0)
  turn.end('closed', 0)
  return turn.value()
}

describe('what is sent', () => {
  const inThought: CutText = { reasoning: 'Let me see. ', answer: '', at: 'reasoning' }
  const inAnswer: CutText = { reasoning: 'Let me see.\n', answer: '\n\nIt is', at: 'answer' }
  const closed = '<think>\nLet me see.\n</think>\n\nIt is'
  const field = { reasoning_content: 'Let me see.', content: '' }

  test.each<[WayName, CutText, Record<string, unknown>, Record<string, unknown>]>([
    [
      'reasoningField',
      inThought,
      field,
      { continue_final_message: 'reasoning_content', add_generation_prompt: false },
    ],
    [
      'reasoningField',
      inAnswer,
      { ...field, content: '\n\nIt is' },
      { continue_final_message: 'content', add_generation_prompt: false },
    ],
    [
      'finalMessage',
      inThought,
      { content: '<think>\nLet me see.' },
      { continue_final_message: true, add_generation_prompt: false },
    ],
    [
      'finalMessage',
      inAnswer,
      { content: closed },
      { continue_final_message: true, add_generation_prompt: false },
    ],
    [
      'finalMessageBare',
      inThought,
      { content: 'Let me see.' },
      { continue_final_message: true, add_generation_prompt: false },
    ],
    ['prefix', inThought, { ...field, prefix: true }, {}],
    [
      'prefixParts',
      inAnswer,
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Let me see.' }], closed: true },
          { type: 'text', text: '\n\nIt is' },
        ],
        prefix: true,
      },
      {},
    ],
    ['partial', inAnswer, { content: '\n\nIt is', partial: true }, {}],
    ['prefill', inAnswer, { content: '\n\nIt is', reasoning_content: 'Let me see.' }, {}],
  ])('%s', async (way, cut, last, more) => {
    const profile = createProfile({ name: 'x', baseUrl: endpoint.url, model: 'm', extraBody: { seed: 7 } })
    const messages = [{ role: 'user', content: 'What is it?' }] as const
    const { url, body } = await ways[way].request({ profile, messages, cut }, async () => ({}))
    expect(url).toBe(`${endpoint.url}/chat/completions`)
    expect(body).toEqual({
      model: 'm',
      messages: [...messages, { role: 'assistant', ...last }],
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.6,
      top_p: 0.95,
      seed: 7,
      ...more,
    })
  })

  test('DeepSeek goes on at its own address', async () => {
    const profile = createProfile(
      { name: 'x', baseUrl: 'https://api.deepseek.com/v1', model: 'm' },
      'deepseek',
    )
    const { url } = await ways.prefix.request({ profile, messages: [], cut: inAnswer }, async () => ({}))
    expect(url).toBe('https://api.deepseek.com/beta/chat/completions')
  })

  test.each([
    ['<|assistant|>', `<|assistant|><think>\nLet me see.`],
    ['<|assistant|><think>', `<|assistant|><think>\nLet me see.`],
    ['<|assistant|><think>\n', `<|assistant|><think>\nLet me see.`],
  ])('a prompt that ends with %j is completed with one opening tag', async (prompt, wanted) => {
    const profile = createProfile({ name: 'x', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' }, 'vllm')
    const asked: unknown[] = []
    const { url, body } = await ways.rawVllm.request(
      { profile, messages: [], cut: inThought },
      async (request) => {
        asked.push(request)
        return { prompt_text: prompt }
      },
    )
    expect(url).toBe('http://127.0.0.1:1/v1/completions')
    // Without a limit vLLM would stop a completion after sixteen tokens.
    expect(body).toMatchObject({ prompt: wanted, max_tokens: null, add_special_tokens: false, stream: true })
    expect(body).not.toHaveProperty('messages')
    expect(asked).toMatchObject([{ body: { return_prompt_text: true, max_tokens: 1, stream: false } }])
  })

  test('who writes the prompt is told what the question was told: of thinking, and of earlier thoughts', async () => {
    const asked: { body: Readonly<Record<string, unknown>> }[] = []
    const told = async (request: (typeof asked)[number]) => {
      asked.push(request)
      return { prompt: 'P', _debug_info: { rendered_template: 'P' } }
    }
    const messages = [{ role: 'assistant', content: 'a', reasoning: 'r' }] as const
    const base = { name: 'x', baseUrl: 'http://127.0.0.1:1/v1', model: 'm' }
    for (const thinking of ['auto', 'off', 'on', 'high'] as const) {
      const profile = createProfile({ ...base, thinking }, 'ollama')
      await ways.rawOllama.request({ profile, messages, cut: inAnswer }, told)
    }
    expect(asked.map(({ body }) => body['think'])).toEqual([undefined, false, true, 'high'])
    expect(asked[0]?.body['messages']).toEqual([{ role: 'assistant', content: 'a', thinking: 'r' }])
    const profile = createProfile({ ...base, thinking: 'high' }, 'llama.cpp')
    await ways.rawLlama.request({ profile, messages: [], cut: inAnswer }, told)
    expect(asked.at(-1)?.body).toEqual({ model: 'm', messages: [], reasoning_effort: 'high' })
  })

  test('each way is known by one name', () => {
    expect(new Set(wayNames).size).toBe(wayNames.length)
  })
})

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import type { Delta, Token } from '../../src/base/delta.ts'
import { placeTokens } from '../../src/core/placedTokens.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { tokenText } from '../../src/core/tokenText.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { createChunkReader } from '../../src/endpoint/chunk.ts'
import { createProfile } from '../../src/endpoint/profile.ts'
import { readProfiles } from '../../src/endpoint/readProfile.ts'
import { bodyOfRequest } from '../../src/endpoint/request.ts'
import { ask, listen } from '../support/listen.ts'

describe('what a chunk tells of tokens', () => {
  test('texts, bytes where they are not the text’s, probabilities and alternatives', () => {
    const content = [
      { token: 'a', logprob: -0.5, bytes: [97], top_logprobs: [{ token: 'b', logprob: -1, bytes: null }] },
      { token: '\uFFFD', logprob: -9999, bytes: [0xe2, 0x80] },
      { token: 'x', logprob: null },
      { token: 'y', logprob: 3 },
    ]
    expect(tokensIn({ choices: [{ index: 0, delta: {}, logprobs: { content } }] })).toEqual([
      { text: 'a', logprob: -0.5, top: [{ text: 'b', logprob: -1 }] },
      { text: '\uFFFD', bytes: [0xe2, 0x80], logprob: -9999, top: [] },
      { text: 'x', logprob: null, top: [] },
      { text: 'y', logprob: null, top: [] },
    ])
  })

  test('as completions have it', () => {
    const logprobs = { tokens: ['a', ' b'], token_logprobs: [-1, -2], top_logprobs: [{ a: -1, c: -3 }, null] }
    expect(tokensIn({ choices: [{ index: 0, text: 'a b', logprobs }] })).toEqual([
      {
        text: 'a',
        logprob: -1,
        top: [
          { text: 'a', logprob: -1 },
          { text: 'c', logprob: -3 },
        ],
      },
      { text: ' b', logprob: -2, top: [] },
    ])
  })

  test('a message that repeats the whole answer tells nothing again', () => {
    const reader = createChunkReader()
    const logprobs = { content: [{ token: 'a', logprob: -1 }] }
    reader.push({ choices: [{ index: 0, delta: { content: 'a' }, logprobs }] })
    const again = reader.push({ choices: [{ index: 0, message: { content: 'a' }, logprobs }] })
    expect(again.filter(({ kind }) => kind === 'tokens')).toEqual([])
  })

  test('experts, beside the choices or in one', () => {
    const experts = (chunk: unknown) =>
      createChunkReader()
        .push(chunk)
        .flatMap((delta) => (delta.kind === 'experts' ? [delta.experts] : []))
    expect(experts({ choices: [], sglext: { routed_experts: 'AAAA' } })).toEqual([
      { form: 'bare', bytes: [new Uint8Array(3)] },
    ])
    expect(experts({ choices: [{ index: 0, message: { content: 'a' }, routed_experts: 'k05V' }] })).toEqual([
      { form: 'npy', bytes: [Uint8Array.of(0x93, 0x4e, 0x55)] },
    ])
    expect(
      experts({ choices: [], sglext: { routed_experts: 'AAAA', routed_experts_dtype: 'uint8' } }),
    ).toEqual([{ form: 'bare', bytes: [new Uint8Array(3)], type: 'uint8' }])
    expect(experts({ choices: [], sglext: { routed_experts: 'AAA' } })).toEqual([{ form: 'bare' }])
    expect(experts({ choices: [{ index: 0, message: { content: 'a' }, routed_experts: [[[1]]] }] })).toEqual([
      { form: 'lists', bytes: [Uint8Array.of(1, 0, 0, 0)], shape: [1, 1, 1] },
    ])
    expect(experts({ choices: [], sglext: null })).toEqual([])
  })
})

describe('what servers measure', () => {
  test.each([
    [
      'llama.cpp, with a draft model',
      {
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 40, prompt_tokens_details: { cached_tokens: 4 } },
        timings: {
          cache_n: 4,
          prompt_n: 5,
          prompt_ms: 120,
          predicted_n: 40,
          predicted_ms: 2000,
          draft_n: 30,
          draft_n_accepted: 21,
        },
      },
      { prompt: 9, completion: 40, cached: 4, prefill: 0.12, decode: 2, drafted: 30, accepted: 21 },
    ],
    [
      'vLLM',
      {
        choices: [],
        usage: { prompt_tokens: 9, completion_tokens: 40 },
        metrics: { time_to_first_token_ms: 250 },
      },
      { prompt: 9, completion: 40, firstToken: 0.25 },
    ],
    [
      'SGLang, with a draft model',
      {
        choices: [],
        sglext: { spec_tokens_details: { spec_num_proposed_drafts: 30, spec_num_correct_drafts: 21 } },
      },
      { drafted: 30, accepted: 21 },
    ],
    [
      'Groq',
      { choices: [], x_groq: { usage: { prompt_tokens: 1, prompt_time: 0.01, completion_time: 0.5 } } },
      { prompt: 1, prefill: 0.01, decode: 0.5 },
    ],
  ])('%s', (_, chunk, usage) => {
    expect(createChunkReader().push(chunk)).toEqual([{ kind: 'usage', usage }])
  })
})

describe('nothing is asked for that the profile does not say', () => {
  const box = { name: 'b', baseUrl: 'http://127.0.0.1/v1', model: 'r1' }
  const fields = (server: 'vllm' | 'sglang' | 'other', given: object) =>
    Object.keys(bodyOfRequest(createProfile({ ...box, ...given }, server), { messages: [] }))
  const usual = ['model', 'messages', 'stream', 'stream_options', 'temperature', 'top_p']

  test('of probabilities and experts', () => {
    expect(fields('other', {})).toEqual(usual)
    expect(fields('other', { logprobs: 5 })).toEqual([...usual, 'logprobs', 'top_logprobs'])
    expect(fields('sglang', { experts: true })).toEqual([...usual, 'return_routed_experts'])
  })

  test('of vLLM, a plain response is asked for, without options of a stream', () => {
    const body = bodyOfRequest(createProfile({ ...box, experts: true }, 'vllm'), { messages: [] })
    expect(body['stream']).toBe(false)
    expect(body).not.toHaveProperty('stream_options')
  })

  test('what comes in one piece is waited for longer', async () => {
    const server = createServer((request, response) => {
      request.resume()
      const whole = JSON.stringify({
        choices: [{ index: 0, message: { content: 'a' }, finish_reason: 'stop' }],
      })
      setTimeout(() => response.end(whole), 2000)
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
    const timeouts = { connect: 0, firstByte: 1000, idle: 0 }
    const asked = { url, timeouts, expertFields: { stream: false } }
    expect((await listen(ask(asked))).failure?.code).toBe('firstByteTimeout')
    expect((await listen(ask({ ...asked, experts: true }))).content).toBe('a')
    server.close()
  })

  test('and of a server that cannot tell nothing can be asked', () => {
    const [reading] = readProfiles([{ ...box, server: 'ollama', experts: true }])
    expect(reading?.problem?.message).toContain('which experts worked')
    expect(readProfiles([{ ...box, server: 'sglang', experts: true }])[0]?.problem).toBeUndefined()
    expect(readProfiles([{ ...box, logprobs: 21 }])[0]?.problem?.message).toContain('from 0 to 20')
  })
})

describe('tokens of real streams', () => {
  let endpoint: SampleEndpoint
  beforeAll(async () => {
    endpoint = await createSampleEndpoint()
  })
  afterAll(() => endpoint.close())

  test.each(['inline', 'implicit', 'reasoning_content', 'reasoning', 'parts'])(
    'are laid on all of the text, sent as %s',
    async (form) => {
      const heard = await listen(ask({ url: endpoint.url, model: `sample-r1:${form}`, logprobs: 3 }))
      const turn = createTurn(defaultSplit)
      for (const delta of heard.deltas) turn.push(delta, 0)
      turn.end('closed', 0)
      const { reasoning, answer, usage } = turn.value()
      const tokens = allTokens(heard.deltas)
      expect(tokens).toHaveLength(usage.completion ?? 0)
      const placed = placeTokens(tokens, { reasoning, answer })
      expect(tokenText(placed.reasoning.map(({ token }) => token)).text.trim()).toContain(reasoning.trim())
      expect(tokenText(placed.answer.map(({ token }) => token)).text.trim()).toBe(answer.trim())
      expect(placed.reasoning.every(({ token: { top } }) => top.length === 3)).toBe(true)
    },
  )
})

function tokensIn(chunk: unknown): readonly Token[] {
  return allTokens(createChunkReader().push(chunk))
}

function allTokens(deltas: readonly Delta[]): readonly Token[] {
  return deltas.flatMap((delta) => (delta.kind === 'tokens' ? delta.tokens : []))
}

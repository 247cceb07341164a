import { describe, expect, test, vi } from 'vitest'
import { causesOf } from '../../src/endpoint/failure.ts'
import { failureOfEvent, failureOfRefusal } from '../../src/endpoint/refusal.ts'
import { inEnglish } from '../../src/base/say.ts'

const asked = {
  url: 'http://box:8000/v1/chat/completions',
  model: 'r1',
  secrets: [],
  timeouts: { connect: 0, firstByte: 0, idle: 0 },
  say: inEnglish,
}

describe('what servers say when they refuse', () => {
  test.each([
    [
      'OpenAI, DeepSeek',
      401,
      { error: { message: 'Bad key', code: 'invalid_api_key' } },
      'unauthorized',
      'Bad key',
    ],
    [
      'vLLM',
      404,
      { error: { message: 'The model `r1` does not exist.', code: 404 } },
      'modelNotFound',
      '`r1`',
    ],
    ['vLLM of old', 400, { object: 'error', message: 'bad n' }, 'badRequest', 'bad n'],
    [
      'vLLM, long prompt',
      400,
      { message: "This model's maximum context length is 4096 tokens." },
      'contextTooLong',
      '4096',
    ],
    [
      'llama.cpp, long prompt',
      400,
      {
        error: {
          message: 'the request exceeds the available context size',
          type: 'exceed_context_size_error',
        },
      },
      'contextTooLong',
      'available context size',
    ],
    [
      'llama.cpp, loading',
      503,
      { error: { message: 'Loading model', type: 'unavailable_error' } },
      'loading',
      '',
    ],
    [
      'Ollama',
      404,
      { error: { message: 'model "r1" not found, try pulling it first' } },
      'modelNotFound',
      'pulling',
    ],
    ['Ollama, native', 500, { error: 'llama runner died' }, 'serverError', 'llama runner died'],
    ['FastAPI', 404, { detail: 'Not Found' }, 'notFound', 'Not Found'],
    [
      'FastAPI, a bad field',
      422,
      { detail: [{ loc: ['body', 'n'], msg: 'not a number' }] },
      'badRequest',
      'not a number',
    ],
    [
      'OpenRouter, of its upstream',
      502,
      { error: { message: 'Provider returned error', metadata: { raw: '{"error":{"message":"no GPU"}}' } } },
      'gateway',
      'Provider returned error (no GPU)',
    ],
    ['OpenRouter, model', 400, { error: { message: 'r1x is not a valid model ID' } }, 'modelNotFound', 'r1x'],
    ['out of credit', 402, { error: { message: 'Insufficient credits' } }, 'payment', 'Insufficient credits'],
    [
      'Google',
      400,
      [{ error: { message: 'API key not valid', status: 'INVALID_ARGUMENT' } }],
      'unauthorized',
      'API key',
    ],
    ['xAI', 400, { error: 'Incorrect API key provided: x.' }, 'unauthorized', 'Incorrect'],
    [
      'vLLM, an answer that may be longer than there is room',
      400,
      {
        error: {
          message:
            "'max_tokens' or 'max_completion_tokens' is too large: 32000. This model's maximum context length is 4096 tokens and your request has 600 input tokens.",
        },
      },
      'answerTooLong',
      'as long as maxTokens allows',
    ],
    [
      'LM Studio, with no model in memory',
      404,
      {
        error: {
          message:
            'No models loaded. Please load a model in the developer page or use the `lms load` command.',
          type: 'invalid_request_error',
          code: 'model_not_found',
        },
      },
      'modelNotFound',
      'has no model named',
    ],
  ])('%s', (_, status, body, code, words) => {
    const failure = failureOfRefusal({ status, headers: new Headers(), text: JSON.stringify(body) }, asked)
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
    expect(failure.detail).toContain(`${status}`)
  })

  test('plain words, a page, and nothing', () => {
    const say = (text: string) =>
      failureOfRefusal({ status: 502, headers: new Headers(), text }, asked).message
    expect(say('upstream down\n\ntry later')).toBe(
      'The server behind box:8000 does not answer (502). It says: upstream down try later',
    )
    expect(say('<html><title>Bad gateway</title>')).toBe('The server behind box:8000 does not answer (502).')
    expect(say('')).toBe('The server behind box:8000 does not answer (502).')
  })

  const now = Date.UTC(2026, 1, 1)
  test.each([
    [{ 'retry-after': '12' }, ' 12 s '],
    [{ 'retry-after-ms': '1500' }, ' 2 s '],
    [{ 'retry-after': new Date(now + 59_000).toUTCString() }, ' 59 s '],
    [{ 'retry-after': 'soon' }, 'asks to wait before'],
    [{}, 'asks to wait before'],
  ])('how long to wait: %j', (headers, words) => {
    vi.setSystemTime(now)
    const { message } = failureOfRefusal({ status: 429, headers: new Headers(headers), text: '' }, asked)
    vi.useRealTimers()
    expect(message).toMatch(words)
  })
})

describe('errors in a stream', () => {
  test.each([
    [{ error: { message: 'boom', code: 500 } }, 'serverError', 'boom'],
    [{ error: { message: 'boom', code: 'server_error' } }, 'streamError', 'boom'],
    [{ error: 'boom' }, 'streamError', 'boom'],
    [{ message: 'boom', code: 429 }, 'rateLimited', 'boom'],
    [{ error: { message: 'bad call', status_code: 400 } }, 'streamError', 'bad call'],
    [{ error: { message: 'maximum context length is 8 tokens' } }, 'contextTooLong', '8 tokens'],
    ['boom', 'streamError', 'boom'],
  ])('%j', (value, code, words) => {
    const failure = failureOfEvent(value, asked)
    expect(failure.code).toBe(code)
    expect(failure.message).toContain(words)
  })
})

test('causes are unwrapped, also when they go in a circle', () => {
  const inner: Error = new Error('inner')
  const outer = new Error('outer', { cause: new AggregateError([inner]) })
  inner.cause = outer
  expect(causesOf(outer).map((cause) => (cause instanceof Error ? cause.message : ''))).toEqual([
    'outer',
    '',
    'inner',
  ])
})

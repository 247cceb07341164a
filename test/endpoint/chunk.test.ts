import { describe, expect, test } from 'vitest'
import { createChunkReader } from '../../src/endpoint/chunk.ts'

describe('the deltas of one choice', () => {
  test.each([
    ['content', { content: 'a' }, 'a'],
    ['reasoning_content', { content: null, reasoning_content: 'r' }, '[r]'],
    ['reasoning', { content: '', reasoning: 'r' }, '[r]'],
    ['reasoning_text', { reasoning_text: 'r', reasoning_opaque: 'x' }, 'signed [r]'],
    [
      'reasoning_details',
      { reasoning_details: [{ text: 'r' }, { type: 'reasoning.summary', summary: 's' }] },
      '[rs]',
    ],
    ['one of two fields', { reasoning_content: 'r', reasoning: 'r' }, '[r]'],
    ['a null field beside a full one', { reasoning_content: null, reasoning: 'r' }, '[r]'],
    ['an empty field beside a full one', { reasoning_content: '', reasoning: 'r' }, '[r]'],
    ['a field and its details', { reasoning: 'r', reasoning_details: [{ text: 'r' }] }, '[r]'],
    [
      'details with a signature only',
      { reasoning_details: [{ type: 'reasoning.text', signature: 'x' }] },
      'signed',
    ],
    ['details without a signature', { reasoning_details: [{ text: 'r', signature: null }] }, '[r]'],
    [
      'blocks with a signature, as LiteLLM gives them',
      { reasoning_content: 'r', thinking_blocks: [{ type: 'thinking', thinking: 'r', signature: 'x' }] },
      'signed [r]',
    ],
    ['encrypted details', { reasoning_details: [{ type: 'reasoning.encrypted', data: 'x' }] }, 'hidden'],
    ['both channels at once', { content: 'a', reasoning: 'r' }, '[r] a'],
    ['blank reasoning', { reasoning: '\n\n' }, '[\n\n]'],
    [
      'parts',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'r' }] },
          { type: 'text', text: 'a' },
        ],
      },
      '[r] a',
    ],
    ['parts with plain thinking', { content: [{ type: 'thinking', thinking: 'r' }] }, '[r]'],
    [
      'parts with a summary, as Databricks sends them',
      {
        content: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'r', signature: '' }] },
          { type: 'text', text: 'a' },
        ],
      },
      '[r] a',
    ],
    [
      'a summary with a signature',
      { content: [{ type: 'reasoning', summary: [{ type: 'summary_text', text: '', signature: 'x' }] }] },
      'signed',
    ],
    ['a text in a record, as Envoy sends it', { reasoning_content: { text: 'r' } }, '[r]'],
    ['a signature in a record', { reasoning_content: { signature: 'x' } }, 'signed'],
    ['texts in a list', { reasoning: [{ text: 'r' }, { text: 's' }] }, '[rs]'],
    ['a field and thinking parts', { reasoning: 'r', content: [{ type: 'thinking', thinking: 'r' }] }, '[r]'],
    ['a refusal in words', { content: null, refusal: 'no' }, 'no'],
    ['a tool call', { tool_calls: [{ index: 0, function: { name: 'f', arguments: '{}' } }] }, ''],
    ['nothing', {}, ''],
    ['what is not text', { content: 7, reasoning: { a: 1 }, reasoning_details: 'x' }, ''],
  ])('%s', (_, delta, expected) => {
    expect(said([{ choices: [{ index: 0, delta }] }])).toBe(expected)
  })
})

describe('a stream of chunks', () => {
  test.each([
    ['no choices', [{ choices: [] }, {}, null, 'x', [1]], ''],
    [
      'other choices',
      [
        {
          choices: [
            { index: 1, delta: { content: 'b' } },
            { index: 0, delta: { content: 'a' } },
          ],
        },
      ],
      'a',
    ],
    ['a choice without an index', [{ choices: [{ delta: { content: 'a' } }] }], 'a'],
    ['the first finish only', [stop('stop'), stop('length')], 'stop!'],
    ['a finish that is null or empty', [stop(null), stop(''), stop('stop')], 'stop!'],
    ['hidden only once', [hidden, hidden], 'hidden'],
    ['text that repeats the delta', [{ choices: [{ index: 0, delta: { content: 'a' }, text: 'a' }] }], 'a'],
    ['text alone', [{ choices: [{ index: 0, text: 'a' }] }], 'a'],
    [
      'the whole answer again in the last message',
      [
        { choices: [{ index: 0, delta: { content: 'a' }, message: { content: 'a' } }] },
        { choices: [{ index: 0, message: { content: 'a' }, finish_reason: 'stop' }] },
      ],
      'a stop!',
    ],
    [
      'all the text so far in each',
      ['a', 'ab', 'abc', 'abc'].map((reasoning) => ({ choices: [{ index: 0, delta: { reasoning } }] })),
      '[a] [bc]',
    ],
    [
      'a finish after what was held',
      [{ choices: [{ index: 0, delta: { content: '4' } }] }, said42],
      '4 42 stop!',
    ],
    [
      'a server that does not stream',
      [{ choices: [{ index: 0, message: { reasoning_content: 'r', content: 'a' }, finish_reason: 'stop' }] }],
      '[r] a stop!',
    ],
  ])('%s', (_, chunks, expected) => {
    expect(said(chunks)).toBe(expected)
  })
})

describe('token counts', () => {
  test.each([
    [
      'plain',
      { usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 } },
      { prompt: 1, completion: 2, total: 3 },
    ],
    [
      'with details',
      {
        usage: {
          completion_tokens_details: { reasoning_tokens: 4 },
          prompt_tokens_details: { cached_tokens: 5 },
        },
      },
      { reasoning: 4, cached: 5 },
    ],
    [
      'reasoning at the top',
      { usage: { reasoning_tokens: 4, completion_tokens: 9 } },
      { completion: 9, reasoning: 4 },
    ],
    ['cached as DeepSeek says it', { usage: { prompt_cache_hit_tokens: 5 } }, { cached: 5 }],
    [
      'cached as Mistral says it',
      { usage: { num_cached_tokens: 5, prompt_tokens_details: null } },
      { cached: 5 },
    ],
    ['inside x_groq', { x_groq: { usage: { prompt_tokens: 1 } } }, { prompt: 1 }],
    ['inside the choice', { choices: [{ index: 0, delta: {}, usage: { prompt_tokens: 1 } }] }, { prompt: 1 }],
    ['what are not numbers', { usage: { prompt_tokens: '1', completion_tokens: null } }, {}],
  ])('%s', (_, chunk, usage) => {
    expect(createChunkReader().push(chunk)).toEqual([{ kind: 'usage', usage }])
  })

  test('null is none', () => {
    expect(createChunkReader().push({ usage: null, choices: [] })).toEqual([])
  })
})

const said42 = { choices: [{ index: 0, delta: { content: '42' }, finish_reason: 'stop' }] }

const hidden = { choices: [{ index: 0, delta: { reasoning_details: [{ type: 'reasoning.encrypted' }] } }] }

function stop(finish_reason: string | null) {
  return { choices: [{ index: 0, delta: {}, finish_reason }] }
}

function said(chunks: readonly unknown[]): string {
  const reader = createChunkReader()
  return chunks
    .flatMap((chunk) => reader.push(chunk))
    .map((delta) => {
      if (delta.kind === 'text') return delta.channel === 'reasoning' ? `[${delta.text}]` : delta.text
      return delta.kind === 'finished' ? `${delta.reason}!` : delta.kind
    })
    .join(' ')
}

test('llama.cpp tells how much of the prompt is read', () => {
  const chunk = {
    choices: [{ delta: { content: null } }],
    prompt_progress: { total: 200, cache: 0, processed: 50 },
  }
  expect(createChunkReader().push(chunk)).toEqual([{ kind: 'reading', share: 0.25 }])
  expect(createChunkReader().push({ prompt_progress: { total: 0, processed: 0 } })).toEqual([])
})

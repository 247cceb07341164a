import { describe, expect, test } from 'vitest'
import { terminal } from './terminal.ts'

const tags = ['<think>', '</think>']

test('parts streams, in their order', async () => {
  const streams = [
    { id: 'a', mode: 'inline', tags, chunks: ['<thi', 'nk>a</think>', 'b'] },
    { id: 2, mode: 'implicit-open', tags, chunks: ['a</think>b'] },
    { id: 'c', mode: 'inline', tags, chunks: ['a</think>b'] },
    { id: 'd', mode: 'inline', tags, chunks: ['a</think>b'], options: { start: 'auto' } },
    {
      id: 'e',
      mode: 'inline',
      chunks: ['<think>a</think>b<think>c</think>'],
      options: { blocks: 'anywhere' },
    },
    { id: 'f', mode: 'implicit-open', chunks: ['a<tool_call>b'], options: { calls: true } },
    { id: 'g', mode: 'field', deltas: [{ reasoning_content: 'a' }, { reasoning: 'b', content: 'c' }] },
  ]
  const { exitCode, out, notes } = await terminal(['split'], { input: [JSON.stringify(streams)] })
  expect(JSON.parse(out)).toEqual([
    { id: 'a', reasoning: 'a', content: 'b' },
    { id: 2, reasoning: 'a', content: 'b' },
    { id: 'c', reasoning: '', content: 'a</think>b' },
    { id: 'd', reasoning: 'a', content: 'b' },
    { id: 'e', reasoning: 'ac', content: 'b' },
    { id: 'f', reasoning: 'a', content: '<tool_call>b' },
    { id: 'g', reasoning: 'ab', content: 'c' },
  ])
  expect([exitCode, notes]).toEqual([0, []])
})

test('takes null for absent', async () => {
  const stream = { id: 'a', mode: null, tags: null, chunks: ['a</think>b'] }
  const streams = [
    { ...stream, options: null },
    { ...stream, options: { start: null, blocks: null, calls: null } },
  ]
  const { exitCode, out } = await terminal(['split'], { input: [JSON.stringify(streams)] })
  const parted = { id: 'a', reasoning: 'a', content: 'b' }
  expect([exitCode, JSON.parse(out)]).toEqual([0, [parted, parted]])
})

describe('bad input is one clear line', () => {
  test.each([
    ['{', 'The input must be a JSON list of streams.'],
    ['{}', 'The input must be a JSON list of streams.'],
    ['[1]', 'Stream 1 must be an object.'],
    ['[{"chunks": []}]', 'Stream 1 needs an "id".'],
    ['[{"id": 1, "mode": "x"}]', 'Stream 1: "mode" must be inline, implicit-open or field, not “x”.'],
    ['[{"id": 1, "mode": "inline"}]', 'Stream 1: "chunks" must be a list of texts.'],
    ['[{"id": 1, "chunks": [1]}]', 'Stream 1: "chunks" must be a list of texts.'],
    [
      '[{"id": 1, "chunks": [], "tags": ["a"]}]',
      'Stream 1: "tags" must be pairs of texts that are not empty: open, close, open, close.',
    ],
    [
      '[{"id": 1, "chunks": [], "options": {"blocks": 3}}]',
      'Stream 1: "blocks" must be first, line-start or anywhere, not number.',
    ],
  ])('%s', async (input, expected) => {
    expect(await terminal(['split', '-'], { input: [input] })).toEqual({
      exitCode: 2,
      out: '',
      notes: [expected],
    })
  })
})

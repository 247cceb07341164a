import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { split } from '../../src/core/segments.ts'
import type { SplitOptions } from '../../src/core/splitter.ts'
import { callMarkers, defaultSplit, otherTags } from '../../src/core/tags.ts'

describe('where a thought begins and ends', () => {
  test.each([
    ['a block', '<think>a</think>b', '[a]b'],
    ['no tag at all is an answer', 'just b', 'just b'],
    ['the opening tag stood in the prompt', 'a</think>b', '[a]b'],
    ['a leading close is dropped, with the blanks before it', '\n</think>\nb', '\nb'],
    ['so are several', '\n</think> </think>\nb', '\nb'],
    ['blanks before the opening tag', ' \n<think>a</think>b', ' \n[a]b'],
    ['a doubled opening tag', '<think>\n<think>a</think>b', '[\n][a]b'],
    ['an inner opening tag is text', '<think>a<think>b</think>c</think>d', '[a<think>b]c</think>d'],
    ['a thought that is not closed', '<think>a', '[a]'],
    ['half a tag at the end', '<think>a</thi', '[a</thi]'],
    ['near misses', '<Think>a</think >', '<Think>a</think >'],
    ['a later close is text', 'a</think>b</think>c', '[a]b</think>c'],
    ['a block at the start of a line', '<think>a</think>b\n<think>c</think>d', '[a]b\n[c]d'],
    ['an opening tag inside a line is text', 'b <think>c</think> d', 'b <think>c</think> d'],
    [
      'an opening tag on the line of a closing one',
      '<think>a</think> <think>b</think>c',
      '[a] <think>b</think>c',
    ],
    ['a dropped close before a block', '</think><think>a</think>b', '[a]b'],
    ['an indented line is code', 'b\n    <think>c</think>\n', 'b\n    <think>c</think>\n'],
  ])('%s', (_, text, expected) => {
    expect(shape(text)).toBe(expected)
  })

  test('explicit: only an opening tag opens', () => {
    const options = { ...defaultSplit, start: 'explicit' } as const
    expect(shape('a</think>b', options)).toBe('a</think>b')
    expect(shape('</think>b', options)).toBe('</think>b')
    expect(shape('<think>a</think>b', options)).toBe('[a]b')
  })

  test('implicit: the thought begins at once, an opening tag is tolerated', () => {
    const options = { ...defaultSplit, start: 'implicit' } as const
    expect(shape('a', options)).toBe('[a]')
    expect(shape('</think>b', options)).toBe('b')
    expect(shape('\n<think>a</think>b', options)).toBe('[\n][a]b')
  })

  test('where later blocks may open', () => {
    const text = '<think>a</think>b<think>c</think>\n<think>d</think>e'
    expect(shape(text, { ...defaultSplit, blocks: 'first' })).toBe('[a]b<think>c</think>\n<think>d</think>e')
    expect(shape(text, { ...defaultSplit, blocks: 'line-start' })).toBe('[a]b<think>c</think>\n[d]e')
    expect(shape(text, { ...defaultSplit, blocks: 'anywhere' })).toBe('[a]b[c]\n[d]e')
  })

  test('a pair closes only with its own closer', () => {
    const options = { ...defaultSplit, tags: [...defaultSplit.tags, ...otherTags] }
    expect(shape('<think>a</thought>b</think>c', options)).toBe('[a</thought>b]c')
    expect(shape('[THINK]a[/THINK]b\n◁think▷c◁/think▷d', options)).toBe('[a]b\n[c]d')
    expect(shape('a</seed:think>b', options)).toBe('[a]b')
  })

  test('of two tags that begin alike the longer one counts', () => {
    const tags = [
      { open: '<t', close: '</t' },
      { open: '<t>', close: '</t>' },
    ]
    expect(shape('<t>a</t b</t>c', { ...defaultSplit, tags })).toBe('[a</t b]c')
    expect(shape('<t a</t>b</t', { ...defaultSplit, tags })).toBe('[ a</t>b]')
  })
})

describe('tags in code', () => {
  test.each([
    ['quoted in an answer', 'the `<think>` and `</think>` tags', 'the `<think>` and `</think>` tags'],
    ['a pair in prose', 'it writes <think>a</think> first', 'it writes <think>a</think> first'],
    [
      'an example in a fence',
      'so:\n```\n<think>\na\n</think>\nb\n```\n',
      'so:\n```\n<think>\na\n</think>\nb\n```\n',
    ],
    ['quoted in an untagged thought', 'a `</think>` a\n</think>\nb', '[a `</think>` a\n]\nb'],
    ['quoted in a thought', '<think>a `</think>` a</think>b', '[a `</think>` a]b'],
    ['the only close is quoted', '<think>a `x </think>` b', '[a `x ]` b'],
    ['a stray backtick hides nothing', '<think>a `x</think>b\nc</think>d', '[a `x]b\nc</think>d'],
    ['an open fence hides no close on its own line', '<think>\n```js\na\n</think>\nb', '[\n```js\na\n]\nb'],
    ['even where a later close follows', '<think>```\na\n</think>\nb </think>\n', '[```\na\n]\nb </think>\n'],
    ['a close in a fence', '<think>```\na</think>b\n```\nc</think>d', '[```\na</think>b\n```\nc]d'],
    [
      'a fence with an example',
      '<think>```\n<think>\na\n</think>\n```\nb</think>c',
      '[```\n<think>\na\n</think>\n```\nb]c',
    ],
    ['a fence in a list', '<think>- ```\n  a</think>\n  ```\nc</think>d', '[- ```\n  a</think>\n  ```\nc]d'],
    ['a fence that just closed', '<think>```\na\n```</think>b', '[```\na\n```]b'],
    ['a fence in the answer', 'a</think>b\n```\n<think>\n```\n<think>c', '[a]b\n```\n<think>\n```\n[c]'],
    ['tildes', '<think>~~~\na</think>b\n~~~\nc</think>d', '[~~~\na</think>b\n~~~\nc]d'],
  ])('%s', (_, text, expected) => {
    expect(shape(text)).toBe(expected)
  })
})

test('a raw tool call ends the thought unless a closing tag follows', () => {
  const options = { ...defaultSplit, calls: ['<tool_call>'] }
  expect(shape('<think>a<tool_call>b', options)).toBe('[a]<tool_call>b')
  expect(shape('<think>a<tool_call>b</tool_call>c</think>d', options)).toBe('[a<tool_call>b</tool_call>c]d')
  expect(shape('<think>a<tool_call>b')).toBe('[a<tool_call>b]')
})

test.each([
  ['Qwen, GLM', '<tool_call>\n{"name": "f"}\n</tool_call>'],
  ['Hunyuan', '<tool_calls><tool_call>f<tool_sep></tool_call></tool_calls>'],
  ['Kimi', '<|tool_calls_section_begin|><|tool_call_begin|>functions.f:0'],
  ['DeepSeek R1, V3', '<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>function'],
  ['DeepSeek V3.2', '<｜DSML｜function_calls>\n<｜DSML｜invoke name="f">'],
  ['DeepSeek V4', '<｜DSML｜tool_calls>\n<｜DSML｜invoke name="f">'],
  ['MiniMax', '<minimax:tool_call>\n<invoke name="f">'],
  ['LFM2', '<|tool_call_start|>[f()]<|tool_call_end|>'],
  ['Command A', '<|START_ACTION|>[{"tool_name": "f"}]<|END_ACTION|>'],
  ['Mistral', '[TOOL_CALLS]f[ARGS]{}'],
  ['Seed', '<seed:tool_call>\n<function=f>\n</function>'],
  ['Granite, Phi', '<|tool_call|>[{"name": "f"}]'],
  ['Gemma', '<|tool_call>call:f{}<tool_call|>'],
  ['Apertus', '<|tools_prefix|>[{"f": {}}]<|tools_suffix|>'],
])('knows how a tool call of %s begins', (_, call) => {
  expect(shape(`<think>a${call}`, { ...defaultSplit, calls: callMarkers })).toBe(`[a]${call}`)
})

test('says that a closing tag came late', () => {
  expect(split(['a</think>b</think>c'], defaultSplit).late).toBe(true)
  expect(split(['a</think>b `</think>` c'], defaultSplit).late).toBe(false)
  expect(split(['a</think>b'], defaultSplit).late).toBe(false)
})

const word = fc.constantFrom(
  '<think>',
  '</think>',
  '<thi',
  'nk>',
  '</',
  '<',
  'a',
  ' b',
  '`',
  '```',
  '~~~',
  '\n',
  '    ',
  '- ',
  '<call>',

  '[THINK]',
  '[/THINK]',
  '◁think▷',
  '◁/think▷',
  '◁',
  '\ud83d',
  '\r\n',
  '```js\n',
  '\n```\n',
  '\n</think>\n',
)
const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(''))
const options: fc.Arbitrary<SplitOptions> = fc.record({
  start: fc.constantFrom('auto', 'explicit', 'implicit'),
  blocks: fc.constantFrom('first', 'line-start', 'anywhere'),
  tags: fc.constantFrom(defaultSplit.tags, [...defaultSplit.tags, ...otherTags]),
  calls: fc.constantFrom([], ['<call>']),
})

test('loses nothing', () => {
  fc.assert(
    fc.property(text, options, (raw, how) => {
      const { segments } = split([raw], how)
      expect(segments.map((segment) => segment.text).join('')).toBe(raw)
    }),
    { numRuns: 500 },
  )
})

test('does not depend on where the stream was cut', () => {
  fc.assert(
    fc.property(text, options, fc.array(fc.nat(9)), (raw, how, sizes) => {
      expect(split(cut(raw, sizes), how)).toEqual(split([raw], how))
    }),
    { numRuns: 1000 },
  )
})

function cut(raw: string, sizes: readonly number[]): string[] {
  const chunks: string[] = []
  let at = 0
  for (const size of sizes) chunks.push(raw.slice(at, (at += size)))
  return [...chunks, raw.slice(at)]
}

/** Reasoning in brackets, without the tags. */
function shape(raw: string, how: SplitOptions = defaultSplit): string {
  const { segments } = split([raw], how)
  return segments
    .map(({ kind, text: written }) => (kind === 'tag' ? '' : kind === 'answer' ? written : `[${written}]`))
    .join('')
}

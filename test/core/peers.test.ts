import { describe, expect, test } from 'vitest'
import { split, textOf, type Segment } from '../../src/core/segments.ts'
import type { TagPair } from '../../src/core/lexicon.ts'
import type { SplitOptions } from '../../src/core/splitter.ts'
import { callMarkers, defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { createChunkReader } from '../../src/endpoint/chunk.ts'
import { sharedText } from '../support/shared.ts'

/** What other projects expect of their splitters, as told by their tests. */
type Case = {
  readonly id: string
  readonly expected_reasoning: string
  readonly expected_content: string
} & (
  | { readonly mode: 'field'; readonly deltas: readonly object[] }
  | {
      readonly mode: 'inline' | 'implicit-open'
      readonly tags: readonly string[]
      readonly chunks: readonly string[]
      readonly whitespace: string
      readonly cls: string
    }
)
type TagCase = Exclude<Case, { mode: 'field' }>

/** Where we decide otherwise; docs/splitting.md says why. */
const differs = [
  'ollama-qwen3vl-08',
  'sglang-34',
  'sglang-35',
  'llamacpp-05',
  'llamacpp-10',
  'llamacpp-12',
  'kilo-06',
]

const text = sharedText('wire/cases.json')
const cases: readonly Case[] = text === undefined ? [] : JSON.parse(text)
const tagged = cases.filter((each) => each.mode !== 'field')

describe.skipIf(text === undefined)('cases of other projects', () => {
  test.each(tagged.filter(({ id }) => !differs.includes(id)))('$id', (each) => {
    const options = optionsFor(each)
    const whole = each.chunks.join('')
    const { segments } = split(each.chunks, options)
    expect(seen(segments, each.whitespace)).toEqual(expected(each))
    for (let at = 0; at <= whole.length; at++) {
      expect(split([whole.slice(0, at), whole.slice(at)], options).segments).toEqual(segments)
      expect(split(pieces(whole, at + 1), options).segments).toEqual(segments)
    }
  })

  test.each(tagged.filter(({ id }) => differs.includes(id)))('$id is decided otherwise', (each) => {
    const { segments } = split(each.chunks, optionsFor(each))
    expect(seen(segments, each.whitespace)).not.toEqual(expected(each))
  })

  test.each(cases.filter((each) => each.mode === 'field'))('$id', ({ deltas, ...each }) => {
    const reader = createChunkReader()
    const turn = createTurn(defaultSplit)
    for (const delta of deltas) {
      for (const read of reader.push({ choices: [{ index: 0, delta }] })) turn.push(read, 0)
    }
    turn.end('closed', 0)
    expect(turn.value()).toMatchObject({ reasoning: each.expected_reasoning, answer: each.expected_content })
  })
})

/** The peer's own option where it decides a question by one. */
function optionsFor({ mode, tags, cls, id }: TagCase): SplitOptions {
  const start = mode === 'implicit-open' ? 'implicit' : id.startsWith('sglang') ? 'auto' : 'explicit'
  return {
    start: cls === 'policy:stray-close' || mode !== 'inline' ? start : 'explicit',
    blocks: cls === 'policy:multi-block' ? 'anywhere' : 'line-start',
    tags: pairs(tags),
    calls: cls === 'policy:tool-call-closes' ? callMarkers : [],
  }
}

function pairs(tags: readonly string[]): readonly TagPair[] {
  return tags.flatMap((open, index) => (index % 2 === 0 ? [{ open, close: tags[index + 1] ?? '' }] : []))
}

/** Ours is verbatim; a peer that trims or joins is compared after doing the same. */
function seen(segments: readonly Segment[], whitespace: string) {
  switch (whitespace) {
    case 'verbatim':
      return { reasoning: textOf(segments, 'reasoning'), content: textOf(segments, 'answer') }
    case 'separator-\\n-inserted':
      return { reasoning: lines(segments, 'reasoning'), content: lines(segments, 'answer') }
    default:
      return {
        reasoning: textOf(segments, 'reasoning').trim(),
        content: textOf(segments, 'answer')
          .replace(/\n{3,}/g, '\n\n')
          .trim(),
      }
  }
}

function lines(segments: readonly Segment[], kind: Segment['kind']): string {
  return segments
    .filter((segment) => segment.kind === kind)
    .map((segment) => segment.text)
    .join('\n')
}

function expected(each: TagCase) {
  const { expected_reasoning: reasoning, expected_content: content, whitespace } = each
  const exact = whitespace === 'verbatim' || whitespace.startsWith('separator')
  return exact ? { reasoning, content } : { reasoning: reasoning.trim(), content: content.trim() }
}

function pieces(whole: string, size: number): string[] {
  const count = Math.ceil(whole.length / size)
  return Array.from({ length: count }, (_, index) => whole.slice(index * size, (index + 1) * size))
}

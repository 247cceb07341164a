import { describe, expect, test } from 'vitest'
import { npyOf, routesOf, sampleShape, sglangExperts, vllmExperts } from '../../scripts/endpoint/inside.ts'
import type { Token } from '../../src/base/delta.ts'
import type { ModelCard } from '../../src/base/modelCard.ts'
import { placeTokens } from '../../src/core/placedTokens.ts'
import { advance, start } from '../../src/core/text.ts'
import { entropies, loadOf, overlapOf, particularTo } from '../../src/inside/load.ts'
import { layRouting, placeRuns } from '../../src/inside/rows.ts'
import { problemSentence } from '../../src/inside/problem.ts'
import { fromBase64 } from '../../src/endpoint/base64.ts'
import { expertsOf } from '../../src/endpoint/inside.ts'
import { decodeRouting, type Routing } from '../../src/inside/routing.ts'

const card: ModelCard = { name: 'sample', ...sampleShape }
const words = ['One', ' two', ' three', '?', ' Four', '.']
const prompt = ['p', 'p', 'p']
/** All that was read: not the last token. */
const sent = routesOf([...prompt, ...words]).slice(0, -24)

/** Without the dense layer and without the prompt. */
const kept = routedOf(sent.slice(prompt.length * 24))

const counted = { prompt: 3, completion: words.length }

describe('experts as SGLang sends them', () => {
  test('only of what was generated, and only of layers that route', () => {
    const routing = decoded('bare', sglangExperts(3, words))
    expect(routing).toMatchObject({ rows: 5, layers: 5, firstLayer: 1, topK: 4, experts: 32 })
    expect(routing.ids).toBeInstanceOf(Uint8Array)
    expect([...routing.ids]).toEqual(kept)
  })

  test('a server that leaves out the dense layers sends the same', () => {
    const base64 = base64Of(new Uint8Array(Int32Array.from(routedOf(sent)).buffer))
    expect(decoded('bare', base64)).toEqual(decoded('bare', sglangExperts(3, words)))
  })

  test('in fewer bytes, where it says so', () => {
    for (const [type, values] of [
      ['uint8', Uint8Array.from(sent)],
      ['uint16', Uint16Array.from(sent)],
    ] as const)
      expect(decoded('bare', base64Of(new Uint8Array(values.buffer)), type)).toEqual(
        decoded('bare', sglangExperts(3, words)),
      )
    const unknown = { form: 'bare', ...fromBase64(sglangExperts(3, words)), type: 'float16' } as const
    expect(problemOf(decodeRouting(unknown, counted, card))).toContain('the type float16')
  })

  test.each([
    [
      'one number too many',
      sglangExperts(4, words),
      counted,
      card,
      'numbers is 216, and tokens × layers × experts are 8 × 6 × 4 =',
    ],
    [
      'half a number',
      Buffer.from([1, 2, 3, 4, 5, 6]).toString('base64'),
      counted,
      card,
      'is 6, which is no multiple of 4',
    ],
    ['nothing', '', counted, card, 'numbers is 0,'],
    ['what is not base64', '!!!!', counted, card, 'not base64'],
    ['no counts', sglangExperts(3, words), {}, card, 'did not count'],
    ['no card', sglangExperts(3, words), counted, undefined, 'the model card does not say'],
    ['an expert too many', sglangExperts(3, words), counted, { ...card, experts: 4 }, 'the model has 0 to 3'],
    ['bytes for numbers', base64Of(Uint8Array.from(sent)), counted, card, 'numbers is 48,'],
    ['the same expert twice', twice(), counted, card, 'layer 5 of one token has expert 7 twice'],
    ['a negative one', negative(), counted, card, 'there is an expert -1'],
  ])('%s is an error in words', (_, base64, counts, of, words_) => {
    expect(problemOf(decodeRouting({ form: 'bare', ...fromBase64(base64) }, counts, of))).toContain(words_)
  })
})

describe('experts as vLLM sends them', () => {
  test('are the same, with and without a card', () => {
    expect([...decoded('npy', vllmExperts(3, words)).ids]).toEqual(kept)
    const bare = decodeRouting({ form: 'npy', ...fromBase64(vllmExperts(3, words)) }, counted, undefined)
    expect(bare).toMatchObject({ routing: { rows: 5, layers: 6, firstLayer: 0 } })
  })

  test.each([
    ['|u1', Uint8Array],
    ['<u2', Uint16Array],
    ['<i2', Int16Array],
    ['<i4', Int32Array],
  ])('in numbers of the type %s, in versions 1 to 3', (descr, type) => {
    const file = npyOf(descr, [8, 6, 4], type.from(sent))
    for (const version of [1, 2, 3])
      expect([...decoded('npy', base64Of(inVersion(file, version))).ids]).toEqual(kept)
  })

  test('without a card, layers that route nothing are not guessed at, and as few bytes are kept', () => {
    const dense = Int32Array.from(sent).map((id, at) => (at % 24 < 4 ? 0 : id))
    const sent_ = { form: 'npy', ...fromBase64(base64Of(npyOf('<i4', [8, 6, 4], dense))) } as const
    expect(problemOf(decodeRouting(sent_, counted, undefined))).toContain('denseLayers')
    const bare = decodeRouting({ form: 'npy', ...fromBase64(vllmExperts(3, words)) }, counted, undefined)
    expect('routing' in bare && bare.routing.ids).toBeInstanceOf(Uint8Array)
  })

  test('a prompt that was left out is no matter', () => {
    const file = npyOf('<i4', [6, 6, 4], sent.slice(2 * 24))
    expect([...decoded('npy', base64Of(file)).ids]).toEqual(kept)
  })

  test.each([
    ['order of Fortran', npyOf('<i4', [8, 6, 4], sent, 'True'), 'order of Fortran'],
    ['fractions', npyOf('<f4', [8, 6, 4], Float32Array.from(sent)), 'type <f4'],
    ['the other end first', npyOf('>i4', [8, 6, 4], sent), 'type >i4'],
    ['two dimensions', npyOf('<i4', [8, 24], sent), 'dimensions is 2 '],
    [
      'too many tokens',
      npyOf('<i4', [9, 6, 4], new Int32Array(216)),
      'tokens is 9, and the server counted 8',
    ],
    ['nothing in it', npyOf('<i4', [8, 0, 4], new Int32Array(0)), 'nothing in it: 8 × 0 × 4'],
    [
      'other numbers',
      npyOf('<i4', [8, 6, 4], new Int32Array(192)),
      'layer 1 of one token has expert 0 twice',
    ],
    ['too few', npyOf('<i4', [4, 6, 4], new Int32Array(96)), 'tokens is 4,'],
    ['other layers', npyOf('<i4', [8, 7, 4], new Int32Array(224)), 'layers is 7,'],
    ['other experts a token', npyOf('<i4', [8, 6, 2], new Int32Array(96)), 'experts a token is 2,'],
    ['cut off', npyOf('<i4', [8, 6, 4], sent.slice(1)), 'bytes is 764 instead of 768'],
    ['a newer version', inVersion(npyOf('<i4', [8, 6, 4], sent), 4), 'version 4'],
    ['a broken header', npyOf('<i4', [8, 6, 4], sent).fill(32, 12, 60), 'not as it should be'],
    ['half a header', npyOf('<i4', [8, 6, 4], sent).slice(0, 40), 'cut off'],
    ['another file', new Uint8Array([80, 75, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0]), 'no NumPy file'],
  ])('%s is an error in words', (_, file, said) => {
    const base64 = base64Of(file)
    expect(problemOf(decodeRouting({ form: 'npy', ...fromBase64(base64) }, counted, card))).toContain(said)
  })
})

describe('experts as vLLM 0.21 sends them, in lists', () => {
  const rows = Array.from({ length: 8 }, (_, row) =>
    Array.from({ length: 6 }, (__, layer) =>
      Array.from(sent.subarray(row * 24 + layer * 4, row * 24 + layer * 4 + 4)),
    ),
  )
  const decodedOf = (lists: unknown) => {
    const [delta] = expertsOf({}, { routed_experts: lists })
    if (delta?.kind !== 'experts') throw new Error('There are no experts.')
    return decodeRouting(delta.experts, counted, card)
  }

  test.each([
    ['of what was written', 3],
    ['of the prompt too', 0],
  ])('%s', (_, from) => {
    const result = decodedOf(rows.slice(from))
    expect('routing' in result && [...result.routing.ids]).toEqual(kept)
  })

  test.each([
    ['a row too many', rows.slice(2), 'tokens is 6, and the server counted 8'],
    ['of other lengths', [...rows.slice(4), [[1, 2, 3, 4]]], 'as long as one another'],
    ['of words', [[['a']]], 'as long as one another'],
    ['not in lists', [1, 2], 'as long as one another'],
    ['nothing', [], 'tokens is 0,'],
  ])('%s is an error in words', (_, lists, said) => {
    expect(problemOf(decodedOf(lists))).toContain(said)
  })
})

describe('what experts did', () => {
  /** Two layers of four experts, of which one works: on even tokens the first two, on odd ones the last two. */
  const routing: Routing = {
    rows: 8,
    layers: 2,
    firstLayer: 0,
    topK: 1,
    experts: 4,
    ids: Uint8Array.from([0, 0, 2, 3, 1, 0, 3, 3, 0, 0, 2, 3, 1, 0, 3, 3]),
  }

  test('load and entropy of each layer', () => {
    const load = loadOf(routing)
    expect([...load.counts]).toEqual([2, 2, 2, 2, 4, 0, 0, 4])
    expect(entropies(load)).toEqual([2, 1])
    expect(entropies(loadOf(routing, []))).toEqual([0, 0])
  })

  test('lift, with counts; what is rare may be chance', () => {
    const even = loadOf(routing, [0, 2, 4, 6])
    expect(particularTo(even, loadOf(routing), 2, 2)).toEqual([
      { layer: 1, expert: 0, count: 4, all: 4, lift: 2 },
      { layer: 0, expert: 0, count: 2, all: 2, lift: 2 },
    ])
    expect(particularTo(even, loadOf(routing), 9)).toEqual([])
  })

  test('overlap', () => {
    const [even, odd] = [loadOf(routing, [0, 2, 4]), loadOf(routing, [1, 3])]
    expect(overlapOf(even, odd)).toBe(0)
    expect(overlapOf(even, even)).toBeCloseTo(1)
    expect(overlapOf(even, loadOf(routing))).toBeGreaterThan(0.4)
  })
})

describe('experts are laid on the steps', () => {
  const texts = { reasoning: 'One two three?', answer: 'Four.' }
  const routing = decoded('bare', sglangExperts(3, words))
  const first = { from: advance(start, 0), to: advance(start, 7) }

  test('by the tokens, where they are known', () => {
    const tokens: readonly Token[] = words.map((text) => ({
      text: text.replace(' Four', 'Four'),
      logprob: -1,
      top: [],
    }))
    const laid = layRouting(
      [{ from: { reasoning: 0, answer: 0 }, tokens, routing }],
      texts,
      placeTokens(tokens, texts).reasoning,
    )
    expect(laid?.by).toBe('tokens')
    expect(laid?.of(first)).toEqual(loadOf(routing, [0, 1]))
    expect(laid?.whole.tokens).toBe(5)
  })

  test('else by the share of the characters, which it says', () => {
    const laid = layRouting([{ from: { reasoning: 0, answer: 0 }, tokens: [], routing }], texts, [])
    expect(laid?.by).toBe('share')
    expect(laid?.of(first).tokens).toBe(2)
    expect(laid?.of({ from: start, to: advance(start, 14) }).tokens).toBe(4)
  })

  test('tokens of a later request are of what it wrote, though the same was written before', () => {
    const reasoning = 'The total is rounded down here. The total is rounded down here. '
    const tokens = [' The', ' total is', ' rounded down here.'].map((text) => ({
      text,
      logprob: -1,
      top: [],
    }))
    const placed = placeRuns([{ from: { reasoning: 31, answer: 0 }, tokens }], { reasoning, answer: '' })
    expect(placed.map(({ index, at, span }) => [index, at, span.to])).toEqual([
      [0, 32, 35],
      [1, 36, 44],
      [2, 45, 63],
    ])
  })

  test('of a turn that was gone on with, request by request', () => {
    const runs = [
      { from: { reasoning: 0, answer: 0 }, tokens: [], routing },
      { from: { reasoning: 7, answer: 0 }, tokens: [], routing },
    ]
    const laid = layRouting(runs, texts, [])
    expect(laid?.of(first).tokens).toBe(5)
    expect(laid?.whole.tokens).toBe(10)
    expect(layRouting([{ from: { reasoning: 0, answer: 0 }, tokens: [] }], texts, [])).toBeUndefined()
  })
})

function decoded(form: 'bare' | 'npy', base64: string, type?: string): Routing {
  const result = decodeRouting(
    { form, ...fromBase64(base64), ...(type !== undefined && { type }) },
    counted,
    card,
  )
  if ('problem' in result) throw new Error(problemSentence(result.problem))
  return result.routing
}

function problemOf(result: ReturnType<typeof decodeRouting>): string {
  return 'problem' in result ? problemSentence(result.problem) : ''
}

function routedOf(rows: Int32Array): readonly number[] {
  return [...rows].filter((_, at) => at % 24 >= 4)
}

function negative(): string {
  const bytes = Buffer.from(sglangExperts(3, words), 'base64')
  bytes.writeInt32LE(-1, bytes.length - 4)
  return bytes.toString('base64')
}

function twice(): string {
  const bytes = Buffer.from(sglangExperts(3, words), 'base64')
  bytes.writeInt32LE(7, bytes.length - 4)
  bytes.writeInt32LE(7, bytes.length - 8)
  return bytes.toString('base64')
}

function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Later versions have a longer length of the header. */
function inVersion(file: Uint8Array, version: number): Uint8Array {
  if (version === 1) return file
  const [low = 0, high = 0] = file.subarray(8, 10)
  return new Uint8Array([...file.subarray(0, 6), version, 0, low, high, 0, 0, ...file.subarray(10)])
}

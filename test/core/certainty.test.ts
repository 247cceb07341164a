import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Token } from '../../src/base/delta.ts'
import { alternativesTo, certaintyOf, entropyOf, unsureStatements } from '../../src/core/certainty.ts'
import { placeTokens, type PlacedTokens } from '../../src/core/placedTokens.ts'
import { advance, start } from '../../src/core/text.ts'
import { treeOf } from '../../src/core/tree.ts'
import { tokenText } from '../../src/core/tokenText.ts'

describe('tokens are laid on the text by what they say', () => {
  test('tags and blanks that a server left out belong to nothing', () => {
    const tokens = tokensOf('<think>', '\n', 'Two ', 'and ', 'two.', '\n', '</think>', '\n\n', 'Four', '.')
    const placed = placeTokens(tokens, { reasoning: 'Two and two.', answer: 'Four.' })
    expect(shown(placed.reasoning)).toBe('Two @0|and @4|two.@8')
    expect(shown(placed.answer)).toBe('Four@0|.@4')
  })

  test('a token may be a part of a letter, and a letter a part of a token', () => {
    const tokens = [
      ...tokensOf('a '),
      token('\uFFFD', { bytes: [0xf0, 0x9f] }),
      token('\uFFFD', { bytes: [0x98] }),
      token('\uFFFD b', { bytes: [0x80, 0x20, 0x62] }),
      ...tokensOf(' c'),
    ]
    expect(tokenText(tokens).text).toBe('a 😀 b c')
    const placed = placeTokens(tokens, { reasoning: 'a 😀 b c', answer: '' })
    expect(placed.reasoning.map(({ span }) => [span.from, span.to])).toEqual([
      [0, 2],
      [2, 2],
      [2, 2],
      [2, 6],
      [6, 8],
    ])
  })

  test('what the tokens do not say is not known, and no more than that', () => {
    const said = sentences(1, 40)
    const reasoning = said.join('')
    const missing = said.flatMap((sentence, index) => (index === 20 ? [] : wordsOf(sentence)))
    const { reasoning: placed } = placeTokens(tokensOf(...missing), { reasoning, answer: '' })
    const [from, to] = [said.slice(0, 20).join('').length, said.slice(0, 21).join('').length]
    expect(placed.some(({ span }) => span.from >= from + 16 && span.to <= to - 16)).toBe(false)
    const covered = placed.reduce((sum, { span }) => sum + span.to - span.from, 0)
    expect(covered).toBeGreaterThan(reasoning.length - (to - from) - 32)
    expect(certaintyOf({ from: advance(start, from + 16), to: advance(start, to - 16) }, placed)).toBe(
      undefined,
    )
  })

  test('the thought of a server that gives none of its tokens is not known, though the answer repeats it', () => {
    const reasoning = sentences(1, 30).join('')
    const answer = `${sentences(31, 60).join('')}`
    const placed = placeTokens(tokensOf(...wordsOf(answer)), { reasoning, answer })
    expect(placed.reasoning).toEqual([])
    expect(placed.answer.map(({ token: { text } }) => text).join('')).toBe(answer)
  })

  test('whose a passage is that both texts have, the rest of the tokens tell', () => {
    const thought = `${sentences(1, 4).join('')}It returns the number of cents rounded down. ${sentences(5, 9).join('')}`
    const said = `In short: it returns the number of cents rounded down. Hence ${sentences(6, 8).join('')}and that is all.`
    const texts = { reasoning: thought, answer: said }
    const ofAnswer = placeTokens(tokensOf(...wordsOf(said)), texts)
    expect([ofAnswer.reasoning, textOf(ofAnswer.answer)]).toEqual([[], said])
    const ofThought = placeTokens(tokensOf(...wordsOf(thought)), texts)
    expect([textOf(ofThought.reasoning), ofThought.answer]).toEqual([thought, []])
    const short = placeTokens(tokensOf(...wordsOf('So 4, for 2 and 2 is 4.')), {
      reasoning: '2 and 2 is 4.',
      answer: 'So 4, for 2 and 2 is 4.',
    })
    expect([short.reasoning.length, short.answer.length]).toEqual([0, 8])
  })

  test.each([
    [
      'one after another',
      ['Done ', '\uFFFD', '\uFFFD', ' and ', '\uFFFD\uFFFD', '\uFFFD', '.'],
      'Done ✅ and 🎉.',
    ],
    ['first and last', ['\uFFFD', '\uFFFD', ' is a ', '\uFFFD', '\uFFFD'], '価 is a ✅'],
    ['with blanks', ['One', ' \uFFFD', '\uFFFD two', ' three'], 'One → two three'],
    ['side by side', ['It is ', '\uFFFD', '\uFFFD', '\uFFFD', '\uFFFD', ' here.'], 'It is ✅🎉 here.'],
  ])('parts of letters that a server does not tell the bytes of: %s', (_, texts, reasoning) => {
    const { reasoning: placed } = placeTokens(tokensOf('<think>\n', ...texts, '\n</think>', 'Yes ✅'), {
      reasoning,
      answer: 'Yes ✅',
    })
    expect(placed).toHaveLength(texts.length)
    expect(placed[0]?.span.from).toBe(0)
    expect(placed.at(-1)?.span.to).toBe(reasoning.length)
    expect(placed.every(({ span }, index) => span.from === (placed[index - 1]?.span.to ?? 0))).toBe(true)
  })

  test('whatever is broken, the rest is laid', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a ', 'so ', '✅', '🎉', '価', '. ', 'then '), { maxLength: 80 }),
        (pieces) => {
          const broken = pieces.flatMap((piece) =>
            /^[^\0-\x7F]/.test(piece) ? ['\uFFFD', '\uFFFD'] : [piece],
          )
          const reasoning = `It begins here. ${pieces.join('')}That is the end.`
          const tokens = tokensOf('It begins here. ', ...broken, 'That is the end.', '</think>')
          const covered = placeTokens(tokens, { reasoning, answer: '' }).reasoning
          expect(covered.reduce((sum, { span }) => sum + span.to - span.from, 0)).toBe(reasoning.length)
        },
      ),
    )
  })

  test('several thoughts, with answers in between', () => {
    const [one = '', two = '', three = '', four = ''] = [1, 20, 40, 60].map((first) =>
      sentences(first, first + 10).join(''),
    )
    const raw = ['<think>', one, '</think>', two, '<think>', three, '</think>', four]
    const placed = placeTokens(tokensOf(...raw.flatMap(wordsOf)), {
      reasoning: one + three,
      answer: two + four,
    })
    expect(textOf(placed.reasoning)).toBe(one + three)
    expect(textOf(placed.answer)).toBe(two + four)
  })

  test('a space that a token begins with is not of the sentence before', () => {
    const tokens = tokensOf('One', '.', ' Two', ' three', '.')
    const { reasoning } = placeTokens(tokens, { reasoning: 'One. Two three.', answer: '' })
    const second = { from: advance(start, 5), to: advance(start, 15) }
    expect(certaintyOf(second, reasoning)).toMatchObject({ tokens: 3, covered: 1 })
    expect(certaintyOf({ from: start, to: second.from }, reasoning)).toMatchObject({ tokens: 2 })
  })

  test('any cut into tokens covers the whole text, in order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: 'grapheme' }), { maxLength: 60 }),
        fc.nat(60),
        (pieces, at) => {
          const thought = pieces.slice(0, at).filter((piece) => !piece.includes('<'))
          const said = pieces.slice(at).filter((piece) => !piece.includes('<'))
          const tokens = tokensOf('<think>', ...thought, '</think>', ...said)
          const placed = placeTokens(tokens, { reasoning: thought.join(''), answer: said.join('') })
          expect(textOf(placed.reasoning)).toBe(thought.join(''))
          expect(textOf(placed.answer)).toBe(said.join(''))
        },
      ),
    )
  })
})

describe('how sure the model was', () => {
  const placed: PlacedTokens = placeTokens(
    [
      token('One', { p: 0.9 }),
      token(' two', { p: 0.5, top: [' two', 0.5, ' ten', 0.25, ' six', 0.25] }),
      token(' six'),
    ],
    { reasoning: 'One two six', answer: '' },
  ).reasoning

  test('mean, lowest and where, bits of what the server told, and how much of the text that is', () => {
    const all = certaintyOf({ from: start, to: advance(start, 11) }, placed)
    expect(all).toMatchObject({ tokens: 2, lowest: 0.5, at: 4, entropy: 1.5 })
    expect(all?.mean).toBeCloseTo(0.7)
    expect(all?.covered).toBeCloseTo(7 / 11)
    expect(certaintyOf({ from: start, to: advance(start, 3) }, placed)).toMatchObject({ lowest: 0.9 })
    expect(certaintyOf({ from: advance(start, 7), to: advance(start, 11) }, placed)).toBeUndefined()
  })

  test('a token that is not among its alternatives counts too', () => {
    expect(entropyOf(token('x', { p: 0.25, top: ['y', 0.5, 'z', 0.25] }))).toBeCloseTo(1.5)
    expect(entropyOf(token('x', { p: 0.25 }))).toBeUndefined()
  })

  test('alternatives are the others, the likeliest first', () => {
    const chosen = token('x', { p: 0.2, top: ['z', 0.3, 'x', 0.2, 'y', 0.5] })
    expect(alternativesTo(chosen).map(({ text }) => text)).toEqual(['y', 'z'])
  })

  test('unsure is a tenth of the statements', () => {
    const said = sentences(1, 20)
    const tokens = said.flatMap((sentence, index) =>
      wordsOf(sentence).map((word) => token(word, { p: index === 7 || index === 3 ? 0.2 : 0.9 })),
    )
    const reasoning = said.join('')
    const steps = treeOf(reasoning)
    const unsure = unsureStatements(steps, placeTokens(tokens, { reasoning, answer: '' }).reasoning)
    expect(unsure.map(({ span }) => reasoning.slice(span.from, span.to).trim())).toEqual([
      said[3]?.trim(),
      said[7]?.trim(),
    ])
  })
})

interface Given {
  readonly p?: number
  /** Texts and their probabilities. */
  readonly top?: readonly (string | number)[]
  readonly bytes?: readonly number[]
}

function token(text: string, { p, top = [], bytes }: Given = {}): Token {
  const pairs = top.flatMap((each, index) =>
    typeof each === 'string' ? [{ text: each, logprob: Math.log(Number(top[index + 1])) }] : [],
  )
  return { text, logprob: p === undefined ? null : Math.log(p), top: pairs, ...(bytes && { bytes }) }
}

function tokensOf(...texts: readonly string[]): readonly Token[] {
  return texts.map((text) => token(text, { p: 0.5 }))
}

function wordsOf(text: string): readonly string[] {
  return text.match(/<\/?think>|\s*\S+\s?/g) ?? []
}

/** No two are alike. */
function sentences(first: number, last: number): readonly string[] {
  return Array.from({ length: last - first }, (_, index) => {
    const number = first + index
    return `So ${number} times ${number * 7} makes ${number * number * 7} here. `
  })
}

function shown(placed: PlacedTokens): string {
  return placed.map(({ token: { text }, span }) => `${text}@${span.from}`).join('|')
}

function textOf(placed: PlacedTokens): string {
  return tokenText(placed.map((each) => each.token)).text
}

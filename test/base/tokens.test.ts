import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateTokens } from '../../src/base/tokens.ts'

test.each([
  ['', 0],
  ['a', 1],
  ['The answer is here.', 5],
  ['internationalisation', 4], // 1 + 13 / 5
  ['getUserById', 4],
  ['1234567', 3],
  ['a\n\n    b', 3],
  ['(a + b) * c', 7], // three letters, five signs at 0.8
  ['好的,用户说', 5], // five characters at 0.7, a wide comma too
  ['für', 3],
  ['👍', 2],
])('%j is about %d tokens', (text, tokens) => {
  expect(estimateTokens(text)).toBe(tokens)
})

test('two texts together are about their sum', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(estimateTokens(`${a}\n${b}`)).toBeGreaterThanOrEqual(estimateTokens(a))
      expect(estimateTokens(`${a}\n${b}`)).toBeLessThanOrEqual(estimateTokens(a) + estimateTokens(b) + 1)
    }),
  )
})

test('letters, digits, blanks and signs count as the expression that tells them apart says', () => {
  const piece = /([A-Z]?[a-z]+|[A-Z]+)|(\d+)|(\s+)|([\u2e80-\uffef])|([!-~])|[^]/gu
  const said = (text: string) => {
    let tenths = 0
    for (const [found, word, digits, blank, wide, sign] of text.matchAll(piece)) {
      if (word !== undefined) tenths += 10 + 2 * Math.max(0, word.length - 7)
      else if (digits !== undefined) tenths += 10 * Math.ceil(digits.length / 3)
      else if (blank !== undefined) tenths += blank === ' ' ? 0 : 10
      else if (wide !== undefined) tenths += 7
      else if (sign !== undefined) tenths += 8
      else tenths += found.length > 1 ? 20 : 5
    }
    return Math.ceil(tenths / 10)
  }
  const unit = fc.constantFrom(...Array.from('aBcD12 \n\t.{é\u00a0\u3000好👍\ud83d\ufeff\u007f\uffff'))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' })), (text) => {
      expect(estimateTokens(text)).toBe(said(text))
    }),
    { numRuns: 500 },
  )
})

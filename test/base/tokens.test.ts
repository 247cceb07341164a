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

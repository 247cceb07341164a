import { expect, test } from 'vitest'
import { fingerprint } from '../../src/base/fingerprint.ts'

test('is the same for the same, and another for what is nearly so', () => {
  const texts = Array.from({ length: 50_000 }, (_, at) => `The answer is ${at}.`)
  expect(new Set(texts.map(fingerprint)).size).toBe(texts.length)
  expect(fingerprint('a')).toMatch(/^[\da-f]{16}$/)
  expect(fingerprint('The answer is 1.')).toBe(fingerprint(`The answer is ${1}.`))
  expect(fingerprint('')).not.toBe(fingerprint('\0'))
})

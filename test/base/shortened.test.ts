import { expect, test } from 'vitest'
import { shortened } from '../../src/base/shortened.ts'

test('what fits stays as it is; of what does not, the beginning stays', () => {
  expect(shortened('abcd', 4)).toBe('abcd')
  expect(shortened('abcde', 4)).toBe('abc…')
  expect(shortened('ab cde', 4)).toBe('ab…')
})

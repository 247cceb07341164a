import { expect, test } from 'vitest'
import { lately } from '../../src/base/lately.ts'

test('what is asked again is worked out once, and forgotten when it was asked in neither of two turns', () => {
  const asked: string[] = []
  const upper = lately((text) => {
    asked.push(text)
    return text.toUpperCase()
  })
  expect([upper('a'), upper('a'), upper('b')]).toEqual(['A', 'A', 'B'])
  upper.turn()
  expect(upper('a')).toBe('A')
  upper.turn()
  expect([upper('a'), upper('b')]).toEqual(['A', 'B'])
  expect(asked).toEqual(['a', 'b', 'b'])
})

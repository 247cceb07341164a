import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapLines, shiftLines } from '../../src/extension/editor/lineMap.ts'

const before = [
  'import a',
  '',
  'function one() {',
  '  return 1',
  '}',
  '',
  'function two() {',
  '  return 2',
  '}',
]
const map = (now: readonly string[]) => {
  const lineNow = mapLines(before.join('\n'), now.join('\n'))
  return before.map((_, line) => lineNow(line))
}

test('an unchanged text keeps its lines', () => {
  expect(map(before)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
})

test('lines after what was written in between have moved by it', () => {
  expect(map(before.toSpliced(2, 0, '// new', '// lines'))).toEqual([0, 1, 4, 5, 6, 7, 8, 9, 10])
})

test('a changed line is nowhere', () => {
  expect(map(before.with(3, '  return 7'))).toEqual([0, 1, 2, undefined, 4, 5, 6, 7, 8])
})

test('what was moved is found by its words, and what stands there twice is not', () => {
  const now = ['import a', '', ...before.slice(6), '', ...before.slice(2, 5)]
  const [one, returnOne] = [2, 3].map(mapLines(before.join('\n'), now.join('\n')))
  expect([now[one ?? 0], now[returnOne ?? 0]]).toEqual(['function one() {', '  return 1'])
  expect(map(['x', 'import a', 'y', 'import a', 'z'])[0]).toBeUndefined()
})

test('a line is never said to be where other words stand', () => {
  const text = fc.array(fc.constantFrom('one', 'two', '  one', '}', '', 'three four'), {
    minLength: 1,
    maxLength: 12,
  })
  fc.assert(
    fc.property(text, text, (old, now) => {
      const lineNow = mapLines(old.join('\n'), now.join('\n'))
      for (const [line, words] of old.entries()) {
        const at = lineNow(line)
        if (at !== undefined) expect(now[at]?.trim()).toBe(words.trim())
      }
    }),
  )
})

test('an edit moves what is below it, leaves what is above, and breaks what it is in', () => {
  const lines = { first: 10, last: 12 }
  expect(shiftLines(lines, { first: 2, last: 3 }, 2)).toEqual({ first: 12, last: 14 })
  expect(shiftLines(lines, { first: 13, last: 20 }, -4)).toBe(lines)
  expect(shiftLines(lines, { first: 11, last: 11 }, 0)).toBe(lines)
  expect(shiftLines(lines, { first: 11, last: 11 }, 1)).toBeUndefined()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countRuns } from '../../src/judge/wordRuns.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', 'ab', ' ', '\n', '\u00a0', '\u001c', '\u200b', 'é', '🙂', '中'), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''))

// oxlint-disable-next-line no-control-regex
const blanks = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

test('words and runs of words are counted as with strings', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 4 }), (said, size) => {
      const words = said.split(blanks).filter((word) => word !== '')
      const runs = words.flatMap((_, at) =>
        at + size <= words.length ? [words.slice(at, at + size).join(' ')] : [],
      )
      expect(countRuns(said, size)).toEqual({
        total: runs.length,
        different: new Set(runs).size,
      })
    }),
  )
})

import { expect, test } from 'vitest'
import { csvCell } from '../../src/base/csv.ts'

test('what would part or close a cell is quoted, and no text becomes a formula', () => {
  expect(['a b', 'a,b', 'say "a"', 'a\nb', '=1+1', '-1, or 2'].map(csvCell)).toEqual([
    'a b',
    '"a,b"',
    '"say ""a"""',
    '"a\nb"',
    "'=1+1",
    '"\'-1, or 2"',
  ])
})

import { expect, test } from 'vitest'
import { grouped } from '../../src/base/grouped.ts'

test('groups and their items keep the order in which they come', () => {
  const groups = grouped(['b1', 'a1', 'b2', 'c1', 'a2'], (item) => item.charAt(0))
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1', 'a2']],
    ['c', ['c1']],
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstIndex } from '../../src/base/firstIndex.ts'

test('is where it begins to hold, and the count where it never does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), fc.integer({ min: -1, max: 21 }), (list, at) => {
      const sorted = list.toSorted((one, other) => one - other)
      const found = firstIndex(sorted.length, (index) => (sorted[index] ?? 0) >= at)
      expect(found).toBe(sorted.filter((each) => each < at).length)
    }),
  )
})

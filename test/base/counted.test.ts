import { expect, test } from 'vitest'
import { counted } from '../../src/base/counted.ts'

test('one is one, and all others are many', () => {
  expect([0, 1, 2, 1200].map((count) => counted(count, 'step', 'steps'))).toEqual([
    '0 steps',
    '1 step',
    '2 steps',
    '1,200 steps',
  ])
})

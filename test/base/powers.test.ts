import { expect, test } from 'vitest'
import { inPowers } from '../../src/base/powers.ts'

test.each([
  [2.96e13, '2.96 × 10¹³'],
  [7.4e10, '7.4 × 10¹⁰'],
  [99_960, '1 × 10⁵'],
])('%d', (value, said) => {
  expect(inPowers(value, String)).toBe(said)
})

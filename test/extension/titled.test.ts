import { expect, test } from 'vitest'
import { titled } from '../../src/extension/titled.ts'

test('a question is told from the same one about other code', () => {
  expect(titled('Why?', 'src/shop/cart.ts:12–30')).toBe('cart.ts:12–30 · Why?')
  expect(titled('Why?', 'cart.ts')).toBe('cart.ts · Why?')
  expect(titled('Why?', '')).toBe('Why?')
})

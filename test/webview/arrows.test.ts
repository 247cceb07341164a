import { expect, test } from 'vitest'
import { besideByKey, sideways, upright } from '../../webview/arrows.ts'

test('arrows go round about, Home and End to the ends, and other keys nowhere', () => {
  const from = (at: number) =>
    ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'ArrowDown'].map((key) =>
      besideByKey(key, sideways, ['a', 'b', 'c'], at),
    )
  expect(from(0)).toEqual(['c', 'b', 'a', 'c', undefined])
  expect(from(2)).toEqual(['b', 'a', 'a', 'c', undefined])
  expect(besideByKey('ArrowDown', upright, ['a', 'b'], -1)).toBe('a')
  expect(besideByKey('ArrowDown', upright, [], -1)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { bottom, createSlots, drawnRows, rowHeight, seenRows, topToShow } from '../../webview/rows.ts'

test('draws what is seen and a little more, however many rows there are', () => {
  expect(seenRows(20_000, 0, 10 * rowHeight)).toEqual({ first: 0, last: 18 })
  expect(seenRows(20_000, 1000 * rowHeight, 10 * rowHeight)).toEqual({ first: 992, last: 1018 })
  expect(seenRows(5, 0, 10 * rowHeight)).toEqual({ first: 0, last: 5 })
})

test('draws nothing beyond the end when rows have gone', () => {
  expect(seenRows(3, 1000 * rowHeight, 10 * rowHeight)).toEqual({ first: 3, last: 3 })
})

test('draws only what is seen where that is asked for', () => {
  expect(seenRows(20_000, 1000 * rowHeight, 10 * rowHeight, 0)).toEqual({ first: 1000, last: 1010 })
})

test('draws the active row too, wherever it is', () => {
  const range = { first: 3, last: 5 }
  expect(drawnRows(range, 4, 9)).toEqual([3, 4])
  expect(drawnRows(range, 0, 9)).toEqual([0, 3, 4])
  expect(drawnRows(range, 8, 9)).toEqual([3, 4, 8])
  expect(drawnRows({ first: 0, last: 0 }, -1, 0)).toEqual([])
  expect(drawnRows({ first: 0, last: 0 }, 0, 0)).toEqual([])
})

test('gives what stays its slot, and what is new those of what has gone, in their order', () => {
  const slots = createSlots<string>()
  const given = (names: string) => [...slots(names.split(' ')).values()].join(' ')
  expect(given('a b c d')).toBe('0 1 2 3')
  expect(given('c d e f')).toBe('2 3 0 1')
  expect(given('g h i j')).toBe('2 3 0 1')
  expect(given('x g h i j y')).toBe('4 2 3 0 1 5')
  expect(given('g x')).toBe('2 4')
})

test('scrolls no further than is needed to show a row', () => {
  const height = 10 * rowHeight
  expect(topToShow(5, 0, height)).toBe(0)
  expect(topToShow(10, 0, height)).toBe(rowHeight)
  expect(topToShow(2, 5 * rowHeight, height)).toBe(2 * rowHeight)
})

test('ends at the last row', () => {
  expect(bottom(100, 10 * rowHeight)).toBe(90 * rowHeight)
  expect(bottom(3, 10 * rowHeight)).toBe(0)
})

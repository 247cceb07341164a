import { expect, test } from 'vitest'
import {
  createReading,
  inTable,
  isFull,
  read,
  readingOf,
  says,
  tableOf,
  wordOf,
} from '../../src/core/words.ts'

const fruits = tableOf('apple pear 桃')
const colours = tableOf('green pear')

test('a text says what is in a table by any of its words, in large letters or Chinese too', () => {
  expect(says(readingOf('An Apple is green.'), fruits)).toBe(true)
  expect(says(readingOf('一个桃子'), fruits)).toBe(true)
  expect(says(readingOf('Applesauce is green.'), fruits)).toBe(false)
  expect(says(readingOf('Nothing at all.'), fruits | colours)).toBe(false)
})

test('a word may be in several tables, and two are asked at once', () => {
  expect(inTable(fruits, wordOf('pear'))).toBe(true)
  expect(inTable(colours, wordOf('pear'))).toBe(true)
  expect(inTable(colours, wordOf('apple'))).toBe(false)
  expect(inTable(fruits | colours, wordOf('green'))).toBe(true)
})

test('one reading serves many texts, and tells when there were more words than it holds', () => {
  const reading = createReading(2)
  read('green apple', reading)
  expect([says(reading, fruits), isFull(reading)]).toEqual([true, true])
  read('green', reading)
  expect([says(reading, fruits), isFull(reading)]).toEqual([false, false])
})

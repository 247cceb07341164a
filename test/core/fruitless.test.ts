import { expect, test } from 'vitest'
import { isFruitless } from '../../src/core/fruitless.ts'
import { newTurn } from '../../src/core/turn.ts'

const ended = { ...newTurn(), state: { kind: 'stopped' }, times: { latest: 5, ended: 5 } } as const

test('a turn that ended without a word is fruitless', () => {
  expect(isFruitless(ended)).toBe(true)
  expect(isFruitless({ ...ended, answer: '\n' })).toBe(true)
})

test('one that runs, or holds anything, is not', () => {
  expect(isFruitless(newTurn())).toBe(false)
  expect(isFruitless({ ...ended, reasoning: 'Hm.' })).toBe(false)
  expect(isFruitless({ ...ended, answer: 'Yes.' })).toBe(false)
  expect(isFruitless({ ...ended, hidden: true })).toBe(false)
})

import { expect, test } from 'vitest'
import { readDocument } from '../../src/traces/document.ts'
import { indexOfTurn, nameOfTurn } from '../../src/traces/thread.ts'

test('a turn without a name is called by its place, and found by it', () => {
  const { turns } = readDocument('---\nformat: 1\n---\nOne.\n--- turn\nid: b\n---\nTwo.\n')
  expect(turns.map((_, index) => nameOfTurn(turns, index))).toEqual(['1', 'b'])
  expect(['1', 'b', '2'].map((name) => indexOfTurn(turns, name))).toEqual([0, 1, -1])
})

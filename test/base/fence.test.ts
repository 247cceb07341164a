import { expect, test } from 'vitest'
import { fence } from '../../src/base/fence.ts'

test('nothing in a text closes the fence around it', () => {
  expect(fence('a', 'json')).toBe('```json\na\n```')
  expect(fence('````\nb\n````', '')).toBe('`````\n````\nb\n````\n`````')
})

import { expect, test } from 'vitest'
import { createRepeatGuard } from '../../webview/repeat.ts'

test('the same question within a second counts once', () => {
  const isNew = createRepeatGuard()
  expect(isNew('Why?', 5000)).toBe(true)
  expect(isNew('Why?', 5040)).toBe(false)
  expect(isNew('Why not?', 5080)).toBe(true)
  expect(isNew('Why not?', 6080)).toBe(true)
})

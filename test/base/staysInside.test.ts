import { expect, test } from 'vitest'
import { pathInside, staysInside } from '../../src/base/staysInside.ts'

test.each(['a.ts', 'src/a.ts', './src/a.ts', 'src/..a/b..ts', 'src\\a.ts'])('%s does', (path) => {
  expect(staysInside(path)).toBe(true)
})

test.each([
  '/etc/passwd',
  '../a.ts',
  'src/../../a.ts',
  'src/..',
  '\\\\host\\a.ts',
  'src\\..\\..\\a.ts',
  'C:\\a.ts',
  'c:a.ts',
])('%s does not', (path) => {
  expect(staysInside(path)).toBe(false)
})

test('what stays inside has forward slashes, and nothing before it', () => {
  expect(['src\\a.ts', './src/a.ts', 'a.ts'].map(pathInside)).toEqual(['src/a.ts', 'src/a.ts', 'a.ts'])
  expect(['./../a.ts', '/a.ts', 'C:\\a.ts'].map(pathInside)).toEqual([undefined, undefined, undefined])
})

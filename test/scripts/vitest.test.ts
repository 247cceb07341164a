import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { redIn, resultsOf, sumOf, withAgain } from '../../scripts/vitest.ts'

const file = (name: string, status: string, ...tests: readonly string[]) => ({
  name: join(root, 'test/browser', name),
  status,
  message: 'no window',
  assertionResults: tests.map((each, index) => ({
    status: each,
    fullName: `test ${index}`,
    failureMessages: each === 'failed' ? ['1 is not 2'] : [],
  })),
})

const first = resultsOf({
  testResults: [
    file('a.test.ts', 'passed', 'passed', 'passed', 'pending'),
    file('b.test.ts', 'failed', 'passed', 'failed', 'failed'),
    file('c.test.ts', 'failed', 'pending'),
  ],
})

test('tests are counted file by file; a file that never came to its tests is one failure', () => {
  expect(first.map(({ counts }) => counts)).toEqual([
    { passed: 2, failed: 0, skipped: 1 },
    { passed: 1, failed: 2, skipped: 0 },
    { passed: 0, failed: 1, skipped: 1 },
  ])
  expect(sumOf(first)).toEqual({ passed: 3, failed: 3, skipped: 2 })
})

test('what is red is told with what it said', () => {
  expect(first.map(({ red }) => red)).toEqual([
    [],
    ['test/browser/b.test.ts: test 1\n1 is not 2', 'test/browser/b.test.ts: test 2\n1 is not 2'],
    ['test/browser/c.test.ts: no window'],
  ])
})

test('of a file that is run again the second time counts', () => {
  expect(redIn(first)).toEqual(['test/browser/b.test.ts', 'test/browser/c.test.ts'])
  const again = resultsOf({
    testResults: [
      file('b.test.ts', 'passed', 'passed', 'passed', 'passed'),
      file('c.test.ts', 'failed', 'failed'),
    ],
  })
  expect(sumOf(withAgain(first, again))).toEqual({ passed: 5, failed: 1, skipped: 1 })
})

test('what belongs to no file stays red', () => {
  const uncaught = [...first, { file: '', counts: { passed: 0, failed: 1, skipped: 0 }, red: [] }]
  expect(redIn(uncaught)).toEqual(redIn(first))
  const again = resultsOf({ testResults: [file('b.test.ts', 'passed'), file('c.test.ts', 'passed')] })
  expect(sumOf(withAgain(uncaught, again)).failed).toBe(1)
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWatch } from '../../src/endpoint/watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limits = { connect: 100, firstByte: 1000, idle: 200 }

test('a wait ends the one before', () => {
  const given: string[] = []
  const watch = createWatch(limits)
  watch.waitFor('connect', ({ stage }) => given.push(stage))
  vi.advanceTimersByTime(99)
  watch.waitFor('firstByte', ({ stage }) => given.push(stage))
  vi.advanceTimersByTime(999)
  expect(given).toEqual([])
  vi.advanceTimersByTime(1)
  expect(given).toEqual(['firstByte'])
})

test('headers do not give the first byte more time; each piece gives the next its own', () => {
  const given: string[] = []
  const watch = createWatch(limits)
  watch.waitFor('firstByte', () => given.push('headers'))
  vi.advanceTimersByTime(900)
  watch.waitFor('firstByte', () => given.push('body'))
  vi.advanceTimersByTime(100)
  expect(given).toEqual(['body'])
  watch.waitFor('idle', () => given.push('idle'))
  vi.advanceTimersByTime(199)
  watch.waitFor('idle', () => given.push('idle'))
  vi.advanceTimersByTime(199)
  expect(given).toEqual(['body'])
})

test('0 is no limit, and nobody waits after a rest', () => {
  const given: string[] = []
  const watch = createWatch({ ...limits, idle: 0 })
  watch.waitFor('idle', () => given.push('idle'))
  vi.advanceTimersByTime(1e9)
  watch.waitFor('connect', () => given.push('connect'))
  watch.rest()
  vi.advanceTimersByTime(1e9)
  expect(given).toEqual([])
})

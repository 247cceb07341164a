import { expect, test } from 'vitest'
import {
  clock,
  duration,
  fineShare,
  momentsApart,
  perSecond,
  shortCount,
  shortTime,
  tokenCount,
} from '../../webview/format.ts'

test('counts', () => {
  expect(tokenCount(1204, false)).toBe('1,204')
  expect(tokenCount(1204, true)).toBe('~1,204')
  expect([7, 9999, 12_345].map(shortCount)).toEqual(['7', '9,999', '12.3k'])
  expect([3.14, 99.96, 250.4].map(perSecond)).toEqual(['3.1', '100.0', '250'])
})

test('times', () => {
  expect([400, 59_999, 60_000, 3_723_000].map(clock)).toEqual(['0 s', '59 s', '1:00', '1:02:03'])
  expect([449, 12_340, 59_960, 65_400].map(duration)).toEqual(['0.4 s', '12.3 s', '1:00', '1:05'])
  expect([0.04, 12.34, 59.96, 125].map(shortTime)).toEqual(['0.0s', '12.3s', '1:00', '2:05'])
})

test('of several days, the day tells times apart as well', () => {
  const times = ['2026-11-24T09:02', '2026-11-25T09:02'].map(Date.parse)
  expect(momentsApart(times).join(' | ').replaceAll('\u202f', ' ')).toBe('Nov 24, 9:02 AM | Nov 25, 9:02 AM')
  expect(momentsApart([])).toEqual([])
})

test('small probabilities keep two digits', () => {
  expect([0.453, 0.0042, 0.00008, 1].map(fineShare)).toEqual(['45%', '0.42%', '0.008%', '100%'])
})

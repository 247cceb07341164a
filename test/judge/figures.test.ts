import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advantages, agreement, answerGroups, passAt, weighted } from '../../src/judge/figures.ts'
import { compareAnswers } from '../../src/judge/sameAnswer.ts'
import { groupFigures } from '../../src/judge/samples.ts'

const rounded = (values: readonly (number | undefined)[]) =>
  values.map((value) => (value === undefined ? undefined : Math.round(value * 1e4) / 1e4))

test('advantages: as TRL computes them, as the paper has it, and without scale', () => {
  expect(rounded(advantages([1, 1, 0, 0]))).toEqual([0.8659, 0.8659, -0.8659, -0.8659])
  expect(rounded(advantages([1, 0, 0, 0]))).toEqual([1.4997, -0.4999, -0.4999, -0.4999])
  expect(advantages([1, 1, 0, 0], 'paper')).toEqual([1, 1, -1, -1])
  expect(advantages([1, 0, 0, 0], 'none')).toEqual([0.75, -0.25, -0.25, -0.25])
})

test('advantages: nobody is better where all are equal, alone, or without a reward', () => {
  expect(advantages([0.1, 0.1, 0.1])).toEqual([0, 0, 0])
  expect(advantages([1])).toEqual([0])
  expect(advantages([])).toEqual([])
  expect(rounded(advantages([1, undefined, 0]))).toEqual([0.707, undefined, -0.707])
  expect(weighted([1, undefined, 0.5], [1, 1, 2])).toBe(2)
})

test('advantages add up to nothing', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: -8, max: 8 }).map((n) => n / 4),
        { minLength: 2, maxLength: 32 },
      ),
      (rewards) => {
        for (const scale of ['group', 'none', 'paper'] as const) {
          expect(advantages(rewards, scale).reduce<number>((a, b) => a + (b ?? NaN), 0)).toBeCloseTo(0, 6)
        }
      },
    ),
  )
})

test('answers are grouped by their worth, the largest group first, of equal ones the earlier', () => {
  const same = (a: string, b: string) => compareAnswers(a, b).same
  expect(answerGroups(['1/2', '3', '0.5', undefined, '3.0', '4'], same)).toEqual([
    { answer: '1/2', members: [0, 2] },
    { answer: '3', members: [1, 4] },
    { answer: '4', members: [5] },
  ])
})

test('a number somewhere in an answer is one only where a number is asked for', () => {
  const stated = (answers: readonly string[], expected?: string) =>
    groupFigures(
      answers.map((answer) => ({ completion: answer, answer })),
      expected,
    ).samples.map((sample) => sample.stated)
  const prose = 'It refills too seldom.\n\nBefore it let 0 through, and now 300.'
  expect(stated([prose, prose])).toEqual([undefined, undefined])
  expect(stated([prose, prose], '300')).toEqual(['300', '300'])
  expect(stated([prose, 'It is so.\n\nThe answer is 12.'])).toEqual(['300', '12'])
  expect(stated([prose], 'too seldom')).toEqual([undefined])
})

test('pass@k is the chance to draw a right one', () => {
  expect(passAt(1, { n: 10, correct: 3 })).toBeCloseTo(0.3, 12)
  expect(passAt(5, { n: 10, correct: 3 })).toBeCloseTo(1 - 21 / 252, 12)
  expect(passAt(8, { n: 10, correct: 3 })).toBe(1)
  expect(passAt(3, { n: 10, correct: 0 })).toBe(0)
  expect(passAt(11, { n: 10, correct: 3 })).toBeUndefined()
  expect(passAt(100, { n: 100_000, correct: 1 })).toBeCloseTo(0.001, 9)
})

test('kappa', () => {
  const pairs = (yesYes: number, yesNo: number, noYes: number, noNo: number) => [
    ...Array.from({ length: yesYes }, () => ['yes', 'yes'] as const),
    ...Array.from({ length: yesNo }, () => ['yes', 'no'] as const),
    ...Array.from({ length: noYes }, () => ['no', 'yes'] as const),
    ...Array.from({ length: noNo }, () => ['no', 'no'] as const),
  ]
  expect(agreement(pairs(20, 5, 10, 15))).toEqual({
    count: 50,
    observed: 0.7,
    kappa: expect.closeTo(0.4, 12),
  })
  expect(agreement(pairs(5, 0, 0, 5))?.kappa).toBe(1)
  expect(agreement(pairs(0, 5, 5, 0))?.kappa).toBe(-1)
  expect(agreement(pairs(5, 5, 0, 0))?.kappa).toBe(0)
})

test('kappa: one label only says nothing, and nothing shared has none', () => {
  expect(
    agreement([
      ['good', 'good'],
      ['good', 'good'],
    ]),
  ).toEqual({ count: 2, observed: 1 })
  expect(agreement([])).toBeUndefined()
})

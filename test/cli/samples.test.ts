import { expect, test } from 'vitest'
import { anchorOf } from '../../src/judge/anchor.ts'
import type { StepVerdict } from '../../src/core/judging.ts'
import { noReviews, type ReviewFile } from '../../src/judge/review.ts'
import { emptyTurnReview, withTurnReview, writeReviews } from '../../src/judge/reviewFile.ts'
import { terminal } from './terminal.ts'

const sample = (answer: string) => `<think>\nIt is so.\n</think>\n\n${answer}`
const thought = (...sentences: readonly string[]) =>
  `<think>\n${sentences.join('\n\n')}\n</think>\n\nThe answer is 42.`
const first = 'The function sorts the list without a comparator.'
const second = 'Elements are compared as strings then.'
const third = 'Maybe the engine has a bug in its quicksort implementation.'

const said = (file: ReviewFile, reviewer: string, verdicts: readonly StepVerdict[]) =>
  withTurnReview(file, reviewer, {
    ...emptyTurnReview,
    turn: '1',
    verdict: 'accepted',
    steps: [first, second, third].flatMap((words, at) => {
      const reasoning = `\n${[first, second, third].join('\n\n')}\n`
      const from = reasoning.indexOf(words)
      const verdict = verdicts[at]
      const anchor = anchorOf(reasoning, { from, to: from + words.length })
      return verdict ? [{ ...anchor, verdict, firstWrong: false, comments: [], unknown: {} }] : []
    }),
  })
const ana = said(noReviews, 'ana', ['good', 'good', 'bad'])
const ben = said(noReviews, 'ben', ['good', 'bad', 'bad'])

const files = {
  '1.txt': sample('\\boxed{42}'),
  '2.txt': sample('\\boxed{41}'),
  '3.txt': sample('The answer is 42.0.'),
  '4.txt': 'The answer is 41.',
  'teacher.txt': thought(first, second, third),
  'student.txt': thought(first.replace('The', 'This'), third),
  'ana.json': writeReviews(ana),
  'ben.json': writeReviews(ben),
  'teacher.txt.review.json': writeReviews(said(ana, 'ben', ['good', 'bad', 'bad'])),
  'odd.json': '[]',
}

test('samples: equal answers, rewards, advantages, pass@k', async () => {
  const args = ['samples', '1.txt', '2.txt', '3.txt', '4.txt', '--expect', '42']
  const { exitCode, out } = await terminal(args, { files })
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^1\.txt +42 +1 +right +2\.00 +0\.78 +\d+ +-$/m)
  expect(out).toMatch(/^4\.txt +41 +2 +wrong +0\.00 +-1\.31 +\d+ +-$/m)
  expect(out).toContain(
    'most say    42 (2 of 4)\nright       2 of 4\npass@1      0.50\npass@2      0.83\npass@4      1.00\n',
  )
  const json = JSON.parse((await terminal([...args, '--format', 'json'], { files })).out)
  expect(json.groups).toEqual([
    { answer: '42', members: [0, 2] },
    { answer: '41', members: [1, 3] },
  ])
  expect(json.samples[2]).toMatchObject({ file: '3.txt', stated: '42.0', correct: true, reward: 2 })
})

test('samples: without an expected answer, the form alone counts', async () => {
  const { out } = await terminal(['samples', '1.txt', '2.txt'], { files })
  expect(out).toMatch(/^1\.txt +42 +1 +- +1\.00 +0\.00/m)
  expect(out).not.toContain('pass@')
})

test('compare: what both say, and what only one says', async () => {
  const { exitCode, out } = await terminal(['compare', 'teacher.txt', 'student.txt'], { files })
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^= The function sorts[^]*\n< Elements are compared[^]*\n= Maybe the engine/)
  expect(out).toContain('both        2 of 3 statements on the left, of 2 on the right\n')
  expect(out).toContain('answer      the same\n')
  const json = JSON.parse(
    (await terminal(['compare', 'teacher.txt', 'student.txt', '--format', 'json'], { files })).out,
  )
  expect(json.onlyLeft.map(({ text }: { text: string }) => text)).toEqual([second])
  expect(json.parting.left.text).toBe(second)
})

test('reviews: what they say, how far they agree, and where not', async () => {
  const { out } = await terminal(['reviews', 'teacher.txt', 'student.txt'], { files })
  expect(out).toBe(
    [
      'teacher.txt, turn 1: accepted',
      '  ana: accepted, 3 steps',
      '  ben: accepted, 3 steps',
      '  ana and ben: 67 % of 3 alike, kappa 0.40',
      '    good / bad: Elements are compared as strings then',
      '',
      'student.txt, turn 1: unreviewed',
      '',
    ].join('\n'),
  )
})

test('reviews: why a verdict was given, in the line of who gave it', async () => {
  const rejected = {
    ...emptyTurnReview,
    turn: '1',
    verdict: 'rejected',
    reason: 'Off by one:\nsee `n`.',
  } as const
  const reviews = writeReviews(withTurnReview(noReviews, 'ana', rejected))
  const { out } = await terminal(['reviews', 'teacher.txt'], {
    files: { ...files, 'teacher.txt.review.json': reviews },
  })
  expect(out).toBe('teacher.txt, turn 1: rejected\n  ana: rejected (Off by one: see n.), 0 steps\n')
})

test('reviews: of more than one trace, how far they agree on all', async () => {
  const twice = {
    ...files,
    'again.txt': files['teacher.txt'],
    'again.txt.review.json': files['teacher.txt.review.json'],
  }
  const { out } = await terminal(['reviews', 'teacher.txt', 'again.txt'], { files: twice })
  expect(out).toMatch(/\nall\n  ana and ben: 67 % of 6 alike, kappa 0\.40\n$/)
})

test('reviews: two files as one', async () => {
  const { out } = await terminal(['reviews', '--merge', 'ana.json', 'ben.json'], { files })
  expect(out).toBe(files['teacher.txt.review.json'])
})

test.each([
  [['samples', '1.txt'], 'samples takes two files or more.'],
  [['compare', '1.txt'], 'compare takes two files, or - for standard input in place of one.'],
  [['compare', '-', '-'], 'Standard input (-) can be read only once.'],
  [['compare', '1.txt', '4.txt'], '4.txt has no thinking to compare.'],
  [['reviews'], 'reviews takes .think files.'],
  [['reviews', '--merge', 'ana.json'], '--merge takes two review files.'],
  [['reviews', '--merge', 'ana.json', 'odd.json'], 'odd.json is not a review file: see docs/review.md.'],
])('bad input: %j', async (args, complaint) => {
  const { exitCode, notes } = await terminal(args, { files })
  expect([exitCode, notes]).toEqual([2, [complaint]])
})

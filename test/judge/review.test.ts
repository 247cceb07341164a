import fc from 'fast-check'
import { stepVerdicts, traceVerdicts } from '../../src/core/judging.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { treeOf } from '../../src/core/tree.ts'
import { anchorOf, findAnchor } from '../../src/judge/anchor.ts'
import { noReviews, type ReviewFile, type StepReview, type TurnReview } from '../../src/judge/review.ts'
import {
  emptyTurnReview,
  mergeReviews,
  readReviews,
  reviewPath,
  withTurnReview,
  writeReviews,
} from '../../src/judge/reviewFile.ts'
import {
  adrift,
  agreementOf,
  judgedTogether,
  judgements,
  reviewsOf,
  unitsOf,
  verdictTogether,
} from '../../src/judge/verdicts.ts'

const reasoning = 'It compares as strings.\n\nSo "10" < "9".\n\nSo JS sorts descending.\n\nWait, no.'

function unitsIn(text: string) {
  return unitsOf(text, treeOf(text))
}

function step(words: string, more: Partial<StepReview> = {}, text = reasoning): StepReview {
  const from = text.indexOf(words)
  const anchor = anchorOf(text, { from, to: from + words.length })
  return { ...anchor, firstWrong: false, comments: [], unknown: {}, ...more }
}

const turn = (more: Partial<TurnReview> = {}): TurnReview => ({ ...emptyTurnReview, turn: '1', ...more })

describe('an anchor', () => {
  const words = 'So JS sorts descending.'
  const from = reasoning.indexOf(words)
  const anchor = anchorOf(reasoning, { from, to: from + words.length })

  test('finds its step where it was, and where it went', () => {
    expect(findAnchor(reasoning, anchor)).toEqual({ from, to: from + words.length })
    const later = `Let me think.\n\n${reasoning}`
    expect(findAnchor(later, anchor)).toEqual({ from: from + 15, to: from + 15 + words.length })
  })

  test('of equal steps the one with the same surroundings', () => {
    const twice = `Wait.\n\nA first thought about it all, and it is long enough.\n\nWait.\n\nA second one, and it is as long as the first.`
    const second = anchorOf(twice, { from: twice.lastIndexOf('Wait.'), to: twice.lastIndexOf('Wait.') + 5 })
    const moved = `Hmm, hmm, hmm, hmm, hmm, hmm, hmm, hmm, hmm, hmm.\n\n${twice}`
    expect(findAnchor(moved, second)?.from).toBe(moved.lastIndexOf('Wait.'))
  })

  test('is adrift where its words are gone', () => {
    expect(findAnchor('Something else.', anchor)).toBeUndefined()
    expect(adrift({ steps: [step(words)] }, 'Something else.')).toHaveLength(1)
  })

  test('of any part of any text finds it again', () => {
    const cut = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 300 })
      .chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length - 1), fc.nat(text.length)))
    fc.assert(
      fc.property(cut, ([text, start, size]) => {
        const range = { from: start, to: Math.min(text.length, start + Math.max(2, size)) }
        const made = anchorOf(text, range)
        if (made.quote !== '') expect(findAnchor(text, made)).toEqual(range)
      }),
    )
  })
})

describe('units', () => {
  test('are in order, and their texts are the reasoning', () => {
    const units = unitsIn(reasoning)
    expect(
      units
        .map(({ text }) => text)
        .join('')
        .replace(/\s/g, ''),
    ).toBe(reasoning.replace(/\s/g, ''))
  })

  test('are judged by what was said of them, though they were cut otherwise then', () => {
    const units = [
      { from: 0, to: 38, text: '' },
      { from: 38, to: 63, text: '' },
      { from: 63, to: 73, text: '' },
    ]
    const said = turn({
      steps: [
        step('It compares as strings.', { verdict: 'good' }),
        step('So "10" < "9".', { verdict: 'neutral' }),
        step('So JS sorts descending.\n\nWait, no.', {
          verdict: 'bad',
          firstWrong: true,
          corrected: 'Ascending.',
        }),
      ],
    })
    expect(judgements(said, reasoning, units)).toEqual([
      { verdict: 'neutral', firstWrong: false },
      { verdict: 'bad', firstWrong: true, corrected: 'Ascending.' },
      { verdict: 'bad', firstWrong: false, corrected: 'Ascending.' },
    ])
  })

  test('reviewers together: the most say it, else it is unsure', () => {
    const units = unitsIn(reasoning)
    const by = (
      reviewer: string,
      verdict: (typeof stepVerdicts)[number],
      trace: (typeof traceVerdicts)[number],
    ) => ({
      reviewer,
      turn: turn({ verdict: trace, steps: [step('It compares as strings.', { verdict })] }),
    })
    const two = [by('a', 'good', 'accepted'), by('b', 'bad', 'rejected')]
    expect(judgedTogether(two, reasoning, units)[0]?.verdict).toBe('unsure')
    expect(verdictTogether(two)).toBe('disputed')
    const three = [...two, by('c', 'good', 'accepted')]
    expect(judgedTogether(three, reasoning, units)[0]?.verdict).toBe('good')
    expect(verdictTogether(three)).toBe('accepted')
    expect(verdictTogether([])).toBeUndefined()
  })

  test('two reviewers: how far they agree, and where not', () => {
    const units = unitsIn(reasoning)
    const a = turn({ steps: units.map(({ text }) => step(text, { verdict: 'good' })) })
    const b = turn({ steps: units.map(({ text }, at) => step(text, { verdict: at === 0 ? 'bad' : 'good' })) })
    const { agreement, disputed } = agreementOf(a, b, reasoning, units)
    expect(agreement?.count).toBe(units.length)
    expect(disputed).toEqual([{ unit: units[0], verdicts: ['good', 'bad'] }])
  })
})

describe('a review file', () => {
  test('stands beside its trace', () => {
    expect(reviewPath('traces/a.think')).toBe('traces/a.think.review.json')
  })

  const file = withTurnReview(
    withTurnReview(noReviews, 'ben', turn({ verdict: 'rejected', reason: 'The third step is wrong.' })),
    'ana',
    turn({ steps: [step('Wait, no.', { verdict: 'good' }), step('So "10" < "9".', { verdict: 'unsure' })] }),
  )

  test('is written in an order of its own, and read again', () => {
    const text = writeReviews(file)
    expect(text.indexOf('"ana"')).toBeLessThan(text.indexOf('"ben"'))
    expect(text.indexOf('So \\"10\\"')).toBeLessThan(text.indexOf('Wait, no.'))
    const again = readReviews(text)
    expect(again && writeReviews(again)).toBe(text)
    expect(again && reviewsOf(again, 'x', 1).map(({ reviewer }) => reviewer)).toEqual(['ana', 'ben'])
  })

  test('keeps what it does not know, even where a known key has an unknown value', () => {
    const text = `${JSON.stringify(
      {
        format: 1,
        reviews: [
          {
            reviewer: 'ana',
            turns: [{ turn: '1', verdict: 'superb', steps: [{ at: 'here', mood: 3 }], tool: 'x' }],
          },
        ],
        project: { name: 'y' },
      },
      null,
      2,
    )}\n`
    const read = readReviews(text)
    const written: unknown = JSON.parse(read ? writeReviews(read) : '')
    expect(written).toMatchObject(JSON.parse(text))
  })

  test('is refused where it is no review file, and kept from change where it is newer', () => {
    expect(readReviews('{')).toBeUndefined()
    expect(readReviews('[]')).toBeUndefined()
    expect(readReviews('{"a": 1}')).toBeUndefined()
    expect(readReviews('')).toEqual(noReviews)
    expect(readReviews('{"format": 2, "reviews": []}')).toMatchObject({ newer: 2 })
  })

  test('is read where Git has left a conflict in it: what both said', () => {
    const say = (reviewer: string, verdict: 'good' | 'bad') =>
      writeReviews(
        withTurnReview(noReviews, reviewer, {
          turn: '1',
          ...emptyTurnReview,
          updated: '2026-01-01T00:00:00Z',
          steps: [step('Wait, no.', { verdict })],
        }),
      )
    const lines = (text: string) => text.split('\n')
    const [ours, theirs] = [lines(say('ana', 'good')), lines(say('ben', 'bad'))]
    const begin = ours.findIndex((line, index) => line !== theirs[index])
    const end = ours.findLastIndex((line, index) => line !== theirs[index]) + 1
    for (const base of [[], ['||||||| base', 'what was there']]) {
      const conflict = [
        ...ours.slice(0, begin),
        '<<<<<<< ours',
        ...ours.slice(begin, end),
        ...base,
        '=======',
        ...theirs.slice(begin, end),
        '>>>>>>> theirs',
        ...ours.slice(end),
      ]
      expect(readReviews(conflict.join('\n'))?.reviews.map(({ reviewer }) => reviewer)).toEqual([
        'ana',
        'ben',
      ])
    }
    expect(readReviews('<<<<<<< ours\n{\n=======\n{}\n>>>>>>> theirs\n')).toBeUndefined()
  })

  test('is right by docs/review.schema.json', () => {
    const schema: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../docs/review.schema.json'), 'utf8'),
    )
    expect(JSON.stringify(schema)).toContain(JSON.stringify(stepVerdicts))
    expect(JSON.stringify(schema)).toContain(JSON.stringify(traceVerdicts))
    const keys = new Set([...JSON.stringify(schema).matchAll(/"(\w+)":\{/g)].map(([, key]) => key))
    const used = [...writeReviews(file).matchAll(/"(\w+)":/g)].map(([, key]) => key)
    expect(used.filter((key) => !keys.has(key))).toEqual([])
  })
})

describe('a merge', () => {
  const when = fc.constantFrom('', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')
  const comment = fc.record({
    by: fc.constantFrom('ana', 'ben'),
    at: when,
    text: fc.constantFrom('Hm.', 'No.'),
    unknown: fc.constant({}),
  })
  const words = fc.constantFrom('It compares as strings.', 'So "10" < "9".', 'Wait, no.')
  const stepReview: fc.Arbitrary<StepReview> = fc
    .tuple(
      words,
      fc.constantFrom(...stepVerdicts),
      fc.boolean(),
      fc.uniqueArray(comment, { maxLength: 2, selector: (each) => JSON.stringify(each) }),
    )
    .map(([text, verdict, firstWrong, comments]) => step(text, { verdict, firstWrong, comments }))
  const turnReview: fc.Arbitrary<TurnReview> = fc.record({
    turn: fc.constantFrom('1', 'x'),
    verdict: fc.constantFrom(...traceVerdicts),
    reason: fc.constantFrom('', 'It is so.'),
    updated: when,
    steps: fc.uniqueArray(stepReview, { maxLength: 3, selector: ({ at }) => at }),
    unknown: fc.constantFrom({}, { tool: 'x' }),
  })
  const file: fc.Arbitrary<ReviewFile> = fc
    .array(fc.tuple(fc.constantFrom('ana', 'ben', 'cem'), turnReview), { maxLength: 4 })
    .map((all) => all.reduce((before, [reviewer, said]) => withTurnReview(before, reviewer, said), noReviews))

  test('gives the same whichever comes first, and nothing new where both are the same', () => {
    fc.assert(
      fc.property(file, file, (a, b) => {
        expect(writeReviews(mergeReviews(a, b))).toBe(writeReviews(mergeReviews(b, a)))
        const whole = writeReviews(mergeReviews(a, b))
        expect(whole).toBe(writeReviews(mergeReviews(mergeReviews(a, b), b)))
      }),
    )
  })

  test('of different reviewers has all that each said', () => {
    const ana = withTurnReview(noReviews, 'ana', turn({ steps: [step('Wait, no.', { verdict: 'good' })] }))
    const ben = withTurnReview(noReviews, 'ben', turn({ verdict: 'fix' }))
    expect(mergeReviews(ana, ben).reviews.map(({ reviewer, turns }) => [reviewer, turns.length])).toEqual([
      ['ana', 1],
      ['ben', 1],
    ])
  })
})

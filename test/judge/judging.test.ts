import { describe, expect, test } from 'vitest'
import type { Judging, StepVerdict } from '../../src/core/judging.ts'
import type { StepId } from '../../src/core/step.ts'
import { treeOf } from '../../src/core/tree.ts'
import { judge, judgedTurn, nextToJudge, stepsAt } from '../../src/judge/judging.ts'
import { noReviews, type TurnReview } from '../../src/judge/review.ts'
import { emptyTurnReview, readReviews, withTurnReview, writeReviews } from '../../src/judge/reviewFile.ts'
import { judgements, reviewsOf, unitsOf } from '../../src/judge/verdicts.ts'

const paragraphs = [
  'Let me look at the sum first.\n\n',
  'The sum is over all items, so it is 12.\n\n',
  'Wait, the last one is left out. So it is 9.\n\n',
  'Therefore the answer is 9.',
]
const reasoning = paragraphs.join('')
const at = { reasoning, steps: treeOf(reasoning) }
const fresh: TurnReview = { turn: '1', ...emptyTurnReview }

/** The step that covers the words of a paragraph. */
function stepOf(index: number): StepId {
  const from = paragraphs.slice(0, index).join('').length
  const found = stepsAt(at.steps, { from, to: from + (paragraphs[index]?.length ?? 0) })
  return (found.find(({ level }) => level === 'step') ?? found[0])?.id ?? ('none' as StepId)
}

let clock = 0
function say(turn: TurnReview, judging: Judging, reviewer = 'ana'): TurnReview {
  return judge(turn, judging, at, {
    reviewer,
    now: new Date(Date.UTC(2026, 0, 1) + ++clock * 1000).toISOString(),
  })
}
const verdict = (index: number, word: StepVerdict): Judging => ({
  type: 'step',
  step: stepOf(index),
  verdict: word,
})

describe('a verdict', () => {
  test('is kept with the step’s words, changed by another, and taken back by itself', () => {
    const good = say(fresh, verdict(1, 'good'))
    expect(good.steps).toMatchObject([{ verdict: 'good', at: reasoning.indexOf('The sum') }])
    expect(good.steps[0]?.quote).toContain('The sum is over all items')
    const bad = say(good, verdict(1, 'bad'))
    expect(bad.steps).toMatchObject([{ verdict: 'bad' }])
    expect(say(bad, verdict(1, 'bad')).steps).toEqual([])
  })

  test('of the first wrong step is bad, and there is one such step', () => {
    const first = say(fresh, { type: 'firstWrong', step: stepOf(2) })
    expect(first.steps).toMatchObject([{ verdict: 'bad', firstWrong: true }])
    const moved = say(first, { type: 'firstWrong', step: stepOf(1) })
    expect(moved.steps.filter(({ firstWrong }) => firstWrong)).toMatchObject([
      { at: reasoning.indexOf('The sum') },
    ])
    expect(say(moved, verdict(1, 'good')).steps.some(({ firstWrong }) => firstWrong)).toBe(false)
  })

  test('of a trace has a reason', () => {
    const rejected = say(say(fresh, { type: 'turn', verdict: 'rejected' }), {
      type: 'reason',
      text: ' Off by one. ',
    })
    expect(rejected).toMatchObject({ verdict: 'rejected', reason: 'Off by one.' })
    expect(say(rejected, { type: 'turn', verdict: 'rejected' }).verdict).toBeUndefined()
  })

  test('that changes nothing leaves the time as it was', () => {
    expect(say(fresh, { type: 'comment', step: stepOf(1), text: ' ' })).toBe(fresh)
  })
})

test('a correction stands beside the step, and its own words are none', () => {
  const corrected = say(fresh, { type: 'correct', step: stepOf(1), text: 'The sum leaves out the last.' })
  expect(corrected.steps).toMatchObject([{ corrected: 'The sum leaves out the last.' }])
  expect(say(corrected, { type: 'correct', step: stepOf(1), text: paragraphs[1] ?? '' }).steps).toEqual([])
})

test('comments are of all reviewers, in the order of time; one deletes one’s own', () => {
  const ana = say(fresh, { type: 'comment', step: stepOf(1), text: 'Why all?' })
  const ben = say(fresh, { type: 'comment', step: stepOf(1), text: 'It says so.' }, 'ben')
  expect(shown(ana, ben).steps).toMatchObject([
    {
      step: expect.any(String) as string,
      comments: [
        { by: 'ana', own: true, text: 'Why all?' },
        { by: 'ben', own: false, text: 'It says so.' },
      ],
    },
    ...others(shown(ana, ben).steps.length - 1),
  ])
  const [mine] = ana.steps[0]?.comments ?? []
  const deleted = say(ana, { type: 'deleteComment', step: stepOf(1), at: mine?.at ?? '', text: 'Why all?' })
  expect(deleted.steps).toEqual([])
})

test('what is settled stays so until somebody says more', () => {
  const ana = say(fresh, { type: 'comment', step: stepOf(1), text: 'Why all?' })
  const settled = say(ana, { type: 'resolve', step: stepOf(1) })
  expect(shown(settled).steps[0]?.resolvedBy).toBe('ana')
  const ben = say(fresh, { type: 'comment', step: stepOf(1), text: 'Still.' }, 'ben')
  expect(shown(settled, ben).steps[0]?.resolvedBy).toBeUndefined()
  expect(shown(say(settled, { type: 'resolve', step: stepOf(1) })).steps[0]?.resolvedBy).toBeUndefined()
})

test('the next to judge is the one after, then from the beginning; none once the trace has a verdict', () => {
  const first = nextToJudge(undefined, at, null)
  expect(first).toBeDefined()
  const second = nextToJudge(undefined, at, first ?? null)
  expect(second).not.toBe(first)
  let turn = fresh
  let step = nextToJudge(turn, at, null)
  const { count } = shown()
  for (let rounds = 0; step !== undefined && rounds < 50; rounds++) {
    turn = say(turn, { type: 'step', step, verdict: 'good' })
    step = nextToJudge(turn, at, step)
  }
  expect(turn.steps).toHaveLength(count)
  expect(shown(turn)).toMatchObject({ count, done: count })
  expect(nextToJudge({ steps: [], verdict: 'accepted' }, at, null)).toBeUndefined()
})

test('another cut of the reasoning loses nothing: it is read at the step that covers the words', () => {
  const turn = say(fresh, verdict(1, 'bad'))
  const longer = `Hm, let me begin.\n\n${reasoning}\n\nAnd that is all.`
  const there = { reasoning: longer, steps: treeOf(longer) }
  const [found] = judgedTurn([{ reviewer: 'ana', turn }], 'ana', there).steps
  const step = there.steps.find(({ id }) => id === found?.step)
  expect(longer.slice(step?.span.from, step?.span.to)).toContain('The sum is over all items')
  const gone = reasoning.replace('The sum is over all items', 'It adds up')
  expect(
    judgedTurn([{ reviewer: 'ana', turn }], 'ana', { reasoning: gone, steps: treeOf(gone) }),
  ).toMatchObject({ steps: [], adrift: 1 })
})

describe('a step in which others lie', () => {
  const nested = [
    'Let me try it with limit 2: set a, set b.\n\n',
    'Wait, I took the oldest key. Update b instead: a is lost.\n\n',
    'Does the other have a problem as well? It has.\n\n',
    'Therefore the answer is: it evicts too early.',
  ].join('')
  const there = { reasoning: nested, steps: treeOf(nested) }
  const [first, second] = there.steps.filter(({ level }) => level === 'step')
  const phase = there.steps.find(({ level }) => level === 'phase')
  if (!first || !second || !phase) throw new Error('Nothing lies in another step.')
  const units = unitsOf(nested, there.steps)
  const of = (turn: TurnReview, judging: Judging) => judge(turn, judging, there, { reviewer: 'ana', now: '' })
  const word = ({ id }: { readonly id: StepId }, verdict: StepVerdict): Judging => ({
    type: 'step',
    step: id,
    verdict,
  })
  const verdicts = (turn: TurnReview) => judgements(turn, nested, units).map(({ verdict: said }) => said)

  test('is judged for its own words, and shows what it counts', () => {
    expect(second.parent).toBe(first.id)
    const bad = of(fresh, word(first, 'bad'))
    expect(verdicts(bad)).toEqual(['bad', undefined, undefined, undefined])
    const shownNow = judgedTurn([{ reviewer: 'ana', turn: bad }], 'ana', there)
    expect(shownNow).toMatchObject({ done: 1, count: 4 })
    expect(shownNow.steps.map(({ step }) => step)).toContain(first.id)
    expect(nextToJudge(bad, there, first.id)).toBe(second.id)
    expect(verdicts(of(bad, word(second, 'unsure')))).toEqual(['bad', 'unsure', undefined, undefined])
  })

  test('is corrected for its own words', () => {
    const own = nested.slice(0, second.span.from)
    expect(of(fresh, { type: 'correct', step: first.id, text: own }).steps).toEqual([])
    const [said] = of(fresh, { type: 'correct', step: first.id, text: 'Try b.' }).steps
    expect(said).toMatchObject({ at: 0, length: own.length, corrected: 'Try b.' })
  })

  test('has its own word where its phase has another', () => {
    const all = of(fresh, word(phase, 'bad'))
    expect(verdicts(all)).toEqual(['bad', 'bad', 'bad', 'bad'])
    const both = of(all, word(second, 'good'))
    expect(verdicts(both)).toEqual(['bad', 'good', 'bad', 'bad'])
  })
})

test('what others say stands after one’s own', () => {
  const ana = say(fresh, verdict(1, 'good'))
  const ben = say(say(fresh, verdict(1, 'bad'), 'ben'), { type: 'turn', verdict: 'fix' }, 'ben')
  const { words, steps } = shown(ana, ben)
  expect(words).toMatchObject([{ by: 'ben', own: false, verdict: 'fix' }])
  expect(steps[0]?.words).toMatchObject([
    { by: 'ana', own: true, verdict: 'good' },
    { by: 'ben', own: false, verdict: 'bad' },
  ])
})

test('it all comes back from the file', () => {
  const turn = say(say(say(fresh, verdict(1, 'bad')), { type: 'comment', step: stepOf(1), text: 'No.' }), {
    type: 'resolve',
    step: stepOf(1),
  })
  const read = readReviews(writeReviews(withTurnReview(noReviews, 'ana', turn)))
  expect(read && reviewsOf(read, '', 1)[0]?.turn).toEqual(turn)
})

/** As ana sees it. */
function shown(ana?: TurnReview, ben?: TurnReview) {
  return judgedTurn(
    [...(ben ? [{ reviewer: 'ben', turn: ben }] : []), ...(ana ? [{ reviewer: 'ana', turn: ana }] : [])],
    'ana',
    at,
  )
}

/** Steps of the same words are judged alike. */
function others(count: number) {
  return Array.from({ length: count }, () => expect.anything() as unknown)
}

import type { Step } from '../core/step.ts'
import { findAnchor, type Range } from './anchor.ts'
import { agreement, type Agreement } from './figures.ts'
import type { StepVerdict, TraceVerdict } from '../core/judging.ts'
import type { ReviewFile, StepReview, TurnReview } from './review.ts'

/** Statements that follow each other in one step: what is judged as one, and what training data call a step. */
export interface Unit extends Range {
  readonly text: string
}

/**
 * The units of a reasoning; they tile it but for what is blank. Where something was judged, with a finer cut, they begin
 * and end there too: `cuts`.
 */
export function unitsOf(
  reasoning: string,
  steps: readonly Step[],
  cuts: readonly number[] = [],
): readonly Unit[] {
  const waiting = cuts.toSorted((a, b) => b - a)
  const ranges: { from: number; to: number; parent: string | null }[] = []
  let before = 0 // where the statement before begins
  for (const { level, span, parent } of steps) {
    if (level !== 'statement') continue
    const { from, to } = span
    // A cut is taken to the border that is nearest.
    let fresh = false
    for (let cut = waiting.at(-1); cut !== undefined && cut <= (from + to) / 2; cut = waiting.at(-1)) {
      waiting.pop()
      fresh ||= cut > (before + from) / 2
    }
    before = from
    const last = ranges.at(-1)
    if (last && !fresh && last.parent === parent && last.to === from) last.to = to
    else ranges.push({ from, to, parent })
  }
  return ranges.flatMap(({ from, to }) => {
    const text = reasoning.slice(from, to).trim()
    return text === '' ? [] : [{ from, to, text }]
  })
}

/** Where the reviewers' steps begin and end now. */
export function cutsOf(reviews: readonly ReviewBy[], reasoning: string): readonly number[] {
  return reviews.flatMap(({ turn }) =>
    turn.steps.flatMap((step) => {
      const range = findAnchor(reasoning, step)
      return range ? [range.from, range.to] : []
    }),
  )
}

export interface Judgement {
  readonly verdict?: StepVerdict
  readonly firstWrong: boolean
  readonly corrected?: string
}

/** What one reviewer says of each unit, whatever the cut was when they said it. */
export function judgements(
  { steps }: Pick<TurnReview, 'steps'>,
  reasoning: string,
  units: readonly Unit[],
): readonly Judgement[] {
  const placed = steps.flatMap((step) => {
    const range = findAnchor(reasoning, step)
    return range ? [{ step, range }] : []
  })
  const first = placed.find(({ step }) => step.firstWrong)
  const firstUnit = first ? units.findIndex((unit) => covers(first.range, unit)) : -1
  return units.map((unit, index) => {
    const said = placed.filter(({ range }) => covers(range, unit))
    return { ...judgement(closest(said, unit).map(({ step }) => step)), firstWrong: index === firstUnit }
  })
}

/** Reviews of steps whose words are no longer there. */
export function adrift({ steps }: Pick<TurnReview, 'steps'>, reasoning: string): readonly StepReview[] {
  return steps.filter((step) => !findAnchor(reasoning, step))
}

/** What is said of more than a unit counts where nobody's word of less is about it. */
function closest<T extends { readonly range: Range }>(said: readonly T[], unit: Range): readonly T[] {
  const beyond = ({ range }: T) => Math.max(0, lengthOf(range) - lengthOf(unit))
  const least = Math.min(...said.map(beyond))
  return said.filter((each) => beyond(each) === least)
}

function lengthOf({ from, to }: Range): number {
  return to - from
}

/** The worst that was said counts, and the last correction. */
function judgement(said: readonly StepReview[]): Omit<Judgement, 'firstWrong'> {
  const wrong = said.some(({ firstWrong }) => firstWrong)
  const verdict = wrong ? 'bad' : worst.find((each) => said.some((step) => step.verdict === each))
  const corrected = said.findLast((step) => step.corrected !== undefined)?.corrected
  return { ...(verdict && { verdict }), ...(corrected !== undefined && { corrected }) }
}

const worst: readonly StepVerdict[] = ['bad', 'unsure', 'neutral', 'good']

/** Half of the shorter lies in the other. */
function covers(a: Range, b: Range): boolean {
  const shared = Math.min(a.to, b.to) - Math.max(a.from, b.from)
  return shared > 0 && shared * 2 >= Math.min(a.to - a.from, b.to - b.from)
}

/** All reviews of a turn, by its id or by its place (from 1). */
export function reviewsOf(file: ReviewFile, id: string, place: number): readonly ReviewBy[] {
  return file.reviews.flatMap(({ reviewer, turns }) => {
    const turn =
      turns.find((each) => each.turn === id && id !== '') ?? turns.find((each) => each.turn === String(place))
    return turn ? [{ reviewer, turn }] : []
  })
}

/** What a review calls a turn: by its id, or where it has none by its place (from 1). */
export function turnName({ id, place }: { readonly id: string; readonly place: number }): string {
  return id === '' ? String(place) : id
}

export interface ReviewBy {
  readonly reviewer: string
  readonly turn: TurnReview
}

/** What reviewers say of a trace together; `disputed` where as many say one as the other. */
export function verdictTogether(reviews: readonly ReviewBy[]): TraceVerdict | 'disputed' | undefined {
  return majority(reviews.flatMap(({ turn }) => turn.verdict ?? []))
}

/** What they say of each unit together. A unit that is disputed has no verdict. */
export function judgedTogether(
  reviews: readonly ReviewBy[],
  reasoning: string,
  units: readonly Unit[],
): readonly Judgement[] {
  const each = reviews.map(({ turn }) => judgements(turn, reasoning, units))
  return units.map((_, index) => {
    const said = each.flatMap((judged) => judged[index] ?? [])
    const verdict = majority(said.flatMap((judged) => judged.verdict ?? []))
    const corrected = said.find((judged) => judged.corrected !== undefined)?.corrected
    return {
      ...(verdict && { verdict: verdict === 'disputed' ? 'unsure' : verdict }),
      firstWrong: majority(said.map(({ firstWrong }) => (firstWrong ? 'yes' : 'no'))) === 'yes',
      ...(corrected !== undefined && { corrected }),
    }
  })
}

function majority<T extends string>(said: readonly T[]): T | 'disputed' | undefined {
  const counts = new Map<T, number>()
  for (const each of said) counts.set(each, (counts.get(each) ?? 0) + 1)
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a)
  if (!first) return undefined
  return second && second[1] === first[1] ? 'disputed' : first[0]
}

/** How far two reviewers agree on the steps that both judged, and where they do not. */
export function agreementOf(
  a: Pick<TurnReview, 'steps'>,
  b: Pick<TurnReview, 'steps'>,
  reasoning: string,
  units: readonly Unit[],
): {
  readonly agreement: Agreement | undefined
  readonly labels: readonly (readonly [StepVerdict, StepVerdict])[]
  readonly disputed: readonly Dispute[]
} {
  const first = judgements(a, reasoning, units)
  const second = judgements(b, reasoning, units)
  const shared = units.flatMap((unit, index) => {
    const one = first[index]?.verdict
    const other = second[index]?.verdict
    return one && other ? [{ unit, verdicts: [one, other] as const }] : []
  })
  const labels = shared.map(({ verdicts }) => verdicts)
  return {
    agreement: agreement(labels),
    labels,
    disputed: shared.filter(({ verdicts: [one, other] }) => one !== other),
  }
}

export interface Dispute {
  readonly unit: Unit
  readonly verdicts: readonly [StepVerdict, StepVerdict]
}

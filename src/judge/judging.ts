import type { Comment, JudgedStep, JudgedTurn, Judging, StepWord } from '../core/judging.ts'
import { indexOfStep, ownSpan, ownWords } from '../core/query.ts'
import type { Step, StepId, Thought } from '../core/step.ts'
import { anchorOf, findAnchor, type Range } from './anchor.ts'
import type { StepReview, TurnReview } from './review.ts'
import { adrift, judgements, unitsOf, type ReviewBy } from './verdicts.ts'

/**
 * The steps that cover a stretch of reasoning best: those of the same words, or of the most that they share. What lies in
 * another step is not its own.
 */
export function stepsAt(steps: readonly Step[], { from, to }: Range): readonly Step[] {
  let best = 0
  let found: Step[] = []
  for (const [index, step] of steps.entries()) {
    const span = ownSpan(steps, index) ?? step.span
    const shared = Math.min(to, span.to) - Math.max(from, span.from)
    if (shared <= 0) continue
    const likeness = shared / (Math.max(to, span.to) - Math.min(from, span.from))
    if (likeness > best) {
      best = likeness
      found = [step]
    } else if (likeness === best) found.push(step)
  }
  return found
}

/** What all reviewers say of a turn, each at the steps that it has now. */
export function judgedTurn(
  reviews: readonly ReviewBy[],
  reviewer: string,
  { reasoning, steps }: Thought,
): Omit<JudgedTurn, 'readOnly'> {
  const ownFirst = [
    ...reviews.filter((review) => review.reviewer === reviewer),
    ...reviews.filter((review) => review.reviewer !== reviewer),
  ]
  const byStep = new Map<Step, { words: StepWord[]; reviews: { by: string; review: StepReview }[] }>()
  for (const { reviewer: by, turn } of ownFirst) {
    const said = new Map<Step, StepReview[]>()
    for (const review of turn.steps)
      for (const step of placed(review, { reasoning, steps })) {
        const before = said.get(step)
        if (before) before.push(review)
        else said.set(step, [review])
      }
    for (const [step, all] of said) {
      const { verdict, firstWrong, corrected } = all.reduce(asOne)
      const entry = byStep.get(step) ?? { words: [], reviews: [] }
      entry.reviews.push(...all.map((review) => ({ by, review })))
      if (verdict || firstWrong || corrected !== undefined)
        entry.words.push({
          by,
          own: by === reviewer,
          ...(verdict && { verdict }),
          firstWrong,
          ...(corrected !== undefined && { corrected }),
        })
      byStep.set(step, entry)
    }
  }
  const own = reviews.find((review) => review.reviewer === reviewer)
  const units = unitsToJudge(own?.turn ?? nobodys, { reasoning, steps })
  return {
    reviewer,
    words: ownFirst.flatMap(({ reviewer: by, turn: { verdict, reason } }) =>
      verdict || reason !== '' ? [{ by, own: by === reviewer, ...(verdict && { verdict }), reason }] : [],
    ),
    steps: [...byStep]
      .toSorted(([a], [b]) => a.span.from - b.span.from || b.span.to - a.span.to)
      .map(([step, { words, reviews: all }]) => judgedStep(step.id, words, all, reviewer)),
    count: units.length,
    done: units.filter(({ judged }) => judged).length,
    adrift: reviews.reduce((sum, { turn }) => sum + adrift(turn, reasoning).length, 0),
  }
}

/** What a reviewer says of a turn once they have said this too. `now`: as ISO 8601. */
export function judge(
  turn: TurnReview,
  judging: Judging,
  at: Thought,
  { reviewer, now }: { readonly reviewer: string; readonly now: string },
): TurnReview {
  const next = said(turn, judging, at, reviewer, now)
  return next === turn ? turn : { ...next, updated: now }
}

function said(turn: TurnReview, judging: Judging, at: Thought, reviewer: string, now: string): TurnReview {
  switch (judging.type) {
    case 'turn': {
      const { verdict, ...rest } = turn
      return verdict === judging.verdict ? rest : { ...turn, verdict: judging.verdict }
    }
    case 'reason':
      return { ...turn, reason: judging.text.trim() }
    case 'step':
      return changeStep(turn, judging.step, at, ({ verdict, ...rest }) =>
        verdict === judging.verdict
          ? { ...rest, firstWrong: false }
          : { ...rest, verdict: judging.verdict, firstWrong: rest.firstWrong && judging.verdict === 'bad' },
      )
    case 'firstWrong': {
      const marked = changeStep(turn, judging.step, at, (step) =>
        step.firstWrong ? { ...step, firstWrong: false } : { ...step, firstWrong: true, verdict: 'bad' },
      )
      const mine = (review: StepReview) => placed(review, at).some(({ id }) => id === judging.step)
      return {
        ...marked,
        steps: marked.steps.map((step) =>
          step.firstWrong && !mine(step) ? { ...step, firstWrong: false } : step,
        ),
      }
    }
    case 'correct': {
      const text = judging.text.trim()
      const own = ownWords(at.reasoning, at.steps, judging.step)
      return changeStep(turn, judging.step, at, (step) => {
        const { corrected, ...rest } = step
        if (text !== '' && text !== own) return { ...rest, corrected: text }
        return corrected === undefined ? step : rest
      })
    }
    case 'comment': {
      const text = judging.text.trim()
      if (text === '') return turn
      return changeStep(turn, judging.step, at, (step) => ({
        ...step,
        comments: [...step.comments, { by: reviewer, at: now, text, unknown: {} }],
      }))
    }
    case 'deleteComment':
      return changeStep(turn, judging.step, at, (step) => ({
        ...step,
        comments: step.comments.filter((each) => each.at !== judging.at || each.text !== judging.text),
      }))
    case 'resolve':
      return changeStep(turn, judging.step, at, ({ resolved, ...rest }) =>
        resolved === undefined ? { ...rest, resolved: now } : rest,
      )
  }
}

/** Changes what was said of a step, whatever the cut was then; all of it stands at the step as it is now. */
function changeStep(
  turn: TurnReview,
  id: StepId,
  at: Thought,
  change: (step: StepReview) => StepReview,
): TurnReview {
  const span = ownSpan(at.steps, indexOfStep(at.steps, id))
  if (!span) return turn
  const isHere = (review: StepReview) => placed(review, at).some((each) => each.id === id)
  const here = turn.steps.filter(isHere)
  const anchor = anchorOf(at.reasoning, span)
  const before = here.length > 0 ? here.reduce(asOne) : nothing
  const after = change({ ...before, ...anchor })
  const others = turn.steps.filter((review) => !here.includes(review))
  return { ...turn, steps: saysNothing(after) ? others : [...others, after] }
}

const nothing: Omit<StepReview, keyof ReturnType<typeof anchorOf>> & Partial<StepReview> = {
  firstWrong: false,
  comments: [],
  unknown: {},
}

function saysNothing({ verdict, firstWrong, corrected, comments, resolved, unknown }: StepReview): boolean {
  return (
    verdict === undefined &&
    !firstWrong &&
    corrected === undefined &&
    comments.length === 0 &&
    resolved === undefined &&
    Object.keys(unknown).length === 0
  )
}

/** The step that a reviewer judges next: the first after `after` of which they have said nothing, else from the beginning. */
export function nextToJudge(
  turn: Pick<TurnReview, 'steps' | 'verdict'> | undefined,
  at: Thought,
  after: StepId | null,
): StepId | undefined {
  if (turn?.verdict) return undefined
  const open = unitsToJudge(turn ?? nobodys, at).flatMap(({ unit, judged }) => {
    const found = judged ? [] : stepsAt(at.steps, unit)
    return found.find(({ level }) => level === 'step') ?? found[0] ?? []
  })
  const from = after === null ? -1 : (at.steps[indexOfStep(at.steps, after)]?.span.from ?? -1)
  const next = open.find(({ id, span }) => span.from >= from && id !== after) ?? open[0]
  return next?.id
}

const nobodys: Pick<TurnReview, 'steps'> = { steps: [] }

/** What there is to judge: each with its step, and whether something of it was judged. */
function unitsToJudge(turn: Pick<TurnReview, 'steps'>, { reasoning, steps }: Thought) {
  const units = unitsOf(reasoning, steps)
  const judged = judgements(turn, reasoning, units)
  return units.map((unit, index) => ({ unit, judged: judged[index]?.verdict !== undefined }))
}

function judgedStep(
  step: StepId,
  words: readonly StepWord[],
  reviews: readonly { readonly by: string; readonly review: StepReview }[],
  reviewer: string,
): JudgedStep {
  const comments = reviews
    .flatMap(({ by, review }) =>
      review.comments.map((comment): Comment => ({
        by: comment.by === '' ? by : comment.by,
        own: by === reviewer,
        at: comment.at,
        text: comment.text,
      })),
    )
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const last = comments.at(-1)?.at ?? ''
  const resolved = reviews
    .filter(({ review }) => review.resolved !== undefined && review.resolved >= last)
    .map(({ by }) => by)
  const resolvedBy = resolved.find((by) => by === reviewer) ?? resolved[0]
  return { step, words, comments, ...(resolvedBy !== undefined && comments.length > 0 && { resolvedBy }) }
}

/** Where it belongs now; nowhere, if its words are gone. */
function placed(review: StepReview, { reasoning, steps }: Thought): readonly Step[] {
  const range = findAnchor(reasoning, review)
  return range ? stepsAt(steps, range) : []
}

/** What one reviewer said of one step in two places: the worst counts, and the last correction. */
function asOne(a: StepReview, b: StepReview): StepReview {
  const verdict = [a.verdict, b.verdict].toSorted((one, other) => rank(one) - rank(other))[0]
  const resolved = [a.resolved, b.resolved].filter((each) => each !== undefined).toSorted()[0]
  return {
    ...a,
    ...b,
    ...(verdict && { verdict }),
    firstWrong: a.firstWrong || b.firstWrong,
    comments: [...a.comments, ...b.comments],
    ...(resolved !== undefined && { resolved }),
    unknown: { ...a.unknown, ...b.unknown },
  }
}

function rank(verdict: StepReview['verdict']): number {
  return verdict === undefined ? worstFirst.length : worstFirst.indexOf(verdict)
}

const worstFirst: readonly StepReview['verdict'][] = ['bad', 'unsure', 'neutral', 'good']

import { isRecord, listOf, parseJson, recordOf } from '../base/json.ts'
import { stepVerdicts, traceVerdicts } from '../core/judging.ts'
import type { Review, ReviewFile, StepComment, StepReview, TurnReview, Unknown } from './review.ts'

/** The version that is written. */
const version = 1

/** Where the reviews of a trace are kept. */
export function reviewPath(path: string): string {
  return `${path}.review.json`
}

/**
 * Reads a review file, both sides of it where Git has left a conflict in it; undefined where it is none, so that nobody
 * writes over what they could not read.
 */
export function readReviews(text: string): ReviewFile | undefined {
  if (!/^<{7} /m.test(text)) return readWhole(text)
  const [ours, theirs] = [readWhole(sideOf(text, 'ours')), readWhole(sideOf(text, 'theirs'))]
  return ours && theirs && mergeReviews(ours, theirs)
}

/** The text as one of two had it before Git put both into it. */
function sideOf(text: string, wanted: 'ours' | 'theirs'): string {
  let side: 'both' | 'ours' | 'base' | 'theirs' = 'both'
  const kept: string[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('<<<<<<< ')) side = 'ours'
    else if (line.startsWith('||||||| ') && side === 'ours') side = 'base'
    else if (/^={7}\r?$/.test(line) && side !== 'both') side = 'theirs'
    else if (line.startsWith('>>>>>>> ')) side = 'both'
    else if (side === 'both' || side === wanted) kept.push(line)
  }
  return kept.join('\n')
}

function readWhole(text: string): ReviewFile | undefined {
  const raw = text.trim() === '' ? {} : parseJson(text.replace(/^\ufeff/, ''))
  if (!isRecord(raw)) return undefined
  const take = taker(raw)
  const format = take('format', isWhole)
  const reviews = take('reviews', Array.isArray) ?? []
  if (format === undefined && Object.keys(raw).length > 0) return undefined
  return {
    // A merge of lines may have left two entries of one reviewer.
    reviews: joined(listOf(reviews).map(readReview), (each) => each.reviewer, mergeReview),
    ...(format !== undefined && format > version && { newer: format }),
    unknown: take.rest(),
  }
}

/** Reviewers, turns, steps and keys in an order of their own, so that only what changed differs. */
export function writeReviews(file: ReviewFile): string {
  return `${JSON.stringify({ format: file.newer ?? version, reviews: sorted(file.reviews).map(reviewFields), ...file.unknown }, null, 2)}\n`
}

/**
 * Two versions of a file as one, whichever comes first: all reviewers, turns and steps of both. What one reviewer said
 * differently, they said last where the turn was changed last.
 */
export function mergeReviews(a: ReviewFile, b: ReviewFile): ReviewFile {
  const newer = Math.max(a.newer ?? 0, b.newer ?? 0)
  return {
    reviews: sorted(joined([...a.reviews, ...b.reviews], (each) => each.reviewer, mergeReview)),
    ...(newer > 0 && { newer }),
    unknown: both(a.unknown, b.unknown),
  }
}

/** The file with one reviewer's word on one turn in place of what they said of it before. */
export function withTurnReview(file: ReviewFile, reviewer: string, turn: TurnReview): ReviewFile {
  const before = file.reviews.find((each) => each.reviewer === reviewer)
  const turns = [...(before?.turns.filter((each) => each.turn !== turn.turn) ?? []), turn]
  const others = file.reviews.filter((each) => each !== before)
  return { ...file, reviews: sorted([...others, { reviewer, turns, unknown: before?.unknown ?? {} }]) }
}

export const emptyTurnReview: Omit<TurnReview, 'turn'> = { reason: '', updated: '', steps: [], unknown: {} }

function readReview(raw: unknown): Review {
  const take = taker(raw)
  return {
    reviewer: take('reviewer', isText) ?? '',
    turns: listOf(take('turns', Array.isArray)).map(readTurn),
    unknown: take.rest(),
  }
}

function readTurn(raw: unknown): TurnReview {
  const take = taker(raw)
  const verdict = take('verdict', oneOf(traceVerdicts))
  const seconds = take('seconds', isAmount)
  return {
    turn: take('turn', isText) ?? String(take('turn', isWhole) ?? 1),
    ...(verdict && { verdict }),
    reason: take('reason', isText) ?? '',
    updated: take('updated', isText) ?? '',
    ...(seconds !== undefined && { seconds }),
    steps: listOf(take('steps', Array.isArray)).map(readStep),
    unknown: take.rest(),
  }
}

function readStep(raw: unknown): StepReview {
  const take = taker(raw)
  const verdict = take('verdict', oneOf(stepVerdicts))
  const corrected = take('corrected', isText)
  const resolved = take('resolved', isText)
  return {
    quote: take('quote', isText) ?? '',
    at: take('at', isWhole) ?? 0,
    length: take('length', isWhole) ?? 0,
    hash: take('hash', isText) ?? '',
    ...(verdict && { verdict }),
    firstWrong: take('firstWrong', (value): value is true => value === true) === true,
    ...(corrected !== undefined && { corrected }),
    comments: listOf(take('comments', Array.isArray)).map(readComment),
    ...(resolved !== undefined && { resolved }),
    unknown: take.rest(),
  }
}

function readComment(raw: unknown): StepComment {
  const take = taker(raw)
  return {
    by: take('by', isText) ?? '',
    at: take('at', isText) ?? '',
    text: take('text', isText) ?? '',
    unknown: take.rest(),
  }
}

/** Takes values that are as they should be; `rest` is all that was not taken. */
function taker(raw: unknown) {
  const fields = recordOf(raw)
  const taken = new Set<string>()
  const take = <T>(name: string, fits: (value: unknown) => value is T): T | undefined => {
    const value = fields[name]
    if (!fits(value)) return undefined
    taken.add(name)
    return value
  }
  const rest = (): Unknown => Object.fromEntries(Object.entries(fields).filter(([name]) => !taken.has(name)))
  return Object.assign(take, { rest })
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0
const oneOf =
  <T extends string>(allowed: readonly T[]) =>
  (value: unknown): value is T =>
    allowed.some((each) => each === value)

function reviewFields({ reviewer, turns, unknown }: Review) {
  return { reviewer, turns: sortedTurns(turns).map(turnFields), ...unknown }
}

function turnFields({ turn, verdict, reason, updated, seconds, steps, unknown }: TurnReview) {
  return {
    turn,
    verdict,
    reason: reason === '' ? undefined : reason,
    updated: updated === '' ? undefined : updated,
    seconds,
    steps: sortedSteps(steps).map(stepFields),
    ...unknown,
  }
}

function stepFields({
  quote,
  at,
  length,
  hash,
  verdict,
  firstWrong,
  corrected,
  comments,
  resolved,
  unknown,
}: StepReview) {
  return {
    quote,
    at,
    length,
    hash,
    verdict,
    firstWrong: firstWrong || undefined,
    corrected,
    comments: comments.length === 0 ? undefined : inOwnOrder(comments).map(commentFields),
    resolved,
    ...unknown,
  }
}

function commentFields({ by, at, text, unknown }: StepComment) {
  return { by, at, text, ...unknown }
}

function mergeReview(a: Review, b: Review): Review {
  return {
    reviewer: a.reviewer,
    turns: sortedTurns(joined([...a.turns, ...b.turns], (each) => each.turn, mergeTurn)),
    unknown: both(a.unknown, b.unknown),
  }
}

function mergeTurn(a: TurnReview, b: TurnReview): TurnReview {
  const [older, later] = inOrder(a, b, a.updated, b.updated)
  const steps = joined([...older.steps, ...later.steps], placeOf, (one, other) =>
    older.updated === later.updated
      ? mergeStep(...inOrder(one, other, wordOf(one), wordOf(other)))
      : mergeStep(one, other),
  )
  return { ...older, ...later, steps: sortedSteps(steps), unknown: both(older.unknown, later.unknown) }
}

function mergeStep(older: StepReview, later: StepReview): StepReview {
  return {
    ...older,
    ...later,
    firstWrong: older.firstWrong || later.firstWrong,
    comments: inOwnOrder([...older.comments, ...later.comments]),
    unknown: both(older.unknown, later.unknown),
  }
}

/** What of a step is said once, and not added to. */
function wordOf({ verdict, corrected, resolved }: StepReview): string {
  return JSON.stringify([verdict ?? '', corrected ?? '', resolved ?? ''])
}

function inOwnOrder(all: readonly StepComment[]): readonly StepComment[] {
  const distinct = joined(
    all,
    (each) => JSON.stringify([each.at, each.by, each.text]),
    (one, other) => ({ ...one, unknown: both(one.unknown, other.unknown) }),
  )
  return distinct.toSorted((a, b) => compare(a.at, b.at) || compare(a.by, b.by) || compare(a.text, b.text))
}

function placeOf({ at, length, quote }: StepReview): string {
  return JSON.stringify([at, length, quote])
}

/** The later one second; of equally late ones the order does not depend on which was given first. */
function inOrder<T>(a: T, b: T, whenA: string, whenB: string): readonly [T, T] {
  const order = compare(whenA, whenB) || compare(JSON.stringify(a), JSON.stringify(b))
  return order <= 0 ? [a, b] : [b, a]
}

/** Those of the same key as one, in the order of their first. */
function joined<T>(all: readonly T[], keyOf: (each: T) => string, merge: (a: T, b: T) => T): readonly T[] {
  const found = new Map<string, T>()
  for (const each of all) {
    const key = keyOf(each)
    const before = found.get(key)
    found.set(key, before === undefined ? each : merge(before, each))
  }
  return [...found.values()]
}

function both(a: Unknown, b: Unknown): Unknown {
  const [first, second] = inOrder(a, b, '', '')
  return { ...first, ...second }
}

function sorted(reviews: readonly Review[]): readonly Review[] {
  return reviews.toSorted((a, b) => compare(a.reviewer, b.reviewer))
}

function sortedTurns(turns: readonly TurnReview[]): readonly TurnReview[] {
  return turns.toSorted((a, b) => compare(a.turn, b.turn))
}

/** Of several marks of a first wrong step the first counts. */
function sortedSteps(steps: readonly StepReview[]): readonly StepReview[] {
  const inText = steps.toSorted((a, b) => a.at - b.at || b.length - a.length || compare(a.quote, b.quote))
  const first = inText.findIndex(({ firstWrong }) => firstWrong)
  return inText.map((step, index) =>
    step.firstWrong && index > first ? { ...step, firstWrong: false } : step,
  )
}

/** By code units, so that it is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

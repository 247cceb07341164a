import type { StepVerdict, TraceVerdict } from '../core/judging.ts'
import type { Anchor } from './anchor.ts'

/** What a file says that this version does not know, or not so; it is written back as it was. */
export type Unknown = Readonly<Record<string, unknown>>

/** What people said of a trace: `X.think.review.json`, beside `X.think`. docs/review.md says how it is written. */
export interface ReviewFile {
  /** One of each reviewer. */
  readonly reviews: readonly Review[]
  /** Its version, where that is newer than ours: it is read and not changed. */
  readonly newer?: number
  readonly unknown: Unknown
}

export interface Review {
  readonly reviewer: string
  readonly turns: readonly TurnReview[]
  readonly unknown: Unknown
}

export interface TurnReview {
  /** The id of the turn, or its place in the document, from 1. */
  readonly turn: string
  readonly verdict?: TraceVerdict
  readonly reason: string
  /** When it was changed last, as ISO 8601. */
  readonly updated: string
  /** So long was it looked at. */
  readonly seconds?: number
  readonly steps: readonly StepReview[]
  readonly unknown: Unknown
}

export interface StepReview extends Anchor {
  readonly verdict?: StepVerdict
  /** Of the wrong steps, the first: all before it hold. */
  readonly firstWrong: boolean
  /** What it should have said; the trace itself stays as it is. */
  readonly corrected?: string
  readonly comments: readonly StepComment[]
  /** When the reviewer took what was said about it for settled, as ISO 8601; what anybody says later opens it again. */
  readonly resolved?: string
  readonly unknown: Unknown
}

export interface StepComment {
  readonly by: string
  readonly at: string
  readonly text: string
  readonly unknown: Unknown
}

export const noReviews: ReviewFile = { reviews: [], unknown: {} }

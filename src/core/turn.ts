import type { Usage } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import type { Step } from './step.ts'

/** How far the run is that writes a turn, or how it ended. */
export type RunState =
  /**
   * Sent; no text yet. `read`: how much of the prompt the model has read, from 0 to 1, where the server says it.
   * `trying`: nothing is sent of it, as how the server goes on is tried out before.
   */
  | { readonly kind: 'connecting'; readonly read?: number; readonly trying?: true }
  /** Refused for now; asked again at `until` (milliseconds since the question was sent). */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly until: number }
  | { readonly kind: 'thinking' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  /** It ended without failing, but not whole: at the token limit, with the connection or the editor, or with no answer. */
  | { readonly kind: 'incomplete'; readonly why: 'length' | 'cut' | 'interrupted' | 'noAnswer' | 'refused' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/**
 * Up to `offset` (UTF-16 units) the reasoning was written before `at` (milliseconds since the question was sent), what
 * follows it from then on. So a cut of the stream in smaller pieces makes no other ticks. At most one in 50 ms.
 */
export interface Tick {
  readonly offset: number
  readonly at: number
}

/** Milliseconds since the question was sent. */
export interface Times {
  readonly accepted?: number
  /** When the first text came, be it blank: the prompt was read. */
  readonly firstText?: number
  /** When the first of the answer came that was not blank. */
  readonly firstAnswer?: number
  /** When anything came last. */
  readonly latest: number
  readonly ended?: number
}

/** One question's reasoning and answer, as far as they have come. */
export interface TurnValue {
  /** Empty while it is only whitespace. */
  readonly reasoning: string
  readonly answer: string
  readonly steps: readonly Step[]
  readonly timeline: readonly Tick[]
  readonly state: RunState
  readonly usage: Usage
  readonly times: Times
  /** The model reasoned, but some or all of its reasoning was withheld by the server. */
  readonly hidden: boolean
  /** The reasoning is signed: its server takes it back only as it is. */
  readonly signed?: true
  /** A closing tag stands in the answer after the thought had ended: they may be parted at the wrong place. */
  readonly lateClose?: true
}

/** A turn without its steps: they are found again in its text. */
export type KeptTurn = Omit<TurnValue, 'steps'>

/** Asked, and nothing heard yet. */
export function newTurn(): TurnValue {
  return {
    reasoning: '',
    answer: '',
    steps: [],
    timeline: [],
    state: { kind: 'connecting' },
    usage: {},
    times: { latest: 0 },
    hidden: false,
  }
}

/** What had come of a turn that goes on, and whether it goes on in the thought or in the answer. */
export interface Cut {
  readonly kept: Pick<KeptTurn, 'reasoning' | 'answer'> & Partial<KeptTurn>
  readonly at: 'reasoning' | 'answer'
}

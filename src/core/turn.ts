import type { Delta, Usage } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import type { StepsChange, TextChange } from './change.ts'
import type { Known } from './references.ts'
import type { SplitOptions } from './splitter.ts'
import type { Step } from './step.ts'

export type RunState =
  /** Sent; no text yet. */
  | { readonly kind: 'connecting' }
  | { readonly kind: 'thinking' }
  | { readonly kind: 'answering' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  /** It ended without failing, but not whole: cut by the token limit, by the connection, or with no answer. */
  | { readonly kind: 'incomplete'; readonly why: 'length' | 'cut' | 'noAnswer' | 'refused' }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** When the reasoning had grown to `offset` (UTF-16 units); `at` in milliseconds since the question was sent. */
export interface Tick {
  readonly offset: number
  readonly at: number
}

/** Milliseconds since the question was sent. */
export interface Times {
  readonly accepted?: number
  readonly firstText?: number
  readonly firstAnswer?: number
  readonly latest: number
  readonly ended?: number
}

/** One question's reasoning and answer, as far as they have come. */
export interface TurnValue {
  readonly reasoning: string
  readonly answer: string
  readonly steps: readonly Step[]
  readonly timeline: readonly Tick[]
  readonly state: RunState
  readonly usage: Usage
  readonly times: Times
  /** The model reasoned, but some or all of its reasoning was withheld by the server. */
  readonly hidden: boolean
}

/** What has happened since the last `take`; absent parts did not change. */
export interface TurnChange {
  readonly reasoning?: TextChange
  readonly answer?: TextChange
  readonly steps?: StepsChange
  /** Ticks to append. */
  readonly timeline?: readonly Tick[]
  readonly state?: RunState
  readonly usage?: Usage
  readonly times?: Times
  readonly hidden?: boolean
}

export interface TurnOptions {
  readonly split: SplitOptions
  readonly known: Known
}

/** A turn under way: deltas in, changes out. Any cut of the stream gives the same value, in linear time. */
export interface Turn {
  /** `at`: milliseconds since the question was sent. */
  push(delta: Delta, at: number): void
  /** The stream is over: `closed` by the server, or `stopped` by the user. */
  end(how: 'closed' | 'stopped', at: number): void
  /** All that changed since the last call, coalesced; applying it to the old value gives the new one. */
  take(): TurnChange
  value(): TurnValue
}

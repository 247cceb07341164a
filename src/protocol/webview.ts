import type { FailureAction } from '../base/failure.ts'
import type { Known } from '../core/references.ts'
import type { StepId } from '../core/step.ts'
import type { TurnChange, TurnValue } from '../core/turn.ts'

declare const unit: unique symbol
export type TurnId = string & { readonly [unit]: 'turn' }

/** What is known of a turn when it is asked. */
export interface TurnHead {
  readonly id: TurnId
  /** The turn whose conversation this one goes on with. */
  readonly follows: TurnId | null
  readonly question: string
  readonly model: string
  /** The endpoint's name or host; for a sample, that it is one. */
  readonly endpoint: string
  /** What was asked about, such as `src/cart.ts:12–30`; empty when nothing was sent along. */
  readonly subject: string
  /** Estimated tokens of the whole request, and the budget it was held to. */
  readonly promptTokens: number
  readonly promptBudget: number
  /** Parts of the context that did not fit in the budget, in words. */
  readonly leftOut: readonly string[]
  readonly known: Known
  readonly sample: boolean
  /** Milliseconds since the epoch. */
  readonly askedAt: number
}

export interface TurnView {
  readonly head: TurnHead
  readonly value: TurnValue
}

/** A step of one of the turns. */
export interface Selected {
  readonly turn: TurnId
  readonly step: StepId
}

export type ToWebview =
  /** Everything, after `ready` or when the panel shows another conversation. */
  | {
      readonly type: 'shown'
      readonly turns: readonly TurnView[]
      readonly selected: Selected | null
      /** A turn that was asked while the page was away, and is to be seen first. */
      readonly current: TurnId | null
    }
  | { readonly type: 'turnAdded'; readonly turn: TurnView }
  | { readonly type: 'turnGrew'; readonly turn: TurnId; readonly change: TurnChange }
  /** A command asks the panel to take the keyboard. */
  | { readonly type: 'focusAsked'; readonly part: 'tree' | 'followUp' }

export type FromWebview =
  | { readonly type: 'ready' }
  /** A follow-up question to a turn. */
  | { readonly type: 'ask'; readonly follows: TurnId; readonly question: string }
  | { readonly type: 'stop'; readonly turn: TurnId }
  | { readonly type: 'selectStep'; readonly turn: TurnId; readonly step: StepId | null }
  /** A code reference, as written in reasoning or answer. */
  | {
      readonly type: 'openReference'
      readonly turn: TurnId
      readonly path?: string
      readonly first?: number
      readonly last?: number
      readonly name?: string
    }
  /** A link of the answer; the host opens http and https after asking. */
  | { readonly type: 'openLink'; readonly href: string }
  /** Show what a follow-up would send. */
  | { readonly type: 'preview'; readonly follows: TurnId; readonly question: string }
  /** Before the first question: play a sample, or say which endpoint to ask. */
  | { readonly type: 'begin'; readonly by: 'sample' | 'endpoint' }
  /** Show in full what was sent. */
  | { readonly type: 'showRequest'; readonly turn: TurnId }
  | { readonly type: 'act'; readonly turn: TurnId; readonly action: FailureAction }
  | { readonly type: 'copy'; readonly text: string }

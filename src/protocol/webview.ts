import type { ModelCard } from '../base/modelCard.ts'
import type { Prices } from '../base/prices.ts'
import type { FailureAction } from '../base/failure.ts'
import type { InsideTold, StepInside } from '../core/insideTold.ts'
import type { JudgedTurn, Judging } from '../core/judging.ts'
import type { Known } from '../core/references.ts'
import type { Branch, SteerKind } from '../core/steering.ts'
import type { StepId } from '../core/step.ts'
import type { TurnChange } from '../core/change.ts'
import type { TurnValue } from '../core/turn.ts'

declare const unit: unique symbol
export type TurnId = string & { readonly [unit]: 'turn' }
/** One of the panels; stays the same over closing, reopening and a reload of the window. */
export type PanelId = string & { readonly [unit]: 'panel' }

/** What is known of a turn when it is asked. */
export interface TurnHead {
  readonly id: TurnId
  /** The turn whose conversation this one goes on with. */
  readonly follows: TurnId | null
  /** Where it parted from a turn that asks the same, and follows the same. */
  readonly branch?: TurnBranch
  /** Of a branch: it was made the main way of its question. */
  readonly main?: true
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
  /** What is known of the model. */
  readonly card?: ModelCard
  /** Where the question goes. */
  readonly address?: string
  /** Where its endpoint may go on with what was cut, as far as that is known. */
  readonly goesOn?: GoesOn
  /** What tokens cost, where the endpoint's prices are known. */
  readonly prices?: Prices
  /** Milliseconds since the epoch. */
  readonly askedAt: number
}

/** Whether an endpoint may go on within a thought, and after one; absent where that does not matter yet. */
export type GoesOn = Readonly<Partial<Record<'reasoning' | 'answer', boolean>>>

export interface TurnBranch extends Branch {
  readonly of: TurnId
}

/** The turn that this one came from: the one it parted from, or the one it follows. */
export function cameFrom({ branch, follows }: TurnHead): TurnId | null {
  return branch?.of ?? follows
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

export interface DocumentNote {
  /** Why it can only be read, in a sentence; null where it can be changed. */
  readonly readOnly: string | null
}

/** What a person writes about a step: to lead the thought another way, or to judge it. */
export type EditKind =
  | Extract<SteerKind, 'editStep' | 'hint'>
  | Extract<Judging['type'], 'correct' | 'comment'>

/** A step that a key or a command of VS Code asks for, or a part of the page. */
export type Move =
  | 'next'
  | 'previous'
  | 'into'
  | 'outOf'
  | 'nextOfKind'
  | 'previousOfKind'
  | 'nextRevision'
  | 'previousRevision'
  | 'back'
  | 'play'
  | 'search'
  | 'answerLine'
  | 'follow'
  | 'help'

export type ToWebview =
  /** Everything, after `ready` or when the panel shows another conversation. */
  | {
      readonly type: 'shown'
      readonly panel: PanelId
      /** What the page told with `save` last, in this window or before. */
      readonly saved: unknown
      readonly turns: readonly TurnView[]
      readonly selected: Selected | null
      /** A turn that was asked while the page was away, and is to be seen first. */
      readonly current: TurnId | null
      /** Present where the page shows a `.think` file: whatever is done is done to that. */
      readonly document?: DocumentNote
    }
  | { readonly type: 'turnAdded'; readonly turn: TurnView }
  | { readonly type: 'turnGrew'; readonly turn: TurnId; readonly change: TurnChange }
  /** What is known of a turn besides its text has changed. */
  | { readonly type: 'turnHeaded'; readonly head: TurnHead }
  /** What people say of a turn; null where nothing can be said of it. */
  | { readonly type: 'judged'; readonly turn: TurnId; readonly judged: JudgedTurn | null }
  /** Turns that are no longer of this panel. */
  | { readonly type: 'turnsLeft'; readonly turns: readonly TurnId[] }
  /** A step was chosen elsewhere: in the view of steps, or in the code. */
  | { readonly type: 'stepAsked'; readonly turn: TurnId; readonly step: StepId }
  /** The text that stands beside the page has this step at its top. */
  | { readonly type: 'stepInSight'; readonly turn: TurnId; readonly step: StepId }
  | { readonly type: 'moveAsked'; readonly move: Move }
  /** What a server told of the inside of a turn that is in view and has ended, where it told anything. */
  | { readonly type: 'insideTold'; readonly turn: TurnId; readonly inside: InsideTold }
  /** Answers `askStepInside`, where something is known. */
  | { readonly type: 'stepInsideTold'; readonly turn: TurnId; readonly inside: StepInside }
  /** A command asks to say the selected step otherwise, or to put something in after it. */
  | { readonly type: 'editAsked'; readonly kind: EditKind }
  /** A command asks the panel to take the keyboard. */
  | { readonly type: 'focusAsked'; readonly part: 'tree' | 'followUp' }

export type FromWebview =
  | { readonly type: 'ready' }
  /** A follow-up question to a turn. */
  | { readonly type: 'ask'; readonly follows: TurnId; readonly question: string }
  | { readonly type: 'stop'; readonly turn: TurnId }
  | { readonly type: 'selectStep'; readonly turn: TurnId; readonly step: StepId | null }
  /** The page shows another turn now, with this step selected. */
  | { readonly type: 'inView'; readonly turn: TurnId; readonly step: StepId | null }
  /** The tree was scrolled, and has this step at its top. */
  | { readonly type: 'stepInSight'; readonly turn: TurnId; readonly step: StepId }
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
  /** Lead the thought another way, at a step or at its end; without words that it needs, the host asks for them. */
  | {
      readonly type: 'steer'
      readonly turn: TurnId
      readonly kind: SteerKind
      readonly step: StepId | null
      /** A place in the thought (UTF-16 units) in place of a step. */
      readonly at?: number
      readonly text?: string
      /** The question is asked anew with that thought in it. */
      readonly carried?: true
    }
  | { readonly type: 'judge'; readonly turn: TurnId; readonly judging: Judging }
  /** To the next step to judge, after one; when there is none, to the next trace. */
  | { readonly type: 'nextUnjudged'; readonly turn: TurnId; readonly step: StepId | null }
  /** Of the ways of its question it is to be the main one. */
  | { readonly type: 'makeMain'; readonly turn: TurnId }
  /** A branch beside what it parted from. */
  | { readonly type: 'compareWays'; readonly turn: TurnId }
  /** What is known of the inside of one step. */
  | { readonly type: 'askStepInside'; readonly turn: TurnId; readonly step: StepId }
  | { readonly type: 'copy'; readonly text: string }
  /** At the cursor of the editor that was used last. */
  | { readonly type: 'insertCode'; readonly turn: TurnId; readonly text: string }
  /** Beside what is selected, or was asked about, in VS Code's own diff. */
  | { readonly type: 'compareCode'; readonly turn: TurnId; readonly text: string }
  /** The turn's conversation in a panel of its own. */
  | { readonly type: 'openPanel'; readonly turn: TurnId }
  /** Forget the turn; it is stopped if it runs. */
  | { readonly type: 'closeTurn'; readonly turn: TurnId }
  /** How the page stands, to come back to: plain data. */
  | { readonly type: 'save'; readonly state: unknown }

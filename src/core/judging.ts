import type { StepId } from './step.ts'

export const stepVerdicts = ['good', 'neutral', 'bad', 'unsure'] as const
export type StepVerdict = (typeof stepVerdicts)[number]

export const traceVerdicts = ['accepted', 'rejected', 'fix'] as const
export type TraceVerdict = (typeof traceVerdicts)[number]

/** What a person says of a turn, or of one of its steps. A verdict or a mark that was given is taken back by giving it again. */
export type Judging =
  | { readonly type: 'step'; readonly step: StepId; readonly verdict: StepVerdict }
  | { readonly type: 'firstWrong'; readonly step: StepId }
  /** What it should have said; without words, or with its own, that is taken back. */
  | { readonly type: 'correct'; readonly step: StepId; readonly text: string }
  | { readonly type: 'comment'; readonly step: StepId; readonly text: string }
  /** One of one's own. */
  | { readonly type: 'deleteComment'; readonly step: StepId; readonly at: string; readonly text: string }
  /** What was said about the step is settled, or not any more. */
  | { readonly type: 'resolve'; readonly step: StepId }
  | { readonly type: 'turn'; readonly verdict: TraceVerdict }
  | { readonly type: 'reason'; readonly text: string }

/** What people say of a turn, each at the step it now belongs to. */
export interface JudgedTurn {
  /** Who judges here. */
  readonly reviewer: string
  /** Why one can only read it, in a sentence; null where one can judge. */
  readonly readOnly: string | null
  /** One's own first. */
  readonly words: readonly TurnWord[]
  /** In the order of the text. */
  readonly steps: readonly JudgedStep[]
  /** How many steps there are to judge, and how many of them one has judged. */
  readonly count: number
  readonly done: number
  /** So much was said of words that are gone. */
  readonly adrift: number
}

export interface TurnWord {
  readonly by: string
  readonly own: boolean
  readonly verdict?: TraceVerdict
  readonly reason: string
}

export interface JudgedStep {
  readonly step: StepId
  /** One's own first. */
  readonly words: readonly StepWord[]
  /** Of all, by time. */
  readonly comments: readonly Comment[]
  /** Who settled it last, and nobody has said anything since. */
  readonly resolvedBy?: string
}

export interface StepWord {
  readonly by: string
  readonly own: boolean
  readonly verdict?: StepVerdict
  readonly firstWrong: boolean
  readonly corrected?: string
}

export interface Comment {
  readonly by: string
  readonly own: boolean
  /** As ISO 8601. */
  readonly at: string
  readonly text: string
}

import type { Span } from './text.ts'

declare const unit: unique symbol
export type StepId = string & { readonly [unit]: 'step' }

export const levels = ['phase', 'step', 'statement'] as const
export type Level = (typeof levels)[number]

/** What a step does. */
export const kinds = [
  'frame', // restates or scopes the problem
  'plan', // says what to do
  'read', // looks at given code or facts
  'recall', // brings known facts
  'derive', // computes, deduces, writes code
  'check', // verifies, tests an example
  'revise', // finds a mistake, goes back
  'branch', // tries another way
  'doubt', // is unsure, asks itself
  'conclude', // states an interim or final result
] as const
export type Kind = (typeof kinds)[number]

/**
 * A contiguous span of reasoning. Steps of one turn tile its text: ordered, nested, no gap, no overlap. What its text
 * says is not kept again: see `titleAt` and `referencesOf`.
 */
export interface Step {
  /** Stable while the step grows. */
  readonly id: StepId
  readonly parent: StepId | null
  readonly level: Level
  readonly kind: Kind
  readonly span: Span
  /** The earlier statement it builds on, where that is not the one just before. */
  readonly on?: StepId
  /** The step it goes back on. */
  readonly revises?: StepId
  /** A later step went another way: not part of the line that led to the answer. */
  readonly abandoned?: true
  /** Why it was cut here and why it has its kind, in a few words. */
  readonly why: string
}

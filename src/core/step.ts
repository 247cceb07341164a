import type { Offset, Span } from './text.ts'

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

/** A reasoning and its steps. */
export interface Thought {
  readonly reasoning: string
  readonly steps: readonly Step[]
}

/** A step as the tree tells it. Its id, its parent and where it ends follow from its place among the others. */
export interface StepSeed extends Pick<Step, 'level' | 'kind' | 'on' | 'revises' | 'abandoned' | 'why'> {
  readonly from: Offset
  /** How many steps it lies in. */
  readonly depth: number
}

/** `p`, `s` or `t` and where it begins: at most one step of a level begins at an offset, however it grows. */
export function idOf({ level, from }: Pick<StepSeed, 'level' | 'from'>): StepId {
  return `${level === 'statement' ? 't' : level.charAt(0)}${from}` as StepId
}

/** Written out, since it is done for each of ten thousand steps: to copy what is there takes four times as long. */
export function stepOf(seed: StepSeed, parent: StepId | null, to: Offset): Step {
  const { level, kind, from, why, on, revises, abandoned } = seed
  const id = idOf(seed)
  const span = { from, to }
  if (on === undefined && revises === undefined && abandoned === undefined)
    return { id, parent, level, kind, span, why }
  return {
    id,
    parent,
    level,
    kind,
    span,
    ...(on && { on }),
    ...(revises && { revises }),
    ...(abandoned && { abandoned }),
    why,
  }
}

import { recordOf } from '../base/json.ts'
import type { Kind, Level } from '../core/step.ts'

/** Two traces side by side, row by row: a question, its steps, its answer; then the next question. */
export interface Comparison {
  /** What the two are called. */
  readonly left: string
  readonly right: string
  readonly rows: readonly ComparedRow[]
  /** Their lines of thought, of the last question that both have thought about. */
  readonly lines?: ComparedLines
}

export interface ComparedLines {
  /** The share of the left line, by its words, that the right one has too, from 0 to 1: of a teacher's, what was kept. */
  readonly kept: number
  /** Whether both state the same answer; undefined where one states none. */
  readonly sameAnswer?: boolean
}

export interface ComparedRow {
  readonly what: 'turn' | Level | 'answer'
  /** 0 for a question. */
  readonly depth: number
  /** Null where one of them has nothing there. */
  readonly left: ComparedSide | null
  readonly right: ComparedSide | null
  /** `changed`: its words or its kind, or something in it. */
  readonly mark: RowMark
  /** Of what only one has at this place: the row in which the other says the same. */
  readonly elsewhere?: number
  /** Where the two trees of a question part. */
  readonly parts?: true
}

export type RowMark = 'same' | 'changed' | 'gone' | 'added'

export interface ComparedSide {
  readonly title: string
  /** In full; of a step with others in it, theirs is in them. */
  readonly text: string
  /** Of a step. */
  readonly kind?: Kind
  readonly abandoned?: true
}

export const comparedSides = ['left', 'right'] as const
export type SideName = (typeof comparedSides)[number]

/** To the page that compares. */
export interface ToComparison {
  readonly type: 'compared'
  readonly comparison: Comparison
}

export type FromComparison =
  | { readonly type: 'ready' }
  /** The texts of both, in VS Code's own diff. */
  | { readonly type: 'compareTexts' }
  /** One of them as a tree, at the question of a row. */
  | { readonly type: 'open'; readonly side: SideName; readonly turn: number }

/** Checks what came from the page; anything unexpected is `undefined`. */
export function checkFromComparison(message: unknown): FromComparison | undefined {
  const { type, side, turn } = recordOf(message)
  if (type === 'ready' || type === 'compareTexts') return { type }
  const known = comparedSides.find((each) => each === side)
  if (type !== 'open' || !known || typeof turn !== 'number' || !Number.isSafeInteger(turn)) return undefined
  return { type, side: known, turn }
}

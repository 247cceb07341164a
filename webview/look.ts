import type { Kind, StepId } from '../src/core/step.ts'
import type { Fold, Folds } from './outline.ts'
import type { Sieve } from './sieve.ts'

/** Where a pane is scrolled to, and whether it runs after the stream. */
export interface Scroll {
  readonly top: number
  readonly following: boolean
}

/** How a person left a turn. */
export interface Look extends Folds, Sieve {
  /** What was folded before kinds were chosen: it comes back when they are let go. */
  readonly before: Folds['chosen'] | null
  readonly selected: StepId | null
  /** The row that has, or would get, the keyboard. */
  readonly active: StepId | null
  readonly tree: Scroll
  readonly answer: Scroll
}

export const freshLook: Look = {
  open: 'steps',
  chosen: new Map(),
  only: false,
  kinds: [],
  before: null,
  selected: null,
  active: null,
  tree: { top: 0, following: true },
  // A model writes faster than people read: the explanation is read from its beginning.
  answer: { top: 0, following: false },
}

/** Folds some steps so; the others stay as they are. */
export function fold(look: Look, ids: readonly StepId[], how: Fold): Look {
  if (ids.length === 0) return look
  const chosen = new Map(look.chosen)
  for (const id of ids) chosen.set(id, how)
  return { ...look, chosen }
}

/** What is found stands open by itself; how a person had folded the tree comes back afterwards. */
export function filter(look: Look, kinds: readonly Kind[]): Look {
  if (kinds.length === 0) return { ...look, kinds, chosen: look.before ?? look.chosen, before: null }
  return { ...look, kinds, chosen: new Map(), before: look.before ?? look.chosen }
}

/** Both panes run after the stream again; the step that was chosen is let go, since its text stands in the way of what comes. */
export function follow(look: Look): Look {
  const run = (scroll: Scroll) => ({ ...scroll, following: true })
  return { ...look, selected: null, active: null, tree: run(look.tree), answer: run(look.answer) }
}

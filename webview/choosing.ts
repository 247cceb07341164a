import type { StepId } from '../src/core/step.ts'
import { fold } from './look.ts'
import { hiding, indexOf, outline } from './outline.ts'
import { sift } from './sieve.ts'
import { withTurn, type State, type TurnPage } from './state.ts'

/** Selects a step and unfolds what hides it. The tree then no longer runs after the stream. */
export function choose(page: TurnPage, id: StepId | null): TurnPage {
  const { look } = page
  if (id === null) return { ...page, look: { ...look, selected: null } }
  const { steps } = page.value
  const index = indexOf(steps, id)
  if (index < 0) return page
  const tree = outline(steps)
  const closed = hiding(tree, { ...look, marks: sift(tree, look, index) }, index).flatMap(
    (above) => steps[above]?.id ?? [],
  )
  const last = index === steps.length - 1
  return {
    ...page,
    look: {
      ...fold(look, closed, 'full'),
      selected: id,
      active: id,
      tree: { ...look.tree, following: look.tree.following && last },
    },
  }
}

/** One who chooses wants to read: playing stops. */
export function chooseHere(state: State, step: StepId | null): State {
  return withTurn({ ...state, play: null }, state.current, (page) => choose(page, step))
}

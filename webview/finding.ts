import type { StepId } from '../src/core/step.ts'
import { choose } from './choosing.ts'
import { leaveMark } from './moving.ts'
import type { Match } from './search.ts'
import { withTurn, type State } from './state.ts'

/** A search under way. */
export interface Find {
  readonly text: string
  /** Where one has gone last. */
  readonly at: Match | null
}

export function typeFind(state: State, text: string): State {
  return { ...state, find: { text, at: null } }
}

/** Goes to a match, and to the step that holds it. */
export function goToMatch(state: State, at: Match, step: StepId | null): State {
  if (!state.find) return state
  const before = state.find.at === null ? leaveMark(state) : state
  const there = { ...before, find: { ...state.find, at }, play: null }
  return step === null ? there : withTurn(there, state.current, (page) => choose(page, step))
}

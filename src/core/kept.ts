import { treeOf } from './tree.ts'
import type { KeptTurn, TurnValue } from './turn.ts'

export function keepTurn(value: TurnValue): KeptTurn {
  const { steps: _, ...kept } = value
  return kept
}

/** The turn again. */
export function restoreTurn(kept: KeptTurn): TurnValue {
  return { ...settledTurn(kept), steps: treeOf(kept.reasoning) }
}

/** What was under way when it was kept was interrupted. */
export function settledTurn(kept: KeptTurn): KeptTurn {
  const { times } = kept
  if (times.ended !== undefined) return kept
  return {
    ...kept,
    state: { kind: 'incomplete', why: 'interrupted' },
    times: { ...times, ended: times.latest },
  }
}

import { treeOf } from './tree.ts'
import type { TurnValue } from './turn.ts'

/** A turn without its steps: they are found again in its text. */
export type KeptTurn = Omit<TurnValue, 'steps'>

export function keepTurn(value: TurnValue): KeptTurn {
  const { steps: _, ...kept } = value
  return kept
}

/** The turn again. What was under way when it was kept was interrupted. */
export function restoreTurn(kept: KeptTurn): TurnValue {
  const steps = treeOf(kept.reasoning)
  if (kept.times.ended !== undefined) return { ...kept, steps }
  const { times } = kept
  return {
    ...kept,
    steps,
    state: { kind: 'incomplete', why: 'interrupted' },
    times: { ...times, ended: times.latest },
  }
}

import type { TurnValue } from './turn.ts'

/** How much of the prompt is read, as far as the server says, once it has taken the question and nothing is written yet. */
export function promptReading({ state, times }: TurnValue): { readonly read?: number } | undefined {
  return state.kind === 'connecting' && times.accepted !== undefined ? state : undefined
}

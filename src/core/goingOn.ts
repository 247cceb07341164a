import { isAllBlank } from './blank.ts'
import type { Cut, TurnValue } from './turn.ts'

/** Where a turn that has ended may go on; undefined where it is whole, withheld, signed, or has nothing to go on from. */
export function cutOf(value: TurnValue): Cut | undefined {
  const { state, reasoning, answer, hidden, signed } = value
  const over = state.kind === 'failed' || state.kind === 'stopped' || state.kind === 'incomplete'
  const refused = state.kind === 'incomplete' && state.why === 'refused'
  if (!over || refused || hidden || signed || (reasoning === '' && isAllBlank(answer))) return undefined
  // A model that stopped by itself after its thought has closed it.
  const closed = state.kind === 'incomplete' && state.why === 'noAnswer'
  return { kept: value, at: reasoning === '' || answer !== '' || closed ? 'answer' : 'reasoning' }
}

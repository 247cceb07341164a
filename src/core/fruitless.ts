import { isAllBlank } from './blank.ts'
import type { TurnValue } from './turn.ts'

/** Whether a turn has ended with nothing in it: no word of a thought, be it withheld, and none of an answer. */
export function isFruitless({ times, reasoning, answer, hidden }: TurnValue): boolean {
  return times.ended !== undefined && reasoning === '' && isAllBlank(answer) && !hidden
}

import { inEnglish, type Say } from '../base/say.ts'
import type { Range } from './place.ts'

/** Something in a head that is not as it should be. Bodies are never wrong. */
export interface Problem {
  readonly range: Range
  /** `error`: this head cannot be changed by a tool before it is mended. */
  readonly severity: 'error' | 'warning'
  /** English, with `{0}`, `{1}`… for `values`. */
  readonly message: string
  readonly values: readonly string[]
}

export function sentenceOf(
  { message, values }: Pick<Problem, 'message' | 'values'>,
  say: Say = inEnglish,
): string {
  return say(message, ...values)
}

import type { Kind } from '../core/step.ts'
import { placeOf, type Range } from '../traces/place.ts'
import type { Parsed } from './parsed.ts'

/** The word a statement begins with, coloured by what the statement does. */
export interface KindToken {
  readonly range: Range
  readonly kind: Kind
  readonly abandoned: boolean
}

const firstWord = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/u

/** In the order of the text; with `within`, of what touches it. */
export function tokensOf({ turns }: Parsed, within?: Range): readonly KindToken[] {
  const found: KindToken[] = []
  for (const { turn, range, reasoning, steps } of turns) {
    const { whole } = turn.layout
    if (within && (whole.to < within.from || whole.from > within.to)) continue
    let abandonedTo = 0
    for (const { level, kind, span, abandoned } of steps) {
      if (abandoned) abandonedTo = Math.max(abandonedTo, span.to)
      if (level !== 'statement') continue
      const word = firstWord.exec(reasoning.slice(span.from, Math.min(span.to, span.from + 48)))
      if (!word) continue
      const at = span.from + word.index
      const token = range('reasoning', at, at + word[0].length)
      if (within && (token.to < within.from || token.from > within.to)) continue
      const to = Math.min(token.to, token.from + word[0].length) // never over a part that is no reasoning
      found.push({ range: { from: token.from, to: placeOf(to) }, kind, abandoned: span.from < abandonedTo })
    }
  }
  return found
}

import type { Kind } from '../core/step.ts'
import { placeOf, type Range } from '../traces/place.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'
import { textAt } from '../traces/pieces.ts'

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
  for (const parsed of turns) {
    const { range, reasoning, steps } = parsed
    const asked = within ? spanWithin(parsed, within) : { from: 0, to: reasoning.length }
    let abandonedTo = 0
    for (const { level, kind, span, abandoned } of steps) {
      if (span.from > asked.to) break
      if (abandoned) abandonedTo = Math.max(abandonedTo, span.to)
      if (level !== 'statement' || span.to < asked.from) continue
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

/** What of the reasoning lies in a part of the document, or touches it. */
function spanWithin({ turn, pieces, reasoning }: ParsedTurn, within: Range) {
  const { from, to } = turn.layout.body
  if (to < within.from || from > within.to) return { from: 0, to: -1 }
  const [first, last] = [within.from, within.to].map((place) => textAt(turn, pieces, place))
  return {
    from: first?.kind === 'reasoning' ? first.offset : 0,
    to: last?.kind === 'reasoning' ? last.offset : reasoning.length,
  }
}

import { rangeOf, type Range } from '../traces/place.ts'
import type { Parsed } from './parsed.ts'

/** Something that can be done with a turn, said above its text. */
export interface Lens {
  readonly range: Range
  readonly what: 'openAsTree' | 'goOn'
  readonly turn: number
}

/** To go on from a turn there must be a thought in it, and the document must be one that can be added to. */
export function lensesOf({ document, turns }: Parsed): readonly Lens[] {
  return turns.flatMap(({ turn, index, reasoning }) => {
    const { from } = turn.layout.body
    const range = rangeOf(from, from)
    const open: Lens = { range, what: 'openAsTree', turn: index }
    return reasoning === '' || document.newer !== undefined
      ? [open]
      : [open, { range, what: 'goOn', turn: index }]
  })
}

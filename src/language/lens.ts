import { rangeOf, type Range } from '../traces/place.ts'
import type { Parsed } from './parsed.ts'

/** Something that can be done with a turn, said above it. */
export interface Lens {
  readonly range: Range
  readonly what: 'openAsTree' | 'goOn'
  readonly turn: number
}

/** `goOn`: of a turn that stopped before its end. */
export function lensesOf({ turns }: Parsed): readonly Lens[] {
  return turns.flatMap(({ turn, index, reasoning }) => {
    const { from } = turn.layout.whole
    const open: Lens = { range: rangeOf(from, from), what: 'openAsTree', turn: index }
    const { to } = turn.layout.body
    const goOn: Lens = { range: rangeOf(from, from), what: 'goOn', turn: index }
    return reasoning === '' || to === from ? [open] : [open, goOn]
  })
}

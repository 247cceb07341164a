import { firstIndex } from '../base/firstIndex.ts'
import { indexOfStep } from '../core/query.ts'
import type { Step } from '../core/step.ts'
import type { Place, Range } from '../traces/place.ts'
import type { Citation } from './citations.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'
import { textAt } from '../traces/pieces.ts'

/** The turn that a place is in: head and body. */
export function turnAt({ turns }: Parsed, place: Place): ParsedTurn | undefined {
  return turns.findLast(({ turn }) => turn.layout.whole.from <= place) ?? turns[0]
}

/** The steps that a place of the reasoning is in, the innermost first. */
export function stepsAt(parsed: ParsedTurn, place: Place): readonly Step[] {
  const at = textAt(parsed.turn, parsed.pieces, place)
  if (at?.kind !== 'reasoning') return []
  const found: Step[] = []
  const last = lastFrom(parsed.steps, at.offset)
  let step = parsed.steps[last]
  for (; step; step = step.parent === null ? undefined : parsed.steps[indexOfStep(parsed.steps, step.parent)])
    if (at.offset <= step.span.to) found.push(step)
  return found
}

/** The index of the last step that begins at an offset or before it. */
function lastFrom(steps: readonly Step[], offset: number): number {
  return firstIndex(steps.length, (index) => (steps[index]?.span.from ?? Infinity) > offset) - 1
}

/** A step without the white space at its end. */
export function rangeOfStep({ range, reasoning }: ParsedTurn, { span: { from, to } }: Step): Range {
  return range('reasoning', from, from + reasoning.slice(from, to).trimEnd().length)
}

export function citationAt({ citations }: ParsedTurn, place: Place): Citation | undefined {
  return citations.find(({ range }) => range.from <= place && place <= range.to)
}

import type { Place, Range } from '../traces/place.ts'
import { citationAt, rangeOfStep, stepsAt, turnAt } from './at.ts'
import { pathOf } from './code.ts'
import type { Citation } from './citations.ts'
import type { Parsed, ParsedTurn } from './parsed.ts'

/**
 * Of a citation: all mentions of the same name or of overlapping lines, in all turns. Of a step: what goes back on it or
 * builds on it, and where the code it speaks of is spoken of again.
 */
export function referencesAt(parsed: Parsed, place: Place, which: 'all' | 'others'): readonly Range[] {
  const turn = turnAt(parsed, place)
  if (!turn) return []
  const citation = citationAt(turn, place)
  const found = citation
    ? parsed.turns.flatMap((each) => mentions(each, [citation], turn))
    : aboutStep(turn, place)
  return which === 'all' ? found : found.filter(({ from, to }) => place < from || place > to)
}

function aboutStep(turn: ParsedTurn, place: Place): readonly Range[] {
  const [statement, step] = stepsAt(turn, place)
  if (!statement || !step) return []
  const ids = new Set([statement.id, step.id])
  const later = turn.steps.filter(
    ({ level, revises, on }) =>
      level === 'statement' && ((revises && ids.has(revises)) || (on && ids.has(on))),
  )
  const own = rangeOfStep(turn, statement)
  const cited = turn.citations.filter(({ range }) => own.from <= range.from && range.to <= own.to)
  const ranges = [own, ...later.map((each) => rangeOfStep(turn, each)), ...mentions(turn, cited, turn)]
  const apart = new Map(ranges.map((range) => [range.from, range]))
  return [...apart.values()].toSorted((one, other) => one.from - other.from)
}

function mentions(within: ParsedTurn, of: readonly Citation[], turn: ParsedTurn): readonly Range[] {
  return within.citations
    .filter((each) => of.some((citation) => isSame(citation, turn, each, within)))
    .map(({ range }) => range)
}

function isSame(one: Citation, oneTurn: ParsedTurn, other: Citation, otherTurn: ParsedTurn): boolean {
  if (one.name !== undefined || other.name !== undefined) return one.name === other.name
  const path = pathOf(one, oneTurn)
  if (path === undefined || path !== pathOf(other, otherTurn)) return false
  return (
    !one.lines || !other.lines || (one.lines.first <= other.lines.last && other.lines.first <= one.lines.last)
  )
}

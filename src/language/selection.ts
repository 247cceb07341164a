import type { Place, Range } from '../traces/place.ts'
import { rangeOfStep, stepsAt, turnAt } from './at.ts'
import { headingsOf, trimmed } from './markdown.ts'
import type { Parsed } from './parsed.ts'

/** What to select around a place, the smallest first: statement, steps, phase, thought, turn, document. */
export function selectionsAt(parsed: Parsed, place: Place): readonly Range[] {
  const { text } = parsed.document
  const turn = turnAt(parsed, place)
  const all = { from: 0 as Place, to: text.length as Place }
  if (!turn) return [all]
  const around = turn.pieces.filter(
    ({ range, kind }) => kind !== 'tag' && range.from <= place && place <= range.to,
  )
  const sections = headingsOf(turn, text).map(({ section }) => section)
  const { head, body, whole } = turn.turn.layout
  const candidates = [
    ...stepsAt(turn, place).map((step) => rangeOfStep(turn, step)),
    ...(around.some(({ kind }) => kind === 'answer')
      ? [paragraphAt(text, place), ...sections.toReversed()]
      : []),
    ...around.map(({ range }) => trimmed(text, range)),
    ...(head ? [trimmed(text, head)] : []),
    trimmed(text, body),
    trimmed(text, whole),
    all,
  ]
  return candidates
    .filter(({ from, to }) => from <= place && place <= to && to > from)
    .toSorted((one, other) => one.to - one.from - (other.to - other.from))
    .reduce<readonly Range[]>((chosen, next) => {
      const last = chosen.at(-1)
      const grows =
        !last || (next.from <= last.from && next.to >= last.to && next.to - next.from > last.to - last.from)
      return grows ? [...chosen, next] : chosen
    }, [])
}

function paragraphAt(text: string, place: Place): Range {
  const before = text.lastIndexOf('\n\n', Math.max(0, place - 1))
  const after = text.indexOf('\n\n', place)
  return trimmed(text, {
    from: (before < 0 ? 0 : before + 2) as Place,
    to: (after < 0 ? text.length : after) as Place,
  })
}

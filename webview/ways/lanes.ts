import type { TurnId } from '../../src/protocol/webview.ts'
import type { Way } from '../../src/protocol/ways.ts'
import { isRunning, type TurnPage } from '../state.ts'

/** A way in the picture of all: a line from left to right. Places are parts of the picture's width, from 0 to 1. */
export interface Lane {
  /** Where it parted from another; 0 for the original. */
  readonly from: number
  /** Where its thought ends, and its answer. */
  readonly thought: number
  readonly answer: number
  /** Up to here the way in view goes along it. */
  readonly lit: number
  readonly open: boolean
  readonly links: readonly Link[]
}

/** The piece, in the height of a lane, of the line that leads from a way down to one that parted from it. */
export interface Link {
  readonly at: number
  readonly part: 'above' | 'below' | 'through'
  readonly lit: boolean
}

/** The rest of the width is for answers. */
const thoughtsEnd = 0.8
const leastAnswer = 0.04

/** A question's ways as one picture: a lane for each, as far as its thought went; `current` is the way in view. */
export function lanesOf(ways: readonly Way<TurnPage>[], current: TurnId): readonly Lane[] {
  const rowOf = new Map(ways.map(({ turn }, row) => [turn.head.id, row]))
  const spans = ways.map(({ turn: { head, value } }) => {
    const { of, at = 0, carried } = head.branch ?? {}
    const parent = of === undefined ? undefined : rowOf.get(of)
    const from = parent === undefined ? 0 : at
    const { length } = value.reasoning
    // One that was asked anew has thought from its first word: after what it was given.
    return { parent, from, to: carried ? from + length : Math.max(from, length) }
  })
  const longest = Math.max(1, ...spans.map(({ to }) => to))
  const longestAnswer = Math.max(1, ...ways.map(({ turn }) => turn.value.answer.length))
  const place = (offset: number) => (offset / longest) * thoughtsEnd
  const answerOf = ({ value: { answer } }: TurnPage) =>
    answer === '' ? 0 : leastAnswer + (1 - thoughtsEnd - leastAnswer) * (answer.length / longestAnswer)
  const lit = litOf(spans, rowOf.get(current))
  return ways.map(({ turn }, row) => {
    const { from, to } = spans[row] ?? { from: 0, to: 0 }
    const answer = place(to) + answerOf(turn)
    const reached = lit.get(row)
    return {
      from: place(from),
      thought: place(to),
      answer,
      lit: reached === undefined ? place(from) : reached === 'end' ? answer : place(reached),
      open: isRunning(turn.value),
      links: spans
        .flatMap((span, child): readonly Link[] => {
          const { parent } = span
          if (parent === undefined || row < parent || row > child) return []
          const part = row === parent ? 'below' : row === child ? 'above' : 'through'
          return [{ at: place(span.from), part, lit: lit.has(child) }]
        })
        // What is drawn last lies on top.
        .toSorted((a, b) => Number(a.lit) - Number(b.lit)),
    }
  })
}

/** How far the way in view goes along each lane that it goes along. */
function litOf(
  spans: readonly { readonly parent: number | undefined; readonly from: number }[],
  current: number | undefined,
): ReadonlyMap<number, number | 'end'> {
  const lit = new Map<number, number | 'end'>()
  let reached: number | 'end' = 'end'
  for (let row = current; row !== undefined && !lit.has(row); row = spans[row]?.parent) {
    lit.set(row, reached)
    reached = spans[row]?.from ?? 0
  }
  return lit
}

import type { ComparedRow, Comparison } from '../../src/protocol/comparison.ts'
import { patternOf } from '../search.ts'

type Rows = Comparison['rows']

/** Whether the row itself tells of a difference, and not only what is in it. */
export function differs({ what, left, right, mark }: ComparedRow): boolean {
  if (mark === 'same') return false
  if (what === 'phase' || what === 'step') return left !== null && right !== null && left.kind !== right.kind
  return what !== 'turn' || left?.text !== right?.text
}

/** Whether only what is in it differs. */
export function holdsDifferences(row: ComparedRow): boolean {
  return row.mark === 'changed' && !differs(row)
}

/** Whether there are rows in a row. */
export function holds(rows: Rows, row: number): boolean {
  return (rows[row + 1]?.depth ?? 0) > (rows[row]?.depth ?? 0)
}

/** The row that a row is in; −1 where it is in none. */
export function holderOf(rows: Rows, row: number): number {
  const depth = rows[row]?.depth ?? 0
  for (let at = row - 1; at >= 0; at--) if ((rows[at]?.depth ?? 0) < depth) return at
  return -1
}

/** In which nothing has changed: closed until one wants to see it. */
export function closedAtFirst(rows: Rows): ReadonlySet<number> {
  return new Set([...rows.keys()].filter((row) => rows[row]?.mark === 'same' && holds(rows, row)))
}

/** The rows to be seen, from the first to the last. */
export function seenOf(
  rows: Rows,
  closed: ReadonlySet<number>,
  which: 'all' | 'differences',
): readonly number[] {
  const found: number[] = []
  let hidden = Infinity // deeper rows are not seen
  for (const [row, { depth, mark }] of rows.entries()) {
    if (depth > hidden) continue
    hidden = closed.has(row) ? depth : Infinity
    if (which === 'all' || mark !== 'same') found.push(row)
  }
  return found
}

/** Opens all that a row is in. */
export function openedTo(rows: Rows, closed: ReadonlySet<number>, row: number): ReadonlySet<number> {
  const open = new Set(closed)
  for (let at = holderOf(rows, row); at >= 0; at = holderOf(rows, at)) open.delete(at)
  return open
}

/** Where differences begin: a row that differs after one that does not. */
export function differencesOf(rows: Rows): readonly number[] {
  const starts: number[] = []
  let before = false
  for (const [row, each] of rows.entries()) {
    const now = differs(each)
    const holder = each.what === 'phase' || each.what === 'step'
    if (now && !before) starts.push(row)
    if (now || !holder) before = now // a heading between two of them parts nothing
  }
  return starts
}

/** The rows in whose texts, of either side, a query stands. */
export function rowsWith(rows: Rows, query: string): readonly number[] {
  const pattern = patternOf(query)
  if (!pattern) return []
  return [...rows.keys()].filter((row) =>
    [rows[row]?.left, rows[row]?.right].some((side) => side && side.text.search(pattern) >= 0),
  )
}

/** The row after or before another among some, round about. */
export function rowBeside(some: readonly number[], row: number, by: 1 | -1): number | undefined {
  return by > 0
    ? (some.find((each) => each > row) ?? some[0])
    : (some.findLast((each) => each < row) ?? some.at(-1))
}

export interface Counts {
  readonly gone: number
  readonly added: number
  readonly changed: number
}

/** Of statements, and steps that are of another kind now. */
export function countsOf(rows: Rows): Counts {
  const counts = { gone: 0, added: 0, changed: 0 }
  for (const row of rows) {
    const { what, mark } = row
    if (mark === 'same' || what === 'turn' || what === 'answer' || !differs(row)) continue
    if (mark === 'changed') counts.changed++
    else if (what === 'statement') counts[mark]++
  }
  return counts
}

/** The number of the question that a row belongs to. */
export function turnOf(rows: Rows, row: number): number {
  let turn = -1
  for (let at = 0; at <= row; at++) if (rows[at]?.what === 'turn') turn++
  return Math.max(0, turn)
}

/** All rows are equally high, in CSS pixels; style.css says the same. */
export const rowHeight = 22

/** How far a step stands to the right of the one around it: as far as in VS Code's own trees. */
export const indent = 8

/** Rows kept above and below what is seen, so that scrolling shows no blank. */
const spare = 8

export interface Range {
  readonly first: number
  /** Exclusive. */
  readonly last: number
}

/** The rows to draw for a list scrolled to `top` and `height` pixels high, and some more above and below. */
export function seenRows(count: number, top: number, height: number, more = spare): Range {
  const first = Math.max(0, Math.floor(top / rowHeight) - more)
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + more)
  return { first: Math.min(first, count), last: Math.max(last, Math.min(first, count)) }
}

/** The rows of a range, in order, and the active one wherever it is: it has the keyboard. */
export function drawnRows({ first, last }: Range, active: number, count: number): readonly number[] {
  const rows = Array.from({ length: last - first }, (_, at) => first + at)
  if (active >= 0 && active < first) return [active, ...rows]
  return active >= last && active < count ? [...rows, active] : rows
}

/** The nearest scroll position that shows a row wholly. */
export function topToShow(row: number, top: number, height: number): number {
  const from = row * rowHeight
  if (from < top) return from
  const lowest = from + rowHeight - height
  return lowest > top ? Math.max(0, lowest) : top
}

/** The lowest scroll position. */
export function bottom(count: number, height: number): number {
  return Math.max(0, count * rowHeight - height)
}

/** Gives each thing that is drawn a slot: its own of before, or that of one which is drawn no more. */
export type Slots<T> = (drawn: readonly T[]) => ReadonlyMap<T, number>

/** Slots that are free are given in the order in which they stood: where all is new, no element need move. */
export function createSlots<T>(): Slots<T> {
  let before: ReadonlyMap<T, number> = new Map()
  return (drawn) => {
    const stay = new Set(drawn)
    const free = [...before].filter(([one]) => !stay.has(one)).map(([, slot]) => slot)
    let next = Math.max(-1, ...before.values()) + 1
    const now = new Map<T, number>()
    let at = 0
    for (const one of drawn) now.set(one, before.get(one) ?? free[at++] ?? next++)
    return (before = now)
  }
}

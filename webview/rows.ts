/** All rows are equally high, in CSS pixels; style.css says the same. */
export const rowHeight = 22

/** Rows kept above and below what is seen, so that scrolling shows no blank. */
const spare = 8

export interface Range {
  readonly first: number
  /** Exclusive. */
  readonly last: number
}

/** The rows to draw for a list scrolled to `top` and `height` pixels high. */
export function seenRows(count: number, top: number, height: number): Range {
  const first = Math.max(0, Math.floor(top / rowHeight) - spare)
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + spare)
  return { first: Math.min(first, count), last: Math.max(last, Math.min(first, count)) }
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

declare const unit: unique symbol

/** An index in UTF-16 units into the reasoning of one turn. */
export type Offset = number & { readonly [unit]: 'offset' }

/** `[from, to)`. */
export interface Span {
  readonly from: Offset
  readonly to: Offset
}

export const start = 0 as Offset

export function advance(at: Offset, by: number): Offset {
  return (at + by) as Offset
}

/** The span of a text from end to end. */
export function wholeSpan({ length }: string): Span {
  return { from: start, to: advance(start, length) }
}

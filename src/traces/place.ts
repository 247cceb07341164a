declare const unit: unique symbol

/** An index in UTF-16 units into the text of a document, as it stands in the file. */
export type Place = number & { readonly [unit]: 'place' }

/** `[from, to)`. */
export interface Range {
  readonly from: Place
  readonly to: Place
}

export function placeOf(index: number): Place {
  return index as Place
}

export function rangeOf(from: number, to: number): Range {
  return { from: from as Place, to: to as Place }
}

export function sliceOf(text: string, { from, to }: Range): string {
  return text.slice(from, to)
}

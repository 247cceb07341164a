import type { Segment } from '../core/segments.ts'
import type { SplitBody, Texts } from './body.ts'
import { indexInBody, placeInBody, type DocumentTurn } from './document.ts'
import { placeOf, type Place, type Range } from './place.ts'

/** A part of a body: where it stands in the document, and which part of the reasoning or the answer it is. */
export interface Piece {
  readonly kind: Segment['kind']
  readonly range: Range
  /** In the body. */
  readonly from: number
  readonly length: number
  /** In the text of its kind. */
  readonly offset: number
}

export function piecesOf(
  turn: DocumentTurn,
  { segments }: SplitBody,
  { reasoning }: Texts,
): readonly Piece[] {
  let from = 0
  const sizes = { reasoning: 0, answer: 0, tag: 0 }
  return segments.map(({ kind, text }) => {
    const piece: Piece = {
      // Blank reasoning is none
      kind: kind === 'reasoning' && reasoning === '' ? 'tag' : kind,
      range: { from: placeInBody(turn, from), to: placeInBody(turn, from + text.length) },
      from,
      length: text.length,
      offset: sizes[kind],
    }
    from += text.length
    sizes[kind] += text.length
    return piece
  })
}

/** Where a unit of the reasoning or the answer stands in the document. */
function placeOfOffset(
  turn: DocumentTurn,
  pieces: readonly Piece[],
  kind: 'reasoning' | 'answer',
  offset: number,
): Place {
  let end = turn.layout.body.to
  for (const piece of pieces) {
    if (piece.kind !== kind) continue
    if (offset < piece.offset + piece.length)
      return placeInBody(turn, piece.from + Math.max(0, offset - piece.offset))
    end = piece.range.to
  }
  return end
}

/** Where a stretch of the reasoning or the answer stands in the document. */
export function rangeInText(
  turn: DocumentTurn,
  pieces: readonly Piece[],
  kind: 'reasoning' | 'answer',
  from: number,
  to: number,
): Range {
  const begin = placeOfOffset(turn, pieces, kind, from)
  return { from: begin, to: to > from ? placeOf(placeOfOffset(turn, pieces, kind, to - 1) + 1) : begin }
}

export interface InText {
  readonly kind: Piece['kind']
  readonly offset: number
}

/** What stands at a place of the document, if it is in the turn's body. At a border, what begins there. */
export function textAt(turn: DocumentTurn, pieces: readonly Piece[], place: Place): InText | undefined {
  const { from, to } = turn.layout.body
  if (place < from || place > to) return undefined
  const index = indexInBody(turn, place)
  const piece = pieces.findLast((each) => each.from <= index) ?? pieces[0]
  return piece && { kind: piece.kind, offset: piece.offset + index - piece.from }
}

import type { Step } from '../../core/step.ts'
import { splitBody, textsOf } from '../../traces/body.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import { piecesOf, rangeInText, textAt, type Piece } from '../../traces/pieces.ts'
import { placeOf, type Range } from '../../traces/place.ts'

/** Where a step stands in its document. */
export function rangeOfStep(turn: DocumentTurn, { span }: Step): Range {
  return rangeInText(turn, piecesIn(turn), 'reasoning', span.from, span.to)
}

/** The innermost step at an index of the document, of a turn's steps. */
export function stepAt(turn: DocumentTurn, steps: readonly Step[], index: number): Step | undefined {
  const found = textAt(turn, piecesIn(turn), placeOf(index))
  if (found?.kind !== 'reasoning') return undefined
  const { offset } = found
  return steps.findLast(({ span }) => span.from <= offset && offset < span.to)
}

const known = new WeakMap<DocumentTurn, readonly Piece[]>()

/** A turn that was not edited is the same object, and its parts are where they were. */
function piecesIn(turn: DocumentTurn): readonly Piece[] {
  const there = known.get(turn)
  if (there) return there
  const split = splitBody(turn.body, turn.head)
  const pieces = piecesOf(turn, split, textsOf(split))
  known.set(turn, pieces)
  return pieces
}

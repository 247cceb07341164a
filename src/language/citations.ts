import { createReferenceFinder, type Known, type Reference } from '../core/references.ts'
import type { Step } from '../core/step.ts'
import type { Texts } from '../traces/body.ts'
import type { DocumentTurn } from '../traces/document.ts'
import type { Range } from '../traces/place.ts'
import { rangeInText, type Piece } from '../traces/pieces.ts'

/** A mention of code in a document. */
export interface Citation extends Pick<Reference, 'path' | 'lines' | 'name'> {
  readonly range: Range
  readonly where: 'reasoning' | 'answer'
}

export type Citations = (
  turn: DocumentTurn,
  pieces: readonly Piece[],
  texts: Texts,
  steps: readonly Step[],
) => readonly Citation[]

/** Finds mentions statement by statement, and line by line in the answer; those it has seen before are not read again. */
export function createCitations(known: Known): Citations {
  const find = createReferenceFinder(known)
  let seen = new Map<string, readonly Reference[]>()

  return (turn, pieces, { reasoning, answer }, steps) => {
    const fresh = new Map<string, readonly Reference[]>()
    const found: Citation[] = []
    for (const { level, span } of steps)
      if (level === 'statement') add('reasoning', reasoning.slice(span.from, span.to), span.from)
    for (let from = 0; from < answer.length;) {
      const end = answer.indexOf('\n', from) + 1
      const to = end === 0 ? answer.length : end
      add('answer', answer.slice(from, to), from)
      from = to
    }
    seen = fresh
    return found

    function add(where: Citation['where'], text: string, from: number) {
      const references = seen.get(text) ?? find(text)
      fresh.set(text, references)
      for (const { span, path, lines, name } of references) {
        const range = rangeInText(turn, pieces, where, from + span.from, from + span.to)
        found.push({
          range,
          where,
          ...(path !== undefined && { path }),
          ...(lines && { lines }),
          ...(name !== undefined && { name }),
        })
      }
    }
  }
}

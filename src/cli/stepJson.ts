import { createReferenceFinder, type Known, type Reference } from '../core/references.ts'
import type { Thought } from '../core/step.ts'
import { titleAt } from '../core/titles.ts'

/** Steps as the terminal gives them: offsets in UTF-16 units into the reasoning; absent what they do not have. */
export function stepsJson({ reasoning, steps }: Thought, known: Known) {
  const find = createReferenceFinder(known)
  return steps.map(({ id, parent, level, kind, span, on, revises }, index) => {
    const said = level === 'statement' ? find(reasoning.slice(span.from, span.to), span.from) : []
    return {
      id,
      parent,
      level,
      kind,
      title: titleAt(steps, index, reasoning),
      start: span.from,
      end: span.to,
      ...(on && { on }),
      ...(revises && { revises }),
      ...(said.length > 0 && { refs: said.map(referenceJson) }),
    }
  })
}

function referenceJson({ span, path, lines, name }: Reference) {
  return {
    start: span.from,
    end: span.to,
    ...(path !== undefined && { path }),
    ...(lines && { lines: [lines.first, lines.last] }),
    ...(name !== undefined && { name }),
  }
}

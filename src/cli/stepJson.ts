import type { Reference, Step } from '../core/step.ts'

/** A step as the terminal gives it: offsets in UTF-16 units into the reasoning; absent what it does not have. */
export function stepJson({ id, parent, level, kind, title, span, on, revises, references }: Step) {
  return {
    id,
    parent,
    level,
    kind,
    title,
    start: span.from,
    end: span.to,
    ...(on && { on }),
    ...(revises && { revises }),
    ...(references.length > 0 && { refs: references.map(referenceJson) }),
  }
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

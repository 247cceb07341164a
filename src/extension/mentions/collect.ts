import { createReferenceFinder, type Known, type Reference } from '../../core/references.ts'
import type { Step, StepId } from '../../core/step.ts'

/** A place in the code, as the reasoning names it, and the steps that speak of it in order. */
export interface Spoken {
  readonly reference: Reference
  readonly steps: readonly StepId[]
}

/**
 * Finds the places that a growing trace speaks of. A statement is read once; only those that changed are read again.
 * Who speaks is the step that holds the statement.
 */
export function createCollector(
  known: Known,
): (steps: readonly Step[], reasoning: string) => readonly Spoken[] {
  const find = createReferenceFinder(known)
  let read = new Map<StepId, { readonly to: number; readonly references: readonly Reference[] }>()
  return (steps, reasoning) => {
    const before = read
    read = new Map()
    const holders = new Map<StepId, StepId>()
    const places = new Map<string, { readonly reference: Reference; readonly steps: Set<StepId> }>()
    for (const { id, parent, level, span } of steps) {
      if (level === 'step') holders.set(id, id)
      if (level !== 'statement') continue
      const there = before.get(id)
      const references =
        there?.to === span.to ? there.references : find(reasoning.slice(span.from, span.to), span.from)
      read.set(id, { to: span.to, references })
      const speaker = (parent !== null && holders.get(parent)) || id
      for (const reference of references) {
        const { path, lines, name } = reference
        const key = JSON.stringify([path, lines?.first, lines?.last, name])
        const place = places.get(key)
        if (place) place.steps.add(speaker)
        else places.set(key, { reference, steps: new Set([speaker]) })
      }
    }
    return [...places.values()].map((place) => ({ reference: place.reference, steps: [...place.steps] }))
  }
}

import type { FindReferences, Reference } from './references.ts'
import type { Step, StepId } from './step.ts'

/** A step and all inside it; none where there is no such step. */
export function subtree(steps: readonly Step[], id: StepId): readonly Step[] {
  const at = steps.findIndex((step) => step.id === id)
  const root = steps[at]
  if (!root) return []
  const after = steps.findIndex((step, index) => index > at && step.span.from >= root.span.to)
  return steps.slice(at, after < 0 ? undefined : after)
}

/** The code that steps speak of, each place once, in the order of the text. */
export function referencesOf(
  steps: readonly Step[],
  reasoning: string,
  find: FindReferences,
): readonly Reference[] {
  const places = new Map<string, Reference>()
  for (const { level, span } of steps) {
    if (level !== 'statement') continue
    for (const reference of find(reasoning.slice(span.from, span.to), span.from)) {
      const { path, lines, name } = reference
      const place = JSON.stringify([path, lines?.first, lines?.last, name])
      if (!places.has(place)) places.set(place, reference)
    }
  }
  return [...places.values()]
}

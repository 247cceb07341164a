import type { Reference, Step, StepId } from './step.ts'

/** A step and all inside it; none where there is no such step. */
export function subtree(steps: readonly Step[], id: StepId): readonly Step[] {
  const at = steps.findIndex((step) => step.id === id)
  const root = steps[at]
  if (!root) return []
  const after = steps.findIndex((step, index) => index > at && step.span.from >= root.span.to)
  return steps.slice(at, after < 0 ? undefined : after)
}

/** The code that steps speak of, each place once, in the order of the text. */
export function referencesOf(steps: readonly Step[]): readonly Reference[] {
  const places = new Map<string, Reference>()
  for (const { references } of steps) {
    for (const reference of references) {
      const { path, lines, name } = reference
      const place = JSON.stringify([path, lines?.first, lines?.last, name])
      if (!places.has(place)) places.set(place, reference)
    }
  }
  return [...places.values()]
}

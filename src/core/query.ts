import { firstIndex } from '../base/firstIndex.ts'
import type { FindReferences, Reference } from './references.ts'
import type { Step, StepId } from './step.ts'
import type { Span } from './text.ts'

/** −1 where there is none. An id ends in the offset at which its step begins, so that is where to look first. */
export function indexOfStep(steps: readonly Step[], id: StepId): number {
  const from = Number(id.slice(1))
  for (let index = firstFrom(steps, from); steps[index]?.span.from === from; index++)
    if (steps[index]?.id === id) return index
  return steps.findLastIndex((step) => step.id === id)
}

/** A step and all inside it; none where there is no such step. */
export function subtree(steps: readonly Step[], id: StepId): readonly Step[] {
  const at = indexOfStep(steps, id)
  const root = steps[at]
  return root ? steps.slice(at, Math.max(at + 1, firstFrom(steps, root.span.to))) : []
}

/** What is a step's own: of one that others lie in, the words before the first of them. */
export function ownSpan(steps: readonly Step[], index: number): Span | undefined {
  const step = steps[index]
  if (step?.level !== 'step') return step?.span
  let next = index + 1
  while (steps[next]?.level === 'statement') next++
  const { from, to } = step.span
  return { from, to: steps[next]?.span.from ?? to }
}

/** The text of what is a step's own, without blanks around it; empty where there is no such step. */
export function ownWords(reasoning: string, steps: readonly Step[], id: StepId): string {
  const span = ownSpan(steps, indexOfStep(steps, id))
  return span ? reasoning.slice(span.from, span.to).trim() : ''
}

/** The index of the first step that begins at an offset or after it. */
function firstFrom(steps: readonly Step[], from: number): number {
  return firstIndex(steps.length, (index) => (steps[index]?.span.from ?? from) >= from)
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

import type { StepId } from '../src/core/step.ts'
import { indexOf } from './outline.ts'
import type { TurnPage } from './state.ts'

/** From 0, unsure, to 4: what a mean probability is tinted as. */
export function sureness(probability: number): 0 | 1 | 2 | 3 | 4 {
  if (probability < 0.4) return 0
  if (probability < 0.6) return 1
  if (probability < 0.75) return 2
  return probability < 0.9 ? 3 : 4
}

/** The first unsure statement after the chosen step, or the first of all. */
export function nextUnsure({ value, look, inside }: TurnPage): StepId | undefined {
  const unsure = inside?.sure?.unsure ?? []
  const from = value.steps[indexOf(value.steps, look.selected)]?.span.from ?? -1
  const placeOf = (id: StepId) => value.steps[indexOf(value.steps, id)]?.span.from ?? -1
  return unsure.find((id) => placeOf(id) > from) ?? unsure.find((id) => id !== look.selected)
}

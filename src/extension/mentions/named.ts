import type { Kind, StepId } from '../../core/step.ts'
import type { TurnValue } from '../../core/turn.ts'
import { titleOfStep } from '../steps/title.ts'

export interface NamedStep {
  readonly id: StepId
  readonly kind: Kind
  readonly title: string
}

/** The steps with what they are called, in the order of the trace. */
export function namedSteps(value: TurnValue, ids: readonly StepId[]): readonly NamedStep[] {
  const wanted = new Set(ids)
  return value.steps.flatMap(({ id, kind }, index) =>
    wanted.has(id) ? [{ id, kind, title: titleOfStep(value, index) }] : [],
  )
}

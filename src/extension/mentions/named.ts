import type { Kind, StepId } from '../../core/step.ts'
import { titleAt } from '../../core/titles.ts'
import type { TurnValue } from '../../core/turn.ts'
import { plainText } from '../steps/plainText.ts'

export interface NamedStep {
  readonly id: StepId
  readonly kind: Kind
  readonly title: string
}

/** The steps with what they are called, in the order of the trace. */
export function namedSteps({ steps, reasoning }: TurnValue, ids: readonly StepId[]): readonly NamedStep[] {
  const wanted = new Set(ids)
  return steps.flatMap(({ id, kind }, index) =>
    wanted.has(id) ? [{ id, kind, title: plainText(titleAt(steps, index, reasoning)) }] : [],
  )
}

import { titleAt } from '../src/core/titles.ts'
import { indexOf } from './outline.ts'
import type { TurnPage } from './state.ts'

/** The title of the step at which a branch parted, where its parent is here. */
export function partedAt({ head: { branch } }: TurnPage, turns: readonly TurnPage[]): string | undefined {
  const parent = turns.find(({ head }) => head.id === branch?.of)
  if (!branch?.step || !parent) return undefined
  const { steps, reasoning } = parent.value
  const index = indexOf(steps, branch.step)
  return index < 0 ? undefined : titleAt(steps, index, reasoning)
}

import type { Level, Step, Thought } from './step.ts'
import { titleAt } from './titles.ts'

/** A step with what a reader of a list needs to know of its place. */
export interface OutlineLine {
  readonly step: Step
  readonly title: string
  /** 0 for phases. */
  readonly depth: number
  /** The title of the step it goes back on. */
  readonly revises?: string
}

/** The steps down to a level, in document order, each with its depth. */
export function outline({ reasoning, steps }: Thought, deepest: Level): readonly OutlineLine[] {
  const lines = new Map<string, OutlineLine>()
  const places = new Map(steps.map(({ id }, index) => [id, index]))
  for (const [index, step] of steps.entries()) {
    if (ranks[step.level] > ranks[deepest]) continue
    const above = step.parent === null ? undefined : lines.get(step.parent)
    const revises = step.revises === undefined ? undefined : places.get(step.revises)
    lines.set(step.id, {
      step,
      title: titleAt(steps, index, reasoning),
      depth: above ? above.depth + 1 : 0,
      ...(revises !== undefined && { revises: titleAt(steps, revises, reasoning) }),
    })
  }
  return [...lines.values()]
}

const ranks: Readonly<Record<Level, number>> = { phase: 0, step: 1, statement: 2 }

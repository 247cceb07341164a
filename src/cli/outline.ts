import type { Level, Step } from '../core/step.ts'

/** A step with what a reader of a list needs to know of its place. */
export interface Line {
  readonly step: Step
  /** 0 for phases. */
  readonly depth: number
  /** The title of the step it goes back on. */
  readonly revises?: string
}

/** The steps down to a level, in document order, each with its depth. */
export function outline(steps: readonly Step[], deepest: Level): readonly Line[] {
  const lines = new Map<string, Line>()
  const titles = new Map(steps.map((step) => [step.id, step.title]))
  for (const step of steps) {
    if (ranks[step.level] > ranks[deepest]) continue
    const above = step.parent === null ? undefined : lines.get(step.parent)
    const revises = step.revises === undefined ? undefined : titles.get(step.revises)
    lines.set(step.id, { step, depth: above ? above.depth + 1 : 0, ...(revises && { revises }) })
  }
  return [...lines.values()]
}

/** One line of plain text. */
export function lineText({ step, depth, revises }: Line): string {
  const notes = [
    step.abandoned ? 'abandoned' : '',
    revises === undefined ? '' : `goes back on “${revises}”`,
  ].filter((note) => note !== '')
  const after = notes.length > 0 ? ` (${notes.join('; ')})` : ''
  return `${'  '.repeat(depth)}${step.kind.padEnd(8)} ${step.title}${after}\n`
}

const ranks: Readonly<Record<Level, number>> = { phase: 0, step: 1, statement: 2 }

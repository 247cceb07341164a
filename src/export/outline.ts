import { indexOfStep } from '../core/query.ts'
import type { Kind, Level, Step } from '../core/step.ts'
import { titleAt } from '../core/titles.ts'
import type { StepVerdict } from '../judge/review.ts'
import type { Judgement, Unit } from '../judge/verdicts.ts'

/** A step as a reader of a page needs it. */
export interface OutlineStep {
  readonly level: Level
  readonly kind: Kind
  readonly title: string
  /** 0 for phases. */
  readonly depth: number
  /** The words of a statement; of what holds others, none. */
  readonly text: string
  readonly abandoned: boolean
  /** The title of the step it goes back on. */
  readonly revises?: string
  /** What the reviewers say of it, on the first of the statements that are judged as one. */
  readonly verdict?: StepVerdict
  readonly corrected?: string
  readonly firstWrong: boolean
  /** Of statements that are judged as one, the first. */
  readonly opens: boolean
}

interface Reasoned {
  readonly reasoning: string
  readonly steps: readonly Step[]
}

/** All steps in the order of the text, each with what is said of it. */
export function outlineOf(
  { reasoning, steps }: Reasoned,
  judged: readonly Judgement[],
  units: readonly Unit[],
): readonly OutlineStep[] {
  const depths = new Map<string, number>()
  const said = new Map(units.map(({ from }, index) => [from, judged[index]] as const))
  return steps.map((step, index) => {
    const { level, kind, span, parent } = step
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1
    depths.set(step.id, depth)
    const at = step.revises === undefined ? -1 : indexOfStep(steps, step.revises)
    const word = level === 'statement' ? said.get(span.from) : undefined
    return {
      level,
      kind,
      title: titleAt(steps, index, reasoning),
      depth,
      text: level === 'statement' ? reasoning.slice(span.from, span.to) : '',
      abandoned: step.abandoned === true,
      ...(at >= 0 && { revises: titleAt(steps, at, reasoning) }),
      ...(word?.verdict && { verdict: word.verdict }),
      ...(word?.corrected !== undefined && { corrected: word.corrected }),
      firstWrong: word?.firstWrong === true,
      opens: level === 'statement' && said.has(span.from),
    }
  })
}

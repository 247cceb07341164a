import { outline } from '../core/outline.ts'
import type { Kind, Level, Thought } from '../core/step.ts'
import type { StepVerdict } from '../core/judging.ts'
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

/** All steps in the order of the text, each with what is said of it. */
export function outlineOf(
  thought: Thought,
  judged: readonly Judgement[],
  units: readonly Unit[],
): readonly OutlineStep[] {
  const said = new Map(units.map(({ from }, index) => [from, judged[index]] as const))
  return outline(thought, 'statement').map(({ step, title, depth, revises }) => {
    const { level, kind, span } = step
    const word = level === 'statement' ? said.get(span.from) : undefined
    return {
      level,
      kind,
      title,
      depth,
      text: level === 'statement' ? thought.reasoning.slice(span.from, span.to) : '',
      abandoned: step.abandoned === true,
      ...(revises !== undefined && { revises }),
      ...(word?.verdict && { verdict: word.verdict }),
      ...(word?.corrected !== undefined && { corrected: word.corrected }),
      firstWrong: word?.firstWrong === true,
      opens: level === 'statement' && said.has(span.from),
    }
  })
}

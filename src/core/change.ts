import type { Usage } from '../base/delta.ts'
import { stepOf, type Step, type StepId, type StepSeed } from './step.ts'
import type { Offset } from './text.ts'
import type { RunState, Tick, Times, TurnValue } from './turn.ts'

/** What happened to a growing text: all but the first `keep` units is replaced by `text`. */
export interface TextChange {
  readonly keep: number
  readonly text: string
}

/**
 * What happened to the steps. Where they end is not told: a step ends where the first one after it that does not lie in
 * it begins, the last ones with the text.
 */
export interface StepsChange {
  /** Of the old list, the first `keep` stay in place. */
  readonly keep: number
  /** What now follows them. */
  readonly added: readonly StepSeed[]
  /** Of those that stay, these were left for another way. */
  readonly abandoned: readonly StepId[]
  /** Where the text ends. */
  readonly to: Offset
}

/** What has happened since the last `take`; absent parts did not change. */
export interface TurnChange {
  readonly reasoning?: TextChange
  readonly answer?: TextChange
  readonly steps?: StepsChange
  /** Ticks to append. */
  readonly timeline?: readonly Tick[]
  readonly state?: RunState
  readonly usage?: Usage
  readonly times?: Times
  readonly hidden?: boolean
  readonly signed?: true
  readonly lateClose?: true
}

function applyText(old: string, { keep, text }: TextChange): string {
  return keep === old.length ? old + text : old.slice(0, keep) + text
}

/** Untouched steps stay the same objects. */
export function applySteps(
  old: readonly Step[],
  { keep, added, abandoned, to }: StepsChange,
): readonly Step[] {
  const steps = old.slice(0, keep)
  if (abandoned.length > 0) abandon(steps, new Set(abandoned))
  const open = openIn(steps)
  for (const seed of added) {
    close(steps, open.splice(seed.depth), seed.from)
    const parent = steps[open.at(-1) ?? -1]?.id ?? null
    open.push(steps.push(stepOf(seed, parent, to)) - 1)
  }
  close(steps, open, to)
  return steps
}

function abandon(steps: Step[], left: Set<StepId>) {
  for (let index = steps.length - 1; index >= 0 && left.size > 0; index--) {
    const step = steps[index]
    if (step && left.delete(step.id)) steps[index] = { ...step, abandoned: true }
  }
}

/** The indexes of the last step and those above it, from the top. */
function openIn(steps: readonly Step[]): number[] {
  const open: number[] = []
  let above = steps.at(-1)?.id ?? null
  for (let index = steps.length - 1; index >= 0 && above !== null; index--) {
    const step = steps[index]
    if (step?.id !== above) continue
    open.unshift(index)
    above = step.parent
  }
  return open
}

function close(steps: Step[], indexes: readonly number[], to: Offset) {
  for (const index of indexes) {
    const step = steps[index]
    if (step && step.span.to !== to) steps[index] = { ...step, span: { from: step.span.from, to } }
  }
}

/** Untouched parts stay the same objects. It stands here, apart from what makes changes: the page needs only this. */
export function applyTurn(value: TurnValue, change: TurnChange): TurnValue {
  const { reasoning, answer, steps, timeline, ...rest } = change
  return {
    ...value,
    ...rest,
    ...(reasoning && { reasoning: applyText(value.reasoning, reasoning) }),
    ...(answer && { answer: applyText(value.answer, answer) }),
    ...(steps && { steps: applySteps(value.steps, steps) }),
    ...(timeline && { timeline: value.timeline.concat(timeline) }),
  }
}

import { isAllBlank } from './blank.ts'
import { paragraphAfter, type Steering } from './steering.ts'
import type { Step } from './step.ts'

/**
 * How a thought that somebody has changed by hand is to go on: where its end was cut off, from there; where a paragraph
 * was put in after a step, after that; and from the end of the step that was changed. Undefined where nothing was.
 */
export function steeringOfEdit(before: string, steps: readonly Step[], after: string): Steering | undefined {
  if (before === after) return undefined
  const from = alike(before, after, Math.min(before.length, after.length))
  const rest = alikeAtEnd(before, after, Math.min(before.length, after.length) - from)
  const to = before.length - rest
  const added = after.slice(from, after.length - rest)
  if (isAllBlank(added) && isAllBlank(before.slice(to))) {
    const last = stepEndingAt(steps, before, from)
    return { kind: 'goOn', at: last?.id ?? from }
  }
  const parent = stepEndingAt(steps, before, from)
  const hint = added.trim()
  const kept = before.slice(0, parent?.span.to ?? 0)
  if (parent && after.startsWith(kept + paragraphAfter(kept, hint)) && isAllBlank(before.slice(from, to)))
    return { kind: 'hint', at: parent.id, text: hint }
  const first = stepAt(steps, from)
  if (!first) return undefined
  const next = steps.find(({ level, span }) => level === 'step' && span.from >= Math.max(to, from + 1))
  const end = (next?.span.from ?? before.length) + after.length - before.length
  return { kind: 'editStep', at: first.id, text: after.slice(first.span.from, end).trimEnd() }
}

/** How many characters two texts begin with alike; never half of one. */
function alike(one: string, other: string, most: number): number {
  let count = 0
  while (count < most && one.charCodeAt(count) === other.charCodeAt(count)) count++
  return count > 0 && isHigh(one.charCodeAt(count - 1)) ? count - 1 : count
}

function alikeAtEnd(one: string, other: string, most: number): number {
  let count = 0
  while (
    count < most &&
    one.charCodeAt(one.length - 1 - count) === other.charCodeAt(other.length - 1 - count)
  )
    count++
  return count > 0 && isLow(one.charCodeAt(one.length - count)) ? count - 1 : count
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000
}

/** The innermost step at a place, with the statements in it. */
function stepAt(steps: readonly Step[], offset: number): Step | undefined {
  const whole = steps.filter(({ level }) => level !== 'statement')
  return whole.findLast(({ span }) => span.from <= offset && offset < span.to) ?? whole.at(-1)
}

/** The step whose last word stands right before a place. */
function stepEndingAt(steps: readonly Step[], text: string, offset: number): Step | undefined {
  const word = text.slice(0, offset).trimEnd().length
  return steps.findLast(
    ({ level, span }) =>
      level === 'step' && span.from < word && text.slice(0, span.to).trimEnd().length === word,
  )
}

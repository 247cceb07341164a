import { firstIndex } from '../src/base/firstIndex.ts'
import { levelCode } from './facts.ts'
import { at, type Outline } from './outline.ts'

/** A piece of the reasoning that belongs to one step and to none inside it. */
export interface Run {
  /** Of the step. */
  readonly index: number
  readonly from: number
  readonly to: number
}

/** The whole trace, end to end. */
export interface Strip {
  readonly phases: readonly Run[]
  readonly runs: readonly Run[]
  /** Where a step goes back on another. */
  readonly revisions: readonly number[]
  /** Where a step states a result. */
  readonly results: readonly number[]
  /** The indexes of what people count as steps. */
  readonly steps: readonly number[]
}

/** Linear, and looks at no step itself: statements tile the reasoning, so their lengths say where each is. */
export function stripOf({ level, parent, length, revises, concludes }: Outline): Strip {
  const phases: Run[] = []
  const runs: Run[] = []
  const revisions: number[] = []
  const results: number[] = []
  const counted: number[] = []
  let owner = -1
  let from = 0
  let offset = 0
  for (let index = 0; index < level.length; index++) {
    const depth = level[index]
    if (depth === levelCode.phase) phases.push({ index, from: offset, to: offset + at(length, index) })
    if (depth === levelCode.step) counted.push(index)
    if (depth === levelCode.step && concludes[index] === 1) results.push(offset)
    if (depth !== levelCode.statement) continue
    if (revises[index] === 1) revisions.push(offset)
    const holder = at(parent, index)
    const owns = holder < 0 ? index : holder
    if (owns !== owner) {
      if (owner >= 0) runs.push({ index: owner, from, to: offset })
      owner = owns
      from = offset
    }
    offset += at(length, index)
  }
  if (owner >= 0) runs.push({ index: owner, from, to: offset })
  return { phases, runs, revisions, results, steps: counted }
}

/** The run that holds an offset; the nearest where there is none. */
export function runAt(runs: readonly Run[], offset: number): Run | undefined {
  return runs[Math.max(0, firstIndex(runs.length, (index) => (runs[index]?.from ?? 0) > offset) - 1)]
}

/** The 0-based number of the step that the one at `index` is, is in, or begins with; −1 where there is none. */
export function numberOf({ steps }: Strip, tree: Outline, index: number): number {
  if (index < 0 || steps.length === 0) return -1
  const counted = tree.steps[index]?.level === 'phase' ? index + 1 : index
  return Math.max(0, firstIndex(steps.length, (number) => (steps[number] ?? 0) > counted) - 1)
}

/** The step that a key goes to; numbers are 0-based. */
export function numberAfter(key: string, { steps, phases }: Strip, number: number): number | undefined {
  const last = steps.length - 1
  const here = steps[number] ?? 0
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(last, number + 1)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, number - 1)
    case 'PageDown': {
      const next = phases.find(({ index }) => index > here)
      return next ? steps.findIndex((step) => step > next.index) : last
    }
    case 'PageUp': {
      const before = phases.findLast(({ index }) => index < here - 1)
      const first = steps.findIndex((step) => step > (before?.index ?? -1))
      return Math.max(0, first)
    }
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

/**
 * Units that the strip has room for. While the reasoning grows there is more room than text, and it grows by steps: what
 * is drawn stays where it is most of the time.
 */
export function roomFor(length: number, growing: boolean): number {
  if (!growing) return Math.max(1, length)
  let room = 2000
  while (room < length * 1.02) room *= 1.3
  return room
}

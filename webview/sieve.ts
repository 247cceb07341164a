import type { Kind } from '../src/core/step.ts'
import { levelCode } from './facts.ts'
import { at, mark, type Marks, type Outline } from './outline.ts'

/** What of the tree a person wants to see. */
export interface Sieve {
  /** Nothing that was abandoned. */
  readonly only: boolean
  /** These kinds; all where there are none. */
  readonly kinds: readonly Kind[]
}

/** Linear; `undefined` where all is shown. The step at `kept` is shown in any case: it is the one a person is at. */
export function sift(tree: Outline, { only, kinds }: Sieve, kept: number): Marks | undefined {
  if (!only && kinds.length === 0) return undefined
  const { steps, parent, left } = tree
  const marks = new Uint8Array(steps.length)
  for (let index = steps.length - 1; index >= 0; index--) {
    const above = at(parent, index)
    const passes =
      index === kept || (!isOut(tree, only, index) && (kinds.length === 0 || isOf(tree, kinds, index)))
    if (passes) marks[index] = (marks[index] ?? 0) | mark.passes
    const holds = marks[index] !== 0 && (kinds.length > 0 || left[index] === 1)
    if (above >= 0 && holds) marks[above] = mark.holds
  }
  if (kinds.length === 0) return marks
  for (let index = 0; index < steps.length; index++) {
    const above = marks[at(parent, index)] ?? 0
    if (marks[index] === 0 && (above & (mark.passes | mark.inside)) !== 0 && !isOut(tree, only, index))
      marks[index] = mark.inside
  }
  return marks
}

/** It was abandoned, and only what was not is wanted. */
function isOut({ left }: Outline, only: boolean, index: number): boolean {
  return only && left[index] === 1
}

/** What people count as found: steps of a kind, and statements of that kind in steps of another. */
function isOf({ steps, parent }: Outline, kinds: readonly Kind[], index: number): boolean {
  const step = steps[index]
  if (!step || step.level === 'phase' || !kinds.includes(step.kind)) return false
  const above = steps[at(parent, index)]
  return step.level === 'step' || above?.level !== 'step' || !kinds.includes(above.kind)
}

/** How many of each kind a filter would find. */
export function countKinds(tree: Outline, only: boolean): ReadonlyMap<Kind, number> {
  const counts = new Map<Kind, number>()
  for (const [index, { kind }] of tree.steps.entries()) {
    if (isOut(tree, only, index) || !isOf(tree, [kind], index)) continue
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}

/** The steps (as people count them) that were left behind. */
export function countLeft({ level, left }: Outline): number {
  return level.reduce((count, one, index) => (one === levelCode.step ? count + at(left, index) : count), 0)
}

/** How many the filter finds. */
export function countFound(tree: Outline, { only, kinds }: Sieve): number {
  return tree.steps.filter((_, index) => isOf(tree, kinds, index) && !isOut(tree, only, index)).length
}

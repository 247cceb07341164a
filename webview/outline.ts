import type { Step, StepId } from '../src/core/step.ts'

/** Where each step stands in the tree, by its index in document order. */
export interface Outline {
  readonly steps: readonly Step[]
  /** How many are at the top. */
  readonly roots: number
  /** −1 at the top. */
  readonly parent: Int32Array
  /** 0 at the top. */
  readonly depth: Int32Array
  /** 1-based place among its siblings. */
  readonly place: Int32Array
  /** How many are directly inside. */
  readonly children: Int32Array
  /** How many of those are statements. */
  readonly statements: Int32Array
  /** The index after its last descendant. */
  readonly end: Int32Array
  /** 1 where the step, or one inside it, goes back on another. */
  readonly revising: Int32Array
}

/** What a step shows of what is in it: nothing, the steps but not its own statements, or all. */
export const foldings = ['closed', 'steps', 'full'] as const
export type Fold = (typeof foldings)[number]

/** How far the steps stand open: by default, and those that a person has folded otherwise. */
export interface Folds {
  readonly open: 'none' | 'steps' | 'all'
  readonly chosen: ReadonlyMap<StepId, Fold>
}

/** Linear; relies on document order (a parent before its children, a subtree in one piece). */
export function outline(steps: readonly Step[]): Outline {
  const count = steps.length
  const parent = new Int32Array(count).fill(-1)
  const depth = new Int32Array(count)
  const place = new Int32Array(count)
  const end = new Int32Array(count)
  const revising = new Int32Array(count)
  const children = new Int32Array(count)
  const statements = new Int32Array(count)
  let roots = 0
  const path: number[] = []
  const leave = (at: number) => {
    const left = path.pop()
    if (left !== undefined) end[left] = at
  }
  for (let index = 0; index < count; index++) {
    const wanted = steps[index]?.parent ?? null
    while (path.length > 0 && steps[path.at(-1) ?? -1]?.id !== wanted) leave(index)
    const above = path.at(-1) ?? -1
    parent[index] = above
    if (above >= 0 && steps[index]?.level === 'statement') statements[above] = at(statements, above) + 1
    depth[index] = path.length
    place[index] = above < 0 ? ++roots : (children[above] = at(children, above) + 1)
    path.push(index)
  }
  while (path.length > 0) leave(count)
  for (let index = 0; index < count; index++) {
    if (steps[index]?.revises) for (let up = index; up >= 0; up = at(parent, up)) revising[up] = 1
  }
  return { steps, roots, parent, depth, place, children, statements, end, revising }
}

/** An index that is known to be inside. */
export function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0
}

/** A single statement says no more than its step: it is not worth opening. */
export function hasChildren({ children, statements }: Outline, index: number): boolean {
  return at(children, index) > 1 || at(statements, index) < at(children, index)
}

export function foldOf(tree: Outline, { open, chosen }: Folds, index: number): Fold {
  const { steps, children, statements } = tree
  const step = steps[index]
  const fold = step && chosen.get(step.id)
  if (fold) return fold
  if (open !== 'steps') return open === 'all' ? 'full' : 'closed'
  if (step?.level === 'phase') return 'full'
  return at(children, index) > at(statements, index) ? 'steps' : 'closed'
}

/** The indexes of the steps that are not folded away, in document order. */
export function visibleRows(tree: Outline, folds: Folds): readonly number[] {
  const { steps, parent, end } = tree
  const rows: number[] = []
  const shown: Fold[] = []
  for (let index = 0; index < steps.length;) {
    const above = at(parent, index)
    const hidden = steps[index]?.level === 'statement' && above >= 0 && shown[above] === 'steps'
    if (!hidden) rows.push(index)
    const fold = foldOf(tree, folds, index)
    shown[index] = fold
    index = hidden || fold === 'closed' ? at(end, index) : index + 1
  }
  return rows
}

/** The 1-based place of a row among the shown rows beside it, and how many those are. */
export function standing(tree: Outline, folds: Folds, index: number): { place: number; siblings: number } {
  const { parent, place, children, statements, roots, steps, end } = tree
  const above = at(parent, index)
  if (above < 0) return { place: at(place, index), siblings: roots }
  if (foldOf(tree, folds, above) !== 'steps')
    return { place: at(place, index), siblings: at(children, above) }
  let before = 0
  for (let one = above + 1; one < index; one = at(end, one)) if (steps[one]?.level === 'statement') before++
  return { place: at(place, index) - before, siblings: at(children, above) - at(statements, above) }
}

/** What must be unfolded to show a step. */
export function hiding(tree: Outline, folds: Folds, index: number): readonly number[] {
  const { parent, steps } = tree
  const above: number[] = []
  for (let holder = at(parent, index); holder >= 0; holder = at(parent, holder)) {
    const fold = foldOf(tree, folds, holder)
    const statement = steps[index]?.level === 'statement' && holder === at(parent, index)
    if (fold === 'closed' || (fold === 'steps' && statement)) above.unshift(holder)
  }
  return above
}

/** The row that shows a step: its own, or that of the folded step which holds it. */
export function rowOf(rows: readonly number[], index: number): number {
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((rows[middle] ?? 0) <= index) low = middle
    else high = middle - 1
  }
  return low
}

/** What people count as steps: neither the phases around them nor the statements in them. */
export function stepCount(steps: readonly Step[]): number {
  let count = 0
  for (const { level } of steps) if (level === 'step') count++
  return count
}

/** −1 where there is none. */
export function indexOf(steps: readonly Step[], id: StepId | null): number {
  return id === null ? -1 : steps.findLastIndex((step) => step.id === id)
}

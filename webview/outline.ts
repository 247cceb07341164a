import type { Level, Step, StepId } from '../src/core/step.ts'

/** Where each step stands in the tree, by its index in document order. */
export interface Outline {
  readonly steps: readonly Step[]
  /** −1 at the top. */
  readonly parent: Int32Array
  /** 0 at the top. */
  readonly depth: Int32Array
  /** 1-based place among its siblings, and how many they are. */
  readonly place: Int32Array
  readonly siblings: Int32Array
  /** The index after its last descendant. */
  readonly end: Int32Array
  /** 1 where the step, or one inside it, goes back on another. */
  readonly revising: Int32Array
}

/** Which steps stand open: those of a default, except the ones a person has toggled. */
export interface Folds {
  readonly open: 'none' | 'phases' | 'all'
  readonly toggled: ReadonlySet<StepId>
}

/** Linear; relies on document order (a parent before its children, a subtree in one piece). */
export function outline(steps: readonly Step[]): Outline {
  const count = steps.length
  const parent = new Int32Array(count).fill(-1)
  const depth = new Int32Array(count)
  const place = new Int32Array(count)
  const siblings = new Int32Array(count)
  const end = new Int32Array(count)
  const revising = new Int32Array(count)
  const children = new Int32Array(count)
  let roots = 0
  const path: number[] = []
  const leave = (at: number) => {
    const left = path.pop()
    if (left !== undefined) end[left] = at
  }
  for (let index = 0; index < count; index++) {
    const above = steps[index]?.parent ?? null
    while (path.length > 0 && steps[path.at(-1) ?? -1]?.id !== above) leave(index)
    const holder = path.at(-1) ?? -1
    parent[index] = holder
    depth[index] = path.length
    place[index] = holder < 0 ? ++roots : (children[holder] = at(children, holder) + 1)
    path.push(index)
  }
  while (path.length > 0) leave(count)
  for (let index = 0; index < count; index++) {
    const holder = at(parent, index)
    siblings[index] = holder < 0 ? roots : at(children, holder)
    if (steps[index]?.revises) for (let up = index; up >= 0; up = at(parent, up)) revising[up] = 1
  }
  return { steps, parent, depth, place, siblings, end, revising }
}

/** An index that is known to be inside. */
export function at(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0
}

export function hasChildren({ end }: Outline, index: number): boolean {
  return at(end, index) > index + 1
}

export function isOpen(folds: Folds, step: Step): boolean {
  return opensByDefault(folds.open, step.level) !== folds.toggled.has(step.id)
}

/** The indexes of the steps that are not folded away, in document order. */
export function visibleRows(tree: Outline, folds: Folds): readonly number[] {
  const rows: number[] = []
  for (let index = 0; index < tree.steps.length;) {
    rows.push(index)
    const step = tree.steps[index]
    index = step && isOpen(folds, step) ? index + 1 : at(tree.end, index)
  }
  return rows
}

/** The step and all inside it. */
export function within({ steps, end }: Outline, index: number): readonly Step[] {
  return index < 0 ? [] : steps.slice(index, at(end, index))
}

/** From the outermost to the step's own parent. */
export function ancestors({ parent }: Outline, index: number): readonly number[] {
  const above: number[] = []
  for (let holder = at(parent, index); holder >= 0; holder = at(parent, holder)) above.unshift(holder)
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

function opensByDefault(open: Folds['open'], level: Level): boolean {
  return open === 'all' || (open === 'phases' && level === 'phase')
}

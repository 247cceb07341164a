import { firstIndex } from '../src/base/firstIndex.ts'
import { indexOfStep } from '../src/core/query.ts'
import type { Step, StepId } from '../src/core/step.ts'
import { levelCode, readFacts, type Facts } from './facts.ts'

/** Where each step stands in the tree, by its index in document order. */
export interface Outline extends Facts {
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
  readonly revising: Uint8Array
  /** 1 where the step and all in it, or a step around it, was abandoned. */
  readonly left: Uint8Array
}

/** What a step shows of what is in it: nothing, the steps but not its own statements, or all. */
export const foldings = ['closed', 'steps', 'full'] as const
export type Fold = (typeof foldings)[number]

/** How far the steps stand open: by default, and those that a person has folded otherwise. */
export interface Folds {
  readonly open: 'none' | 'steps' | 'all'
  readonly chosen: ReadonlyMap<StepId, Fold>
}

/** Folds, and what a sieve says of each step; without one, all are shown. */
export interface Sifted extends Folds {
  readonly marks?: Marks | undefined
}

/** Of each step, which of `mark` it is; 0 is not shown at all. */
export type Marks = Uint8Array

export const mark = {
  /** Some step in it passes: it is shown around that. */
  holds: 1,
  passes: 2,
  /** It does not pass, but is in a step that does: shown where that stands fully open. */
  inside: 4,
} as const

/** Takes from the outline `before` what is still so. Relies on document order: a subtree is in one piece. */
export function outline(steps: readonly Step[], before?: Outline): Outline {
  const facts = readFacts(steps, before)
  const { parent, level, revises } = facts
  const count = steps.length
  const depth = new Int32Array(count)
  const place = new Int32Array(count)
  const end = new Int32Array(count)
  const children = new Int32Array(count)
  const statements = new Int32Array(count)
  const revising = revises.slice()
  let roots = 0
  for (let index = 0; index < count; index++) {
    const above = at(parent, index)
    if (above < 0) place[index] = ++roots
    else {
      depth[index] = at(depth, above) + 1
      place[index] = children[above] = at(children, above) + 1
      if (level[index] === levelCode.statement) statements[above] = at(statements, above) + 1
    }
  }
  for (let index = count - 1; index >= 0; index--) {
    const above = at(parent, index)
    if (end[index] === 0) end[index] = index + 1
    if (above < 0) continue
    if (end[above] === 0) end[above] = at(end, index)
    if (revising[index] === 1) revising[above] = 1
  }
  return { ...facts, depth, place, end, children, statements, revising, left: leftOf(facts) }
}

/** A step may be abandoned by a way that begins inside it: what comes of that way is not left behind. */
function leftOf({ parent, level, abandoned }: Facts): Uint8Array {
  const left = new Uint8Array(parent.length)
  const followed = new Uint8Array(parent.length)
  for (let index = parent.length - 1; index >= 0; index--) {
    if (level[index] === levelCode.statement) continue
    if (abandoned[index] === 1 && followed[index] === 0) left[index] = 1
    else if (at(parent, index) >= 0) followed[at(parent, index)] = 1
  }
  for (let index = 0; index < parent.length; index++) if (left[at(parent, index)] === 1) left[index] = 1
  return left
}

/** An index that is known to be inside. */
export function at(numbers: Int32Array | Uint8Array, index: number): number {
  return numbers[index] ?? 0
}

/** A single statement says no more than its step: it is not worth opening. */
export function hasChildren({ children, statements }: Outline, index: number): boolean {
  return at(children, index) > 1 || at(statements, index) < at(children, index)
}

export function foldOf(tree: Outline, { open, chosen, marks }: Sifted, index: number): Fold {
  const { children, statements, left } = tree
  const step = chosen.size > 0 ? tree.steps[index] : undefined
  const fold = step && chosen.get(step.id)
  if (fold) return fold
  if (marks && ((marks[index] ?? 0) & mark.holds) !== 0) return 'steps'
  if (marks?.[index + 1] === mark.inside && open === 'steps') return 'closed'
  if (open !== 'steps') return open === 'all' ? 'full' : 'closed'
  if (left[index] === 1) return 'closed'
  if (tree.level[index] === levelCode.phase) return 'full'
  return at(children, index) > at(statements, index) ? 'steps' : 'closed'
}

/** The indexes of the steps that are not folded or sifted away, in document order. */
export function visibleRows(tree: Outline, folds: Sifted): readonly number[] {
  const { steps, end } = tree
  const rows: number[] = []
  const shown: Fold[] = []
  for (let index = 0; index < steps.length;) {
    const above = at(tree.parent, index)
    const hidden = isHidden(tree, folds, index, above < 0 ? 'full' : (shown[above] ?? 'full'))
    if (!hidden) rows.push(index)
    const fold = hidden ? 'closed' : foldOf(tree, folds, index)
    shown[index] = fold
    index = fold === 'closed' ? at(end, index) : index + 1
  }
  return rows
}

/** Whether a step is not shown in one that is and stands open as far as `fold` says. */
function isHidden({ level, parent }: Outline, { marks }: Sifted, index: number, fold: Fold): boolean {
  const sifted = marks?.[index] ?? mark.passes
  if (sifted === 0) return true
  if (sifted === mark.inside) return fold !== 'full'
  if (level[index] !== levelCode.statement || fold !== 'steps') return false
  // A statement stays folded away, but for one that passes where its step does not.
  return marks === undefined || marks[at(parent, index)] !== mark.holds
}

/** For each row, its 1-based place among the rows beside it, and how many those are. */
export function standings(tree: Outline, rows: readonly number[]) {
  const count = new Int32Array(tree.steps.length + 1)
  const place = rows.map(
    (index) => (count[at(tree.parent, index) + 1] = at(count, at(tree.parent, index) + 1) + 1),
  )
  return { place, siblings: rows.map((index) => at(count, at(tree.parent, index) + 1)) }
}

/** What must be unfolded to show a step. */
export function hiding(tree: Outline, folds: Sifted, index: number): readonly number[] {
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
  return Math.max(0, firstIndex(rows.length, (row) => (rows[row] ?? 0) > index) - 1)
}

/** What people count as steps: neither the phases around them nor the statements in them. */
export function stepCount({ level }: Facts): number {
  let count = 0
  for (const one of level) if (one === levelCode.step) count++
  return count
}

/** −1 where there is none. */
export function indexOf(steps: readonly Step[], id: StepId | null): number {
  return id === null ? -1 : indexOfStep(steps, id)
}

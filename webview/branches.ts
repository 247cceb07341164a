import type { SteerKind } from '../src/core/steering.ts'
import { titleAt } from '../src/core/titles.ts'
import type { TurnHead, TurnId } from '../src/protocol/webview.ts'
import type { Way } from '../src/protocol/ways.ts'
import { indexOf } from './outline.ts'
import type { TurnPage } from './state.ts'
import { words } from './words.ts'

/** The title of the step at which a branch parted, where its parent is here. */
export function partedAt({ head: { branch } }: TurnPage, turns: readonly TurnPage[]): string | undefined {
  const parent = turns.find(({ head }) => head.id === branch?.of)
  if (!branch?.step || !parent) return undefined
  const { steps, reasoning } = parent.value
  const index = indexOf(steps, branch.step)
  return index < 0 ? undefined : titleAt(steps, index, reasoning)
}

/** What a way is called among its question's; `index` from 0. */
export function wayName({ branch }: TurnHead, index: number): string {
  return branch ? `${index + 1} ${words.ways.kinds[branch.kind]}` : words.ways.original
}

/** Where, in the thought of a turn, another way goes off, or this one parted from its parent. */
export interface Parting {
  /** In UTF-16 units: within the step that it belongs to. */
  readonly at: number
  readonly to: TurnId
  /** Of the other way: its number in the row of ways, from 1, and how it came about; absent for the original. */
  readonly number: number
  readonly kind?: SteerKind
  /** The turn in view is the branch. */
  readonly back: boolean
}

/** All partings of a turn, as the tree marks them: a question's ways are one picture. */
export function partingsOf(
  { head: { id, branch } }: TurnPage,
  ways: readonly Way<TurnPage>[],
): readonly Parting[] {
  return ways.flatMap(({ turn: { head } }, index): readonly Parting[] => {
    const other = { to: head.id, number: index + 1, ...(head.branch && { kind: head.branch.kind }) }
    if (head.branch?.of === id) {
      const { at, kind } = head.branch
      // A step that is said otherwise begins there; all else goes off at the end of one.
      return [{ ...other, at: kind === 'editStep' ? at : Math.max(0, at - 1), back: false }]
    }
    return branch?.of === head.id ? [{ ...other, at: branch.at, back: true }] : []
  })
}

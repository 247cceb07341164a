import { titleAt } from '../src/core/titles.ts'
import type { TurnId } from '../src/protocol/webview.ts'
import { indexOf } from './outline.ts'
import type { TurnPage } from './state.ts'

/** A turn among those that ask the same: the original, and what parted from it or from one another. */
export interface BranchPage {
  readonly page: TurnPage
  /** 0 for the original. */
  readonly depth: number
}

/** All ways of one question, each after the one that it parted from; none where there is but one. */
export function waysOf(turns: readonly TurnPage[], turn: TurnPage): readonly BranchPage[] {
  const pages = new Map(turns.map((page) => [page.head.id, page]))
  const ways: BranchPage[] = []
  const seen = new Set<TurnId>()
  add(originOf(turn, pages), 0)
  return ways.length > 1 ? ways : []

  function add(page: TurnPage, depth: number) {
    if (seen.has(page.head.id)) return
    seen.add(page.head.id)
    ways.push({ page, depth })
    for (const other of turns) if (other.head.branch?.of === page.head.id) add(other, depth + 1)
  }
}

/** The title of the step at which a branch parted, where its parent is here. */
export function partedAt({ head: { branch } }: TurnPage, turns: readonly TurnPage[]): string | undefined {
  const parent = turns.find(({ head }) => head.id === branch?.of)
  if (!branch?.step || !parent) return undefined
  const { steps, reasoning } = parent.value
  const index = indexOf(steps, branch.step)
  return index < 0 ? undefined : titleAt(steps, index, reasoning)
}

/** As far up as the turns are here. */
function originOf(turn: TurnPage, pages: ReadonlyMap<TurnId, TurnPage>): TurnPage {
  const seen = new Set<TurnId>()
  let origin = turn
  for (;;) {
    const parent = pages.get(origin.head.branch?.of ?? origin.head.id)
    if (!parent || parent === origin || seen.has(parent.head.id)) return origin
    seen.add(parent.head.id)
    origin = parent
  }
}

import { cameFrom, type TurnId } from '../src/protocol/webview.ts'
import type { TurnPage } from './state.ts'

/** A turn as its tab shows it. */
export interface Tab {
  readonly page: TurnPage
  /** `2` for a question, `2.3` for the third of its conversation. */
  readonly number: string
  /** Begins a conversation. */
  readonly first: boolean
}

/** The turns in the order of their tabs: those of one conversation stand together, in the order they were asked. */
export function tabsOf(turns: readonly TurnPage[]): readonly Tab[] {
  const follows = new Map(turns.map(({ head }) => [head.id, cameFrom(head)]))
  const groups = new Map<TurnId, TurnPage[]>()
  for (const page of turns) {
    const root = rootOf(page.head.id, follows)
    const group = groups.get(root)
    if (group) group.push(page)
    else groups.set(root, [page])
  }
  return [...groups.values()].flatMap((pages, group) =>
    pages.map((page, index) => ({
      page,
      number: index === 0 ? `${group + 1}` : `${group + 1}.${index + 1}`,
      first: index === 0,
    })),
  )
}

/** The first question of a conversation, be it closed by now. */
function rootOf(id: TurnId, follows: ReadonlyMap<TurnId, TurnId | null>): TurnId {
  const seen = new Set<TurnId>()
  let root = id
  for (let before = follows.get(id); before && !seen.has(before); before = follows.get(before)) {
    seen.add(before)
    root = before
  }
  return root
}

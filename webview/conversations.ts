import { grouped } from '../src/base/grouped.ts'
import { cameFrom, type TurnHead, type TurnId } from '../src/protocol/webview.ts'
import { momentsApart } from './format.ts'
import { tabText } from './heads.ts'
import type { TurnPage } from './state.ts'

/** A turn as its tab shows it. */
export interface Tab {
  readonly page: TurnPage
  /** `2` for a question, `2.3` for the third of its conversation. */
  readonly number: string
  /** Begins a conversation. */
  readonly first: boolean
  /** What it is called; of several that would be called the same, the model is said first, or when it was asked. */
  readonly text: string
}

/** The turns in the order of their tabs: those of one conversation stand together, in the order they were asked. */
export function tabsOf(turns: readonly TurnPage[]): readonly Tab[] {
  const follows = new Map(turns.map(({ head }) => [head.id, cameFrom(head)]))
  const groups = grouped(turns, ({ head }) => rootOf(head.id, follows))
  const texts = textsOf(turns.map(({ head }) => head))
  return [...groups.values()].flatMap((pages, group) =>
    pages.map((page, index) => ({
      page,
      number: index === 0 ? `${group + 1}` : `${group + 1}.${index + 1}`,
      first: index === 0,
      text: texts.get(page.head.id) ?? '',
    })),
  )
}

function textsOf(heads: readonly TurnHead[]): ReadonlyMap<TurnId, string> {
  return new Map(
    [...grouped(heads, tabText)].flatMap(([text, of]) => {
      const apart = of.length > 1 ? apartBy(of) : []
      return of.map(({ id }, index) => [id, apart[index] ? `${apart[index]} · ${text}` : text] as const)
    }),
  )
}

/** Their models, where each has another; else when they were asked. */
function apartBy(heads: readonly TurnHead[]): readonly string[] {
  const models = heads.map(({ model }) => model)
  return new Set(models).size === heads.length ? models : momentsApart(heads.map(({ askedAt }) => askedAt))
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

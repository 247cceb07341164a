import type { TurnHead, TurnId } from './webview.ts'

/** A turn among those that ask the same: the original, and what parted from it or from one another. */
export interface Way<T> {
  readonly turn: T
  /** 0 for the original. */
  readonly depth: number
}

interface Headed {
  readonly head: TurnHead
}

/** All ways of the question that a turn asks, each after the one that it parted from; as far up as the turns are here. */
export function waysOf<T extends Headed>(turns: readonly T[], turn: T): readonly Way<T>[] {
  const byId = new Map(turns.map((each) => [each.head.id, each]))
  const ways: Way<T>[] = []
  const seen = new Set<TurnId>()
  add(originOf(turn, byId), 0)
  return ways

  function add(way: T, depth: number) {
    if (seen.has(way.head.id)) return
    seen.add(way.head.id)
    ways.push({ turn: way, depth })
    for (const other of turns) if (other.head.branch?.of === way.head.id) add(other, depth + 1)
  }
}

/** The branch that was made the main one; undefined where it is the original. */
export function mainOf<T extends Headed>(ways: readonly Way<T>[]): T | undefined {
  return ways.findLast(({ turn }) => turn.head.main)?.turn
}

/** The heads that change where a way becomes the main one: at most one is marked, and never the original. */
export function mainChanges<T extends Headed>(ways: readonly Way<T>[], main: TurnId): readonly TurnHead[] {
  return ways.flatMap(({ turn: { head } }) => {
    const { main: marked = false, ...unmarked } = head
    const mark = head.id === main && head.branch !== undefined
    return mark === marked ? [] : [mark ? { ...unmarked, main: true as const } : unmarked]
  })
}

function originOf<T extends Headed>(turn: T, turns: ReadonlyMap<TurnId, T>): T {
  const seen = new Set<TurnId>()
  let origin = turn
  for (;;) {
    const parent = turns.get(origin.head.branch?.of ?? origin.head.id)
    if (!parent || parent === origin || seen.has(parent.head.id)) return origin
    seen.add(parent.head.id)
    origin = parent
  }
}

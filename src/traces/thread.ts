import type { DocumentTurn } from './document.ts'

/** The earlier turns of a turn's conversation, the first one first. A branch stands where its parent does. */
export function earlierTurns(turns: readonly DocumentTurn[], index: number): readonly DocumentTurn[] {
  const earlier: DocumentTurn[] = []
  const seen = new Set<number>()
  for (let at = followedBy(turns, index); at >= 0 && !seen.has(at); at = followedBy(turns, at)) {
    seen.add(at)
    const turn = turns[at]
    if (turn) earlier.unshift(turn)
  }
  return earlier
}

/** The index of the turn that this one follows in its conversation; −1 where it begins one. */
export function followedBy(turns: readonly DocumentTurn[], index: number): number {
  const seen = new Set<number>()
  let at = index
  while (turns[at]?.head.branch && !seen.has(at)) {
    seen.add(at)
    at = parentOf(turns, at)
  }
  return turns[at]?.head.branch ? -1 : parentOf(turns, at)
}

/** The index of a turn's parent; −1 where there is none. */
export function parentOf(turns: readonly DocumentTurn[], index: number): number {
  const parent = turns[index]?.head.parent ?? ''
  return parent === '' ? index - 1 : turns.findIndex(({ head }) => head.id === parent)
}

/** What files beside a document call a turn of it: by its place, from 1, where it has no name. */
export function nameOfTurn(turns: readonly DocumentTurn[], index: number): string {
  return turns[index]?.head.id || String(index + 1)
}

/** The index of the turn of such a name; −1 where there is none. */
export function indexOfTurn(turns: readonly DocumentTurn[], name: string): number {
  return turns.findIndex((_, index) => nameOfTurn(turns, index) === name)
}

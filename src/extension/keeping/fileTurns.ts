import { sha256 } from '../../base/sha256.ts'
import { cameFrom, type TurnHead, type TurnId } from '../../protocol/webview.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import type { Head } from '../../traces/head.ts'
import { followedBy, parentOf } from '../../traces/thread.ts'
import { documentHead, turnHead } from './documents.ts'
import { isTurnId } from './records.ts'

/** Where a turn stands in its file: what that calls it, and its place, from 1; 0 where it is not known. */
export interface TurnSource {
  readonly path: string
  readonly id: string
  readonly place: number
}

/** A turn that a file does not name, or as it names another: it gets this name there when it is written or spoken of. */
export interface Naming {
  readonly name: string
  readonly was: string
  /** From 0. */
  readonly place: number
}

/** A turn of a file as this window knows it. */
export interface FileTurn {
  readonly head: TurnHead
  readonly turn: DocumentTurn
  readonly source: TurnSource
  readonly naming?: Naming
}

/**
 * The turns of the file at `path`, by the names that they have there. One of which this window has another, such as that
 * of a copy of a file that is open, gets a name of its own, which it keeps: `wanted` are names of before.
 */
export function turnsOfFile(
  path: string,
  turns: readonly DocumentTurn[],
  fileOf: (turn: TurnId) => string | undefined,
  wanted: readonly TurnId[] = [],
): readonly FileTurn[] {
  const prefix = sha256(path).slice(0, 12)
  const names = turns.map(({ head }) => head.id)
  const isNamed = names.map((name, index) => name !== '' && names.indexOf(name) === index)
  const ids = names.map((name, index) => {
    const own = `${prefix}-${index}` as TurnId
    if (!isNamed[index] || !isTurnId(name) || fileOf(own) === path || wanted.includes(own)) return own
    return (fileOf(name) ?? path) === path ? name : own
  })
  return turns.map((turn, index) => {
    const id = ids[index] as TurnId
    const was = turn.head.id
    const of = ids[parentOf(turns, index)]
    const follows = ids[followedBy(turns, index)] ?? null
    return {
      head: turnHead(turn, { id, follows, of }),
      turn,
      source: { path, id: was, place: index + 1 },
      ...(!isNamed[index] && { naming: { name: id, was, place: index } }),
    }
  })
}

/** What a turn's file calls it; `known` where it was brought back from one. */
export function nameInFile(turn: TurnId, known: Pick<FileTurn, 'source' | 'naming'> | undefined): string {
  return known && !known.naming ? known.source.id : turn
}

/** What a turn's file says of it, in the names that stand there. */
export function headInFile(
  head: TurnHead,
  known: (turn: TurnId) => Pick<FileTurn, 'source' | 'naming'> | undefined,
): Partial<Head> {
  const from = cameFrom(head)
  const nameOf = (turn: TurnId): string => nameInFile(turn, known(turn))
  return { ...documentHead(head), id: nameOf(head.id), parent: from === null ? '' : nameOf(from) }
}

import type { TurnId } from '../protocol/webview.ts'
import { mainChanges, mainOf, waysOf } from '../protocol/ways.ts'
import type { Turns } from './turns.ts'

/** Makes a turn the main one of the ways of its question. */
export function makeMain(turns: Turns, id: TurnId): void {
  for (const head of mainChanges(waysAt(turns, id), id)) turns.rehead(head)
}

/** The way to show of a turn's question: the one that was made the main one, else the turn itself. */
export function mainWayOf(turns: Turns, id: TurnId): TurnId {
  return mainOf(waysAt(turns, id))?.head.id ?? id
}

function waysAt(turns: Turns, id: TurnId) {
  const { all } = turns
  const turn = all.find(({ head }) => head.id === id)
  return turn ? waysOf(all, turn) : []
}

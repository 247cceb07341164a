import { l10n } from 'vscode'
import type { SteerKind } from '../core/steering.ts'
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

/** What a way of a question is called beside another. */
export function wayName(turns: Turns, id: TurnId): string {
  const ways = waysAt(turns, id)
  const index = ways.findIndex(({ turn }) => turn.head.id === id)
  const kind = ways[index]?.turn.head.branch?.kind
  return l10n.t('Way {0}: {1}', index + 1, kind ? kindName(kind) : l10n.t('Original'))
}

function kindName(kind: SteerKind): string {
  switch (kind) {
    case 'goOn':
      return l10n.t('Thought anew')
    case 'editStep':
      return l10n.t('Step edited')
    case 'hint':
      return l10n.t('Hint put in')
    case 'answerNow':
      return l10n.t('Answered at once')
    case 'thinkMore':
      return l10n.t('Thought on')
    case 'answerAgain':
      return l10n.t('Answered again')
  }
}

function waysAt(turns: Turns, id: TurnId) {
  const { all } = turns
  const turn = all.find(({ head }) => head.id === id)
  return turn ? waysOf(all, turn) : []
}

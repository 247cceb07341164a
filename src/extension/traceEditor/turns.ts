import type { Uri } from 'vscode'
import { sha256 } from '../../base/sha256.ts'
import { restoreTurn } from '../../core/kept.ts'
import type { TurnHead, TurnId } from '../../protocol/webview.ts'
import { readDocument, type DocumentTurn, type TraceDocument } from '../../traces/document.ts'
import type { Place } from '../editor/places.ts'
import { turnHead } from '../keeping/documents.ts'
import { followedBy, parentOf } from '../../traces/thread.ts'
import { keptOf } from '../../traces/turns.ts'
import type { Turns } from '../turns.ts'
import { placeOfHead } from '../editor/headPlace.ts'

/** A `.think` file's turns, as this window knows them. */
export interface FileTurns {
  readonly document: TraceDocument
  /** One for each turn of the document. */
  readonly ids: readonly TurnId[]
  /** Takes the text as it is now; what did not change is not read again. */
  readonly update: (text: string) => void
  readonly placeOf: (turn: TurnId) => Place | undefined
}

interface Needs {
  readonly uri: Uri
  readonly turns: Turns
  /** The code that our samples speak of. */
  readonly shop: Uri
  /** With what is known today of the endpoint that would lead a turn another way. */
  readonly limit: (head: TurnHead) => TurnHead
}

export function createFileTurns({ uri, turns, shop, limit }: Needs, text: string): FileTurns {
  const prefix = keyOf(uri)
  let document = readDocument(text)
  let ids = idsOf(document.turns, prefix)
  for (const index of ids.keys()) put(index)
  return {
    get document() {
      return document
    },
    get ids() {
      return ids
    },
    update,
    placeOf(turn) {
      const found = document.turns[ids.indexOf(turn)]
      return found && placeOfHead(found.head, uri, shop)
    },
  }

  function update(now: string) {
    const before = new Map(ids.map((id, index) => [id, document.turns[index]]))
    document = readDocument(now, document)
    ids = idsOf(document.turns, prefix)
    for (const [index, id] of ids.entries()) {
      const [old, fresh] = [before.get(id), document.turns[index]]
      if (old?.body !== fresh?.body || old?.head !== fresh?.head || hasOtherParent(index)) put(index)
    }
  }

  /** A turn stays as it is and gets another parent where the name of that changes, or one is put between. */
  function hasOtherParent(index: number): boolean {
    const [turn, id] = [document.turns[index], ids[index]]
    const known = id && turns.head(id)
    if (!turn || !known) return true
    const { follows, branch } = turnHead(turn, namesOf(index, id))
    return known.follows !== follows || known.branch?.of !== branch?.of
  }

  function put(index: number) {
    const turn = document.turns[index]
    const id = ids[index]
    if (!turn || !id) return
    turns.put(limit(turnHead(turn, namesOf(index, id))), restoreTurn(keptOf(turn)))
  }

  function namesOf(index: number, id: TurnId) {
    const follows = ids[followedBy(document.turns, index)] ?? null
    return { id, follows, of: ids[parentOf(document.turns, index)] }
  }
}

/** The same in every window, so that what a page has saved of a turn is found again. */
function keyOf(uri: Uri): string {
  return sha256(uri.toString()).slice(0, 12)
}

/** By their names, where these are different; by their place else. */
function idsOf(turns: readonly DocumentTurn[], prefix: string): readonly TurnId[] {
  const names = turns.map(({ head }) => head.id)
  return names.map((name, index) => {
    const own = name !== '' && names.indexOf(name) === index
    return `${prefix}-${own ? name : index}` as TurnId
  })
}

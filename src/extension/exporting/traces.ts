import { basename } from 'node:path'
import { workspace, type Uri } from 'vscode'
import { examplesOf, type Example } from '../../export/example.ts'
import { noReviews, type ReviewFile } from '../../judge/review.ts'
import { readReviews, reviewPath } from '../../judge/reviewFile.ts'
import { turnName } from '../../judge/verdicts.ts'
import type { TurnId, TurnView } from '../../protocol/webview.ts'
import { readDocument, type TraceDocument } from '../../traces/document.ts'
import { documentOf } from '../../traces/turns.ts'
import { textIn } from '../files.ts'
import type { Reviews } from '../judging/reviewFiles.ts'
import type { Whereabouts } from '../whereabouts.ts'
import type { TurnSource } from '../keeping/fileTurns.ts'

/** A trace to export, with what reviewers say of it. */
export interface Exported {
  readonly source: string
  /** Where it is kept, if it is. */
  readonly uri?: Uri
  /** The folder of the workspace that its code is in, if that is known. */
  readonly folder?: Uri | undefined
  readonly document: TraceDocument
  readonly reviews: ReviewFile
}

/** The name of a trace whose file of reviews holds none. */
interface Unreadable {
  readonly unreadable: string
}

/** A file as it is in the editor, and its reviews. */
export async function tracesInFile(uri: Uri): Promise<Exported | Unreadable> {
  const document = readDocument((await workspace.openTextDocument(uri)).getText())
  const kept = await textIn(uri.with({ path: reviewPath(uri.path) }))
  const reviews = kept === undefined ? noReviews : readReviews(kept)
  const source = basename(uri.path)
  return reviews ? { source, uri, document, reviews } : { unreadable: source }
}

interface Needs {
  readonly turn: (id: TurnId) => TurnView | undefined
  /** Where a turn stands in its file, if it is kept. */
  readonly sourceOf: (turn: TurnId) => TurnSource | undefined
  readonly placeOf: Whereabouts['placeOf']
  readonly reviews: (path: string) => Promise<Reviews>
}

/** The conversation that a turn of the panel ends, and its reviews. */
export async function tracesInPanel(
  turn: TurnId,
  { turn: get, sourceOf, placeOf, reviews: read }: Needs,
): Promise<Exported | Unreadable | undefined> {
  const views: TurnView[] = []
  for (let view = get(turn); view; view = view.head.follows === null ? undefined : get(view.head.follows))
    views.push(view)
  if (views.length === 0) return undefined
  const { path = '' } = sourceOf(turn) ?? {}
  const reviews = path === '' ? noReviews : await read(path)
  if (reviews === 'broken') return { unreadable: basename(path) }
  const document = documentOf(
    views.toReversed().map(({ head, value }) => {
      const { question, model, endpoint, subject, sample, prices, askedAt } = head
      const source = sourceOf(head.id)
      const id = source ? turnName(source) : head.id
      const asked = new Date(askedAt).toISOString()
      return {
        head: { id, question, model, endpoint, subject, sample, asked, ...(prices && { prices }) },
        value,
      }
    }),
  )
  const { root } = placeOf(turn) ?? {}
  const folder = root && workspace.getWorkspaceFolder(root)
  return { source: 'trace.think', folder: folder?.uri, document, reviews }
}

export function examplesIn(all: readonly Exported[], clean: (text: string) => string): readonly Example[] {
  return all.flatMap(({ source, document, reviews }) => examplesOf({ source, document, reviews, clean }))
}

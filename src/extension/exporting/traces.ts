import { basename } from 'node:path'
import { workspace, type Uri } from 'vscode'
import { examplesOf, type Example } from '../../export/example.ts'
import { noReviews, type ReviewFile } from '../../judge/review.ts'
import { readReviews, reviewPath } from '../../judge/reviewFile.ts'
import type { TurnId, TurnView } from '../../protocol/webview.ts'
import { readDocument, type TraceDocument } from '../../traces/document.ts'
import { documentOf } from '../../traces/turns.ts'
import { textIn } from '../files.ts'

/** A trace to export, with what reviewers say of it. */
export interface Exported {
  readonly source: string
  /** Where it is kept, if it is. */
  readonly uri?: Uri
  readonly document: TraceDocument
  readonly reviews: ReviewFile
}

/** A file as it is in the editor, and its reviews; `unreadable` where these are no reviews. */
export async function tracesInFile(uri: Uri): Promise<Exported | 'unreadable'> {
  const document = readDocument((await workspace.openTextDocument(uri)).getText())
  const kept = await textIn(uri.with({ path: reviewPath(uri.path) }))
  const reviews = kept === undefined ? noReviews : readReviews(kept)
  return reviews ? { source: basename(uri.path), uri, document, reviews } : 'unreadable'
}

/** The conversation that a turn of the panel ends. */
export function tracesInPanel(turn: TurnId, get: (id: TurnId) => TurnView | undefined): Exported | undefined {
  const views: TurnView[] = []
  for (let view = get(turn); view; view = view.head.follows === null ? undefined : get(view.head.follows))
    views.push(view)
  if (views.length === 0) return undefined
  const document = documentOf(
    views.toReversed().map(({ head, value }) => {
      const { id, question, model, endpoint, subject, sample, prices, askedAt } = head
      const asked = new Date(askedAt).toISOString()
      return {
        head: { id, question, model, endpoint, subject, sample, asked, ...(prices && { prices }) },
        value,
      }
    }),
  )
  return { source: 'trace.think', document, reviews: noReviews }
}

export function examplesIn(all: readonly Exported[], clean: (text: string) => string): readonly Example[] {
  return all.flatMap(({ source, document, reviews }) => examplesOf({ source, document, reviews, clean }))
}

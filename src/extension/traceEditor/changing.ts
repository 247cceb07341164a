import { l10n, Range, workspace, WorkspaceEdit, type TextDocument, type Uri } from 'vscode'
import type { TurnId } from '../../protocol/webview.ts'
import { mainChanges, waysOf } from '../../protocol/ways.ts'
import { readDocument, type TraceDocument } from '../../traces/document.ts'
import { headEdits, type HeadChanges, type TextEdit } from '../../traces/edit.ts'
import type { Turns } from '../turns.ts'
import { isFixed } from './fixed.ts'
import type { OpenTree } from './openTrees.ts'

/** Says why a file was not changed. */
type Notice = (message: string) => void

/** Changes keys of the first head, as an edit of the document that can be undone. */
export async function changeHead(uri: Uri, changes: HeadChanges, notice: Notice): Promise<void> {
  const document = await workspace.openTextDocument(uri)
  await change(document, notice, (trace) => {
    const [first] = trace.turns
    return first && headEdits(trace, first, changes)
  })
}

/** Makes a turn the main one of the ways of its question, in the heads of its file. */
export async function makeMainInFile(
  { document, file }: Pick<OpenTree, 'document' | 'file'>,
  turns: Turns,
  turn: TurnId,
  notice: Notice,
): Promise<void> {
  file.update(document.getText())
  const all = file.ids.map((id) => turns.get(id)).filter((view) => view !== undefined)
  const chosen = all.find(({ head }) => head.id === turn)
  const changes = chosen ? mainChanges(waysOf(all, chosen), turn) : []
  await change(document, notice, (trace) => {
    const edits = changes.map(({ id, main }) => {
      const found = trace.turns[file.ids.indexOf(id)]
      return found && headEdits(trace, found, { main })
    })
    return edits.every((each) => each !== undefined) ? edits.flat() : undefined
  })
}

/** Why a file cannot be changed; null where it can. */
export function whyFixed(uri: Uri, { newer }: TraceDocument): string | null {
  if (newer !== undefined) return whyNewer(newer)
  return isFixed(uri) ? l10n.t('This file cannot be changed where it is: it is only shown.') : null
}

export function whyNewer(format: number): string {
  return l10n.t(
    'This file has format {0}, which is newer than this version of ThinkTree: it is only shown.',
    format,
  )
}

/** Edits a file as one step that can be undone, or says why it cannot be. */
async function change(
  document: TextDocument,
  notice: Notice,
  editsOf: (trace: TraceDocument) => readonly TextEdit[] | undefined,
): Promise<void> {
  const trace = readDocument(document.getText())
  const fixed = whyFixed(document.uri, trace)
  if (fixed !== null) return notice(fixed)
  const edits = editsOf(trace)
  if (!edits) return notice(l10n.t('This file cannot be changed: its head is broken, or of a newer format.'))
  const edit = new WorkspaceEdit()
  for (const { range, text } of edits)
    edit.replace(
      document.uri,
      new Range(document.positionAt(range.from), document.positionAt(range.to)),
      text,
    )
  await workspace.applyEdit(edit)
}

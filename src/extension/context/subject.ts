import { Range, window, type TextEditor } from 'vscode'
import { documentSymbols, symbolAround } from './symbols.ts'
import type { Subject } from './gather.ts'

/**
 * The selected lines; with nothing selected, the function or class around the cursor, else its line. Undefined without
 * a text editor.
 */
export async function selectionSubject(): Promise<Subject | undefined> {
  const editor = textEditor()
  if (!editor) return undefined
  const { document, selection } = editor
  if (!selection.isEmpty) return { document, range: wholeLines(editor) }
  const around = symbolAround(await documentSymbols(document), selection)
  return { document, range: around?.range ?? document.lineAt(selection.active.line).range }
}

export function fileSubject(): Subject | undefined {
  const editor = textEditor()
  return editor && { document: editor.document }
}

export function isEditorOpen(): boolean {
  return textEditor() !== undefined
}

/** The active editor; while the panel has the keyboard, the first one in sight. */
function textEditor(): TextEditor | undefined {
  return window.activeTextEditor ?? window.visibleTextEditors[0]
}

function wholeLines({ document, selection }: TextEditor): Range {
  const last = lastLine(selection)
  return new Range(selection.start.line, 0, last, document.lineAt(last).text.length)
}

/** A selection that ends at the very start of a line does not mean that line. */
export function lastLine({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line
}

import { Range, type TextDocument, type TextEditor } from 'vscode'
import { documentSymbols, symbolAround } from './symbols.ts'
import type { Subject } from './gather.ts'

/** The selected lines; with nothing selected, the function or class around the cursor, else its line, or its cell. */
export async function selectionSubject(editor: TextEditor): Promise<Subject> {
  const { document, selection } = editor
  if (!selection.isEmpty) return { document, range: wholeLines(editor) }
  const around = symbolAround(await documentSymbols(document), selection)
  return { document, range: around?.range ?? lineOrCell(document, selection.active.line) }
}

/** A cell is read as one. */
function lineOrCell(document: TextDocument, line: number): Range {
  if (document.uri.scheme !== 'vscode-notebook-cell') return document.lineAt(line).range
  return new Range(0, 0, document.lineCount - 1, 0)
}

function wholeLines({ document, selection }: TextEditor): Range {
  const last = lastLine(selection)
  return new Range(selection.start.line, 0, last, document.lineAt(last).text.length)
}

/** A selection that ends at the very start of a line does not mean that line. */
export function lastLine({ start, end }: Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line
}

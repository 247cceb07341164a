import {
  OverviewRulerLane,
  Range,
  ThemeColor,
  window,
  workspace,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextEditor,
  type Uri,
} from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import { shiftLines, type LineSpan } from './lineMap.ts'

/** Whole lines of one file, 0-based and inclusive. */
export interface Lines extends LineSpan {
  readonly uri: Uri
}

/** Lights up the lines a step speaks of, in every editor that shows them, and names the step at the first. */
export class Highlight implements Disposable {
  readonly #decoration = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('thinktree.mentionedLineBackground'),
    borderColor: new ThemeColor('thinktree.mentionedLineBorder'),
    borderStyle: 'solid',
    borderWidth: '0 0 0 2px',
    overviewRulerColor: new ThemeColor('thinktree.mentionedLineBorder'),
    overviewRulerLane: OverviewRulerLane.Center,
  })
  readonly #name = window.createTextEditorDecorationType({
    after: {
      color: new ThemeColor('editorCodeLens.foreground'),
      fontStyle: 'italic',
      margin: '0 0 0 3em',
    },
  })
  readonly #life = new Disposables()
  #lines: readonly Lines[] = []
  #label = ''

  constructor() {
    this.#life.add(this.#decoration)
    this.#life.add(this.#name)
    this.#life.add(window.onDidChangeVisibleTextEditors((editors) => this.#draw(editors)))
    this.#life.add(workspace.onDidChangeTextDocument((change) => this.#follow(change)))
  }

  /** `label` names what speaks of the lines; it stands after the first of them. */
  show(lines: readonly Lines[], label = ''): void {
    if (lines.length === 0 && this.#lines.length === 0) return
    this.#lines = lines
    this.#label = label
    this.#draw(window.visibleTextEditors)
  }

  clear(): void {
    this.show([])
  }

  dispose(): void {
    this.#life.dispose()
  }

  #draw(editors: readonly TextEditor[]) {
    const [named] = this.#lines
    for (const editor of editors) {
      const uri = editor.document.uri.toString()
      const here = this.#lines.filter((lines) => lines.uri.toString() === uri)
      const runs = union(here)
      editor.setDecorations(
        this.#decoration,
        runs.map(({ first, last }) => new Range(first, 0, last, 0)),
      )
      const at = named && here.includes(named) && runs.find(({ last }) => last >= named.first)
      editor.setDecorations(
        this.#name,
        at && this.#label !== '' ? [this.#nameAt(roomIn(at, editor.document))] : [],
      )
    }
  }

  #nameAt(line: number) {
    const end = Number.MAX_SAFE_INTEGER
    return { range: new Range(line, end, line, end), renderOptions: { after: { contentText: this.#label } } }
  }

  /** VS Code moves what is drawn by itself; what is drawn next must have moved too. */
  #follow({ document, contentChanges }: TextDocumentChangeEvent) {
    const uri = document.uri.toString()
    if (!this.#lines.some((lines) => lines.uri.toString() === uri)) return
    let broken = false
    for (const { range, text } of contentChanges) {
      const edited = { first: range.start.line, last: range.end.line }
      const added = text.split('\n').length - 1 - (edited.last - edited.first)
      this.#lines = this.#lines.flatMap((lines) => {
        if (lines.uri.toString() !== uri) return [lines]
        const moved = shiftLines(lines, edited, added)
        broken ||= !moved
        return moved ? [{ ...lines, ...moved }] : []
      })
    }
    if (broken) this.#draw(window.visibleTextEditors)
  }
}

/** The first of the first lines that leaves room for a name after it. */
function roomIn({ first, last }: LineSpan, document: TextDocument): number {
  for (let line = first; line <= Math.min(last, first + 5, document.lineCount - 1); line++)
    if (document.lineAt(line).text.length <= 50) return line
  return first
}

/** Runs of lines that neither overlap nor touch, so that none is painted twice. */
function union(lines: readonly LineSpan[]): readonly LineSpan[] {
  const runs: LineSpan[] = []
  for (const { first, last } of lines.toSorted((one, other) => one.first - other.first)) {
    const before = runs.at(-1)
    if (before && first <= before.last + 1)
      runs.splice(-1, 1, { first: before.first, last: Math.max(before.last, last) })
    else runs.push({ first, last })
  }
  return runs
}

import { OverviewRulerLane, Range, ThemeColor, window, type TextEditor, type Uri } from 'vscode'
import type { Disposable } from '../../base/disposables.ts'

/** Whole lines of one file, 0-based and inclusive. */
export interface Lines {
  readonly uri: Uri
  readonly first: number
  readonly last: number
}

/** Lights up the lines a step speaks of, in every editor that shows them. */
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
  readonly #listener = window.onDidChangeVisibleTextEditors((editors) => this.#draw(editors))
  #lines: readonly Lines[] = []

  show(lines: readonly Lines[]): void {
    this.#lines = lines
    this.#draw(window.visibleTextEditors)
  }

  clear(): void {
    this.show([])
  }

  dispose(): void {
    this.#listener.dispose()
    this.#decoration.dispose()
  }

  #draw(editors: readonly TextEditor[]) {
    for (const editor of editors) {
      const uri = editor.document.uri.toString()
      const here = this.#lines.filter((lines) => lines.uri.toString() === uri)
      editor.setDecorations(
        this.#decoration,
        union(here).map(({ first, last }) => new Range(first, 0, last, 0)),
      )
    }
  }
}

type Run = Pick<Lines, 'first' | 'last'>

/** Runs of lines that neither overlap nor touch, so that none is painted twice. */
function union(lines: readonly Run[]): readonly Run[] {
  const runs: Run[] = []
  for (const { first, last } of lines.toSorted((one, other) => one.first - other.first)) {
    const before = runs.at(-1)
    if (before && first <= before.last + 1)
      runs.splice(-1, 1, { first: before.first, last: Math.max(before.last, last) })
    else runs.push({ first, last })
  }
  return runs
}

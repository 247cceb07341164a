import { Range, Selection, TextEditorRevealType, window, type TextDocument, type TextEditor } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { Step } from '../../core/step.ts'
import type { Selected } from '../../protocol/webview.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import { rangeOfStep, stepAt } from './places.ts'
import type { FileTurns } from './turns.ts'

interface Needs {
  readonly document: TextDocument
  readonly file: FileTurns
  readonly stepsOf: (turn: Selected['turn']) => readonly Step[]
  /** The cursor came into a step. */
  readonly choose: (step: Selected) => void
}

export interface Beside extends Disposable {
  /** Selects a step in the document's text, where that is seen. */
  readonly select: (step: Selected) => void
}

/** The cursor rests so long before the tree follows it (milliseconds). */
const restFor = 120

/** Tree and text of one document, side by side: what is selected here is selected there. */
export function createBeside({ document, file, stepsOf, choose }: Needs): Beside {
  const life = new Disposables()
  /** What we have selected ourselves is no wish of anybody's. */
  let ours: Selection | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  life.add({ dispose: () => clearTimeout(timer) })
  life.add(
    window.onDidChangeTextEditorSelection(({ textEditor, selections: [selection] }) => {
      if (textEditor.document !== document || !selection || (ours && selection.isEqual(ours))) return
      ours = undefined
      clearTimeout(timer)
      timer = setTimeout(() => follow(textEditor), restFor)
    }),
  )
  return { select, dispose: () => life.dispose() }

  function follow({ selection }: TextEditor) {
    file.update(document.getText())
    const at = document.offsetAt(selection.active)
    const index = file.document.turns.findIndex(({ layout }) => at < layout.whole.to)
    const turn = file.document.turns[index]
    const id = file.ids[index]
    const step = turn && id && stepAt(turn, stepsOf(id), at)
    if (id && step) choose({ turn: id, step: step.id })
  }

  function select({ turn, step: wanted }: Selected) {
    const editors = window.visibleTextEditors.filter((editor) => editor.document === document)
    if (editors.length === 0) return
    file.update(document.getText())
    const of: DocumentTurn | undefined = file.document.turns[file.ids.indexOf(turn)]
    const step = stepsOf(turn).find(({ id }) => id === wanted)
    if (!of || !step) return
    const { from, to } = rangeOfStep(of, step)
    const range = new Range(document.positionAt(from), document.positionAt(to))
    for (const editor of editors) {
      ours = new Selection(range.start, range.end)
      editor.selection = ours
      editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport)
    }
  }
}

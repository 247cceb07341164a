import { Range, Selection, TextEditorRevealType, window, type TextDocument, type TextEditor } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { Step } from '../../core/step.ts'
import type { Selected } from '../../protocol/webview.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import { rangeOfStep, stepAt } from './stepInText.ts'
import type { FileTurns } from './turns.ts'

interface Needs {
  readonly document: TextDocument
  readonly file: FileTurns
  readonly stepsOf: (turn: Selected['turn']) => readonly Step[]
  /** The cursor came into a step. */
  readonly choose: (step: Selected) => void
  /** The text was scrolled to a step. */
  readonly sight: (step: Selected) => void
  /** Whether tree and text scroll together. */
  readonly scrolls: () => boolean
}

export interface Beside extends Disposable {
  /** Selects a step in the document's text, where that is seen. */
  readonly select: (step: Selected) => void
  /** The tree was scrolled to a step: so is the text. */
  readonly scrollTo: (step: Selected) => void
}

/** The cursor rests so long before the tree follows it (milliseconds). */
const restFor = 120

/** The text is looked at this often while it is scrolled, and what we have moved ourselves comes to rest so long after. */
const lookEvery = 80
const settles = 500

/** Tree and text of one document, side by side: what is selected here is selected there. */
export function createBeside({ document, file, stepsOf, choose, sight, scrolls }: Needs): Beside {
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
  /** Until then the text moves since we moved it, and not since anybody scrolled it. */
  let movedUntil = 0
  /** What we moved is yet to be heard of, however late: VS Code tells it as it tells of a hand. */
  let moved = false
  let looking: ReturnType<typeof setTimeout> | undefined
  life.add({ dispose: () => clearTimeout(looking) })
  life.add(
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
      if (textEditor.document !== document || !scrolls()) return
      if (moved) movedUntil = Math.max(movedUntil, Date.now() + lookEvery)
      moved = false
      if (Date.now() < movedUntil) return
      looking ??= setTimeout(() => {
        looking = undefined
        if (Date.now() >= movedUntil) look(textEditor)
      }, lookEvery)
    }),
  )
  return { select, scrollTo, dispose: () => life.dispose() }

  function look({ visibleRanges: [seen] }: TextEditor) {
    const step = seen && placeAt(document.offsetAt(seen.start))
    if (step) sight(step)
  }

  function scrollTo(step: Selected) {
    const range = scrolls() ? rangeOf(step) : undefined
    if (!range) return
    for (const editor of editorsOf()) {
      movedUntil = Date.now() + settles
      moved = true
      editor.revealRange(new Range(range.start, range.start), TextEditorRevealType.AtTop)
    }
  }

  function follow({ selection }: TextEditor) {
    const step = placeAt(document.offsetAt(selection.active))
    if (step) choose(step)
  }

  function placeAt(at: number): Selected | undefined {
    file.update(document.getText())
    const index = file.document.turns.findIndex(({ layout }) => at < layout.whole.to)
    const turn = file.document.turns[index]
    const id = file.ids[index]
    const step = turn && id && stepAt(turn, stepsOf(id), at)
    return id && step && { turn: id, step: step.id }
  }

  function select(step: Selected) {
    const range = rangeOf(step)
    if (!range) return
    for (const editor of editorsOf()) {
      ours = new Selection(range.start, range.end)
      movedUntil = Date.now() + settles
      moved = true
      editor.selection = ours
      editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport)
    }
  }

  function editorsOf(): readonly TextEditor[] {
    return window.visibleTextEditors.filter((editor) => editor.document === document)
  }

  /** Undefined where no text is seen, too. */
  function rangeOf({ turn, step: wanted }: Selected): Range | undefined {
    if (editorsOf().length === 0) return undefined
    file.update(document.getText())
    const of: DocumentTurn | undefined = file.document.turns[file.ids.indexOf(turn)]
    const step = stepsOf(turn).find(({ id }) => id === wanted)
    if (!of || !step) return undefined
    const { from, to } = rangeOfStep(of, step)
    return new Range(document.positionAt(from), document.positionAt(to))
  }
}

import { Range, TabInputText, window, type TextDocument, type TextEditor } from 'vscode'
import { treeOf } from '../../core/tree.ts'
import type { Step, StepId, Thought } from '../../core/step.ts'
import { splitBody, textsOf } from '../../traces/body.ts'
import { readDocument, type DocumentTurn, type TraceDocument } from '../../traces/document.ts'
import { rangeOfStep, stepAt } from '../traceEditor/stepInText.ts'
import type { Subject } from './judging.ts'

/** A turn in a `.think` file that is open as text. */
export interface TurnInText {
  readonly turn: DocumentTurn
  readonly subject: Subject
}

export interface StepInText extends TurnInText {
  readonly step: StepId
}

/** Files of this machine's disk that are open as text, and what there is to judge in them. */
export interface ThinkTexts {
  readonly turnsOf: (document: TextDocument) => readonly TurnInText[]
  /** The turn at a place of a text. */
  readonly turnAt: (document: TextDocument, offset: number) => TurnInText | undefined
  /** The step at a place of a text. */
  readonly stepAt: (document: TextDocument, offset: number) => StepInText | undefined
}

export function isThinkText({ languageId, uri }: TextDocument): boolean {
  return languageId === 'think' && uri.scheme === 'file'
}

/** A trace's text that has the keyboard. */
export interface InText {
  readonly editor: TextEditor
  readonly document: TextDocument
  readonly offset: number
}

export function textInFront(): InText | undefined {
  const editor = window.activeTextEditor
  const inFront = window.tabGroups.activeTabGroup.activeTab?.input
  if (!editor || !(inFront instanceof TabInputText) || !isThinkText(editor.document)) return undefined
  const { document, selection } = editor
  return { editor, document, offset: document.offsetAt(selection.active) }
}

export function createThinkTexts(): ThinkTexts {
  const read = new WeakMap<TextDocument, { readonly version: number; readonly trace: TraceDocument }>()
  const known = new WeakMap<DocumentTurn, Thought>()
  return { turnsOf, turnAt, stepAt: find }

  function turnsOf(document: TextDocument): readonly TurnInText[] {
    const path = document.uri.fsPath
    return traceOf(document).turns.map((turn, index) => ({
      turn,
      subject: { path, id: turn.head.id, place: index + 1, ...thoughtOf(turn) },
    }))
  }

  function traceOf(document: TextDocument): TraceDocument {
    const before = read.get(document)
    if (before?.version === document.version) return before.trace
    const trace = readDocument(document.getText(), before?.trace)
    read.set(document, { version: document.version, trace })
    return trace
  }

  /** A turn that was not edited is the same object. */
  function thoughtOf(turn: DocumentTurn): Thought {
    const there = known.get(turn)
    if (there) return there
    const { reasoning } = textsOf(splitBody(turn.body, turn.head))
    const fresh = { reasoning, steps: treeOf(reasoning) }
    known.set(turn, fresh)
    return fresh
  }

  function turnAt(document: TextDocument, offset: number): TurnInText | undefined {
    return turnsOf(document).find(({ turn }) => offset <= turn.layout.whole.to)
  }

  function find(document: TextDocument, offset: number) {
    const found = turnAt(document, offset)
    if (!found) return undefined
    const { turn, subject } = found
    const innermost = stepAt(turn, subject.steps, offset)
    const step = innermost && wholeStep(innermost, subject.steps)
    return step && { turn, subject, step: step.id }
  }
}

/** What is judged as one: of a statement, the step that it is in. */
function wholeStep(step: Step, steps: readonly Step[]): Step {
  const around = step.level === 'statement' && steps.find(({ id }) => id === step.parent)
  return around && around.level === 'step' ? around : step
}

/** Where a step stands in its text. */
export function rangeInDocument(document: TextDocument, turn: DocumentTurn, step: Step): Range {
  const { from, to } = rangeOfStep(turn, step)
  const text = document.getText(new Range(document.positionAt(from), document.positionAt(to)))
  // Blank lines around it are nobody's, nor is the end of the line that opens the thought.
  const first = from + text.length - text.trimStart().length
  return new Range(document.positionAt(first), document.positionAt(from + text.trimEnd().length))
}

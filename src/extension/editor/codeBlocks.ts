import {
  commands,
  EndOfLine,
  l10n,
  Range,
  Selection,
  window,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode'
import { indentAt } from '../../base/indent.ts'
import { lastLine } from '../context/subject.ts'
import type { LastEditor } from './lastEditor.ts'
import type { Place } from './places.ts'

interface Needs {
  readonly lastEditor: LastEditor
  /** A read-only document with this text. */
  readonly textAt: (path: string, text: string) => Uri
  readonly notice: (message: string) => void
}

/** What is done with code of an answer. */
export interface CodeBlocks {
  /** At the cursor; what is selected there stays. */
  readonly insert: (code: string) => Promise<void>
  /** In VS Code's diff: what is selected, else what was asked about, with the code. */
  readonly compare: (code: string, place: Place | undefined) => Promise<void>
}

export function createCodeBlocks({ lastEditor, textAt, notice }: Needs): CodeBlocks {
  return { insert, compare }

  async function insert(code: string) {
    const editor = lastEditor.get()
    if (!editor) return notice(l10n.t('Open a file to insert into first.'))
    const { document, selection } = editor
    const { active } = selection
    const before = document.lineAt(active.line).text.slice(0, active.character)
    const text = indentAt(before, code)
    const inserted = await editor.edit((edit) => edit.insert(active, text))
    if (!inserted) return notice(l10n.t('This file cannot be changed.'))
    const end = document.positionAt(document.offsetAt(active) + lengthIn(document, text))
    const shown = await window.showTextDocument(document, { viewColumn: editor.viewColumn })
    shown.selection = new Selection(active, end)
    shown.revealRange(new Range(active, end))
  }

  async function compare(code: string, place: Place | undefined) {
    const subject = selected() ?? (await asked(place))
    if (!subject) return notice(l10n.t('Select the code to compare with first.'))
    const { document, range } = subject
    const name = document.uri.path.split('/').at(-1) ?? ''
    const [first, last] = [range.start.line, lastLine(range)]
    const indent = /^\s*/.exec(document.lineAt(first).text)?.[0] ?? ''
    const there = document.getText(new Range(first, 0, last, document.lineAt(last).text.length))
    await commands.executeCommand(
      'vscode.diff',
      textAt(`selected/${name}`, ended(there)),
      textAt(`suggested/${name}`, ended(indent + indentAt(indent, code))),
      l10n.t('{0}:{1}–{2} ↔ suggested', name, first + 1, last + 1),
    )
  }

  function selected(): Part | undefined {
    const editor = lastEditor.get()
    return editor && !editor.selection.isEmpty
      ? { document: editor.document, range: editor.selection }
      : undefined
  }
}

interface Part {
  readonly document: TextDocument
  readonly range: Range
}

async function asked(place: Place | undefined): Promise<Part | undefined> {
  const document =
    place?.file && (await workspace.openTextDocument(place.file).then(undefined, () => undefined))
  if (!document) return undefined
  const whole = new Range(0, 0, document.lineCount, 0)
  return { document, range: document.validateRange(place.asked ?? whole) }
}

/** With one line break at the end, so that a missing one is no difference. */
function ended(text: string): string {
  return `${text.replace(/\s+$/, '')}\n`
}

/** A document with Windows line ends takes one more unit for each. */
function lengthIn({ eol }: TextDocument, text: string): number {
  return eol === EndOfLine.CRLF ? text.length + text.split('\n').length - 1 : text.length
}

import { window, workspace, type TextDocument } from 'vscode'
import { Disposables, type Disposable } from '../../base/disposables.ts'
import type { JudgedTurn } from '../../core/judging.ts'
import type { Command } from '../commands/command.ts'
import { createComments } from './comments.ts'
import { createCorrections, type Corrections } from './corrections.ts'
import type { JudgingHost } from './judging.ts'
import { createTextMarks } from './marks.ts'
import type { ReviewFiles } from './reviewFiles.ts'
import { isThinkText, type ThinkTexts, type TurnInText } from './thinkTexts.ts'

/** A text that is edited is looked through after so long (milliseconds). */
const restFor = 300

interface Needs {
  readonly texts: ThinkTexts
  readonly judging: JudgingHost
  readonly files: ReviewFiles
  readonly notice: (message: string) => void
  readonly unexpected: (error: unknown) => void
}

/** A turn in a text, and what is said of it. */
export interface JudgedText extends TurnInText {
  readonly judged: JudgedTurn
}

export interface JudgingInText extends Disposable {
  readonly correct: Corrections['open']
  readonly commands: readonly Command[]
}

/** What is said of the steps of a trace, shown in its text as long as that is open. */
export function showJudgingInText(needs: Needs): JudgingInText {
  const { texts, judging, files, unexpected } = needs
  const life = new Disposables()
  const comments = life.add(createComments(needs))
  const corrections = life.add(createCorrections(needs))
  const marks = life.add(createTextMarks())
  const timers = new Map<TextDocument, ReturnType<typeof setTimeout>>()
  const shown = new Set<TextDocument>()
  life.add({ dispose: () => timers.forEach((timer) => clearTimeout(timer)) })
  life.add(
    files.onChange((path) => {
      for (const document of shown) if (document.uri.fsPath === path) show(document)
    }),
  )
  life.add(workspace.onDidChangeTextDocument(({ document }) => shown.has(document) && later(document)))
  life.add(
    workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document))
      timers.delete(document)
      shown.delete(document)
      comments.forget(document)
    }),
  )
  life.add(window.onDidChangeVisibleTextEditors(showAll))
  // A file gets its language a little after it is seen.
  life.add(workspace.onDidOpenTextDocument(showAll))
  showAll()
  return {
    correct: corrections.open,
    commands: [...comments.commands, ...corrections.commands],
    dispose: () => life.dispose(),
  }

  function showAll() {
    for (const { document } of window.visibleTextEditors) if (isThinkText(document)) show(document)
  }

  function later(document: TextDocument) {
    clearTimeout(timers.get(document))
    timers.set(
      document,
      setTimeout(() => show(document), restFor),
    )
  }

  function show(document: TextDocument) {
    shown.add(document)
    void showNow(document).catch(unexpected)
  }

  async function showNow(document: TextDocument) {
    const { version } = document
    const turns = await Promise.all(
      texts.turnsOf(document).map(async (each) => ({ ...each, judged: await judging.look(each.subject) })),
    )
    // What was typed meanwhile is looked through later.
    if (document.isClosed || document.version !== version) return
    comments.show(document, turns)
    marks.show(document, turns)
  }
}

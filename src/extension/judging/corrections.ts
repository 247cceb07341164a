import {
  CommentMode,
  comments,
  CommentThreadCollapsibleState,
  l10n,
  window,
  type Comment,
  type CommentThread,
  type TextDocument,
} from 'vscode'
import type { Disposable } from '../../base/disposables.ts'
import { indexOfStep, ownWords } from '../../core/query.ts'
import type { Command } from '../commands/command.ts'
import type { JudgingHost } from './judging.ts'
import { rangeInDocument, type StepInText } from './thinkTexts.ts'

interface Needs {
  readonly judging: JudgingHost
}

/** Where it is being written, and of which step. */
interface Draft {
  readonly thread: CommentThread
  readonly document: TextDocument
  readonly found: StepInText
}

export interface Corrections extends Disposable {
  /** Opens a box below the step, with what it says; what is written there is kept beside the trace. */
  readonly open: (document: TextDocument, found: StepInText) => Promise<void>
  readonly commands: readonly Command[]
}

/** A step may have several paragraphs: VS Code's comments are its one place in a text to write them in. */
export function createCorrections({ judging }: Needs): Corrections {
  const controller = comments.createCommentController('thinktree.corrections', 'ThinkTree')
  let draft: Draft | undefined
  return {
    open,
    commands: [
      { id: 'thinktree.keepCorrection', run: (comment: Comment) => keep(comment) },
      { id: 'thinktree.cancelCorrection', run: close },
    ],
    dispose: () => controller.dispose(),
  }

  async function open(document: TextDocument, found: StepInText) {
    const { turn, subject, step } = found
    const { steps, reasoning } = subject
    const at = steps[indexOfStep(steps, step)]
    if (!at) return
    const judged = await judging.look(subject)
    drop() // after the wait: of two that are opened at once one stays
    const own = judged.steps.find((each) => each.step === step)?.words.find((word) => word.own)
    const comment: Comment = {
      body: own?.corrected ?? ownWords(reasoning, steps, step),
      mode: CommentMode.Editing,
      author: { name: judged.reviewer },
    }
    const thread = controller.createCommentThread(document.uri, rangeInDocument(document, turn, at), [
      comment,
    ])
    thread.label = l10n.t('Correct the step: the trace itself stays as it is')
    thread.canReply = false
    thread.collapsibleState = CommentThreadCollapsibleState.Expanded
    draft = { thread, document, found }
  }

  async function keep({ body }: Comment) {
    const closed = await close()
    if (!closed) return
    const { subject, step } = closed.found
    await judging.say(subject, { type: 'correct', step, text: typeof body === 'string' ? body : body.value })
  }

  /** The keyboard goes back to the text. */
  async function close(): Promise<Draft | undefined> {
    const closed = draft
    drop()
    if (closed) await window.showTextDocument(closed.document)
    return closed
  }

  function drop() {
    draft?.thread.dispose()
    draft = undefined
  }
}

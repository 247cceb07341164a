import {
  CommentMode,
  comments,
  CommentThreadCollapsibleState,
  CommentThreadState,
  l10n,
  MarkdownString,
  Range,
  workspace,
  type Comment as ShownComment,
  type CommentReply,
  type CommentThread,
  type TextDocument,
} from 'vscode'
import { inMarkdown } from '../../base/plainText.ts'
import type { Disposable } from '../../base/disposables.ts'
import type { Comment, JudgedStep } from '../../core/judging.ts'
import { indexOfStep } from '../../core/query.ts'
import type { Step, StepId } from '../../core/step.ts'
import type { DocumentTurn } from '../../traces/document.ts'
import type { Command } from '../commands/command.ts'
import type { JudgingHost, Subject } from './judging.ts'
import type { JudgedText } from './inText.ts'
import { isThinkText, rangeInDocument, type ThinkTexts, type TurnInText } from './thinkTexts.ts'

interface Needs {
  readonly texts: ThinkTexts
  readonly judging: JudgingHost
  readonly notice: (message: string) => void
}

/** A thread of ours, and what it is about. */
interface Entry {
  readonly thread: CommentThread
  readonly subject: Subject
  readonly step: StepId
}

interface OurComment extends ShownComment {
  readonly said: Comment
}

export interface ReviewComments extends Disposable {
  readonly show: (document: TextDocument, turns: readonly JudgedText[]) => void
  readonly forget: (document: TextDocument) => void
  readonly commands: readonly Command[]
}

/** What is said of steps, as VS Code's own comments in the text of a trace. They stand in the file of reviews. */
export function createComments({ texts, judging, notice }: Needs): ReviewComments {
  const controller = comments.createCommentController('thinktree.reviews', 'ThinkTree')
  controller.options = {
    prompt: l10n.t('Comment on this step'),
    placeHolder: l10n.t('Kept beside the trace, for whoever reviews it'),
  }
  controller.commentingRangeProvider = {
    provideCommentingRanges: (document) =>
      isThinkText(document) ? texts.turnsOf(document).flatMap((each) => reasoningIn(document, each)) : [],
  }
  /** By the document, and the place of its turn and its step. */
  const threads = new Map<TextDocument, Map<string, Entry>>()
  return {
    commands: [
      { id: 'thinktree.addComment', run: (reply: CommentReply) => add(reply) },
      { id: 'thinktree.deleteComment', run: (comment: ShownComment) => remove(comment) },
      { id: 'thinktree.resolveComment', run: (thread: CommentThread) => resolve(thread) },
      { id: 'thinktree.reopenComment', run: (thread: CommentThread) => resolve(thread) },
    ],
    show,
    forget(document) {
      for (const { thread } of threads.get(document)?.values() ?? []) thread.dispose()
      threads.delete(document)
    },
    dispose: () => controller.dispose(),
  }

  function show(document: TextDocument, turns: readonly JudgedText[]) {
    const before = threads.get(document) ?? new Map<string, Entry>()
    threads.set(document, before)
    const left = new Set(before.keys())
    for (const { turn, subject, judged } of turns) {
      for (const said of judged.steps) {
        const step = subject.steps[indexOfStep(subject.steps, said.step)]
        // Steps of the same words are commented on as one.
        const key = `${subject.place} ${step?.span.from} ${step?.span.to}`
        if (!step || said.comments.length === 0 || (before.has(key) && !left.has(key))) continue
        left.delete(key)
        const thread = before.get(key)?.thread ?? newThread(document, turn, step)
        thread.range = rangeInDocument(document, turn, step)
        fill(thread, said, judged.readOnly === null)
        before.set(key, { thread, subject, step: step.id })
      }
    }
    for (const key of left) {
      before.get(key)?.thread.dispose()
      before.delete(key)
    }
  }

  function newThread(document: TextDocument, turn: DocumentTurn, step: Step): CommentThread {
    const thread = controller.createCommentThread(document.uri, rangeInDocument(document, turn, step), [])
    thread.collapsibleState = CommentThreadCollapsibleState.Collapsed
    return thread
  }

  async function add({ thread, text }: CommentReply) {
    const entry = entryOf(thread)
    if (entry) return judging.say(entry.subject, { type: 'comment', step: entry.step, text })
    const document = await workspace.openTextDocument(thread.uri)
    const line = document.lineAt(thread.range?.start.line ?? 0)
    const offset = document.offsetAt(line.range.start) + line.firstNonWhitespaceCharacterIndex
    const found = texts.stepAt(document, offset)
    if (!found) return notice(l10n.t('There is no step on this line.'))
    thread.dispose()
    await judging.say(found.subject, { type: 'comment', step: found.step, text })
  }

  async function remove(comment: ShownComment) {
    const { said } = comment as OurComment
    const entry = all().find(({ thread }) => thread.comments.includes(comment))
    if (!entry) return
    const { at, text } = said
    await judging.say(entry.subject, { type: 'deleteComment', step: entry.step, at, text })
  }

  async function resolve(thread: CommentThread) {
    const entry = entryOf(thread)
    if (entry) await judging.say(entry.subject, { type: 'resolve', step: entry.step })
  }

  function entryOf(thread: CommentThread): Entry | undefined {
    return all().find((entry) => entry.thread === thread)
  }

  function all(): readonly Entry[] {
    return [...threads.values()].flatMap((entries) => [...entries.values()])
  }
}

function reasoningIn(document: TextDocument, { turn, subject: { steps } }: TurnInText): readonly Range[] {
  const [first, last] = [steps[0], steps.at(-1)]
  if (!first || !last) return []
  const from = rangeInDocument(document, turn, first).start
  return [new Range(from, rangeInDocument(document, turn, last).end)]
}

/** What a thread shows of what was said. */
function fill(thread: CommentThread, { comments: said, resolvedBy }: JudgedStep, writable: boolean): void {
  thread.comments = said.map(shownComment)
  thread.canReply = writable
  thread.state = resolvedBy === undefined ? CommentThreadState.Unresolved : CommentThreadState.Resolved
  thread.contextValue = !writable ? 'readOnly' : resolvedBy === undefined ? 'open' : 'resolved'
  thread.label = resolvedBy === undefined ? l10n.t('Review') : l10n.t('Resolved by {0}', resolvedBy)
}

/** People's words: nothing in them is a command, and line ends are theirs. */
function shownComment(said: Comment): OurComment {
  const lines = said.text.split('\n').map(inMarkdown)
  const time = new Date(said.at)
  return {
    said,
    body: new MarkdownString(lines.join('\n\n')),
    mode: CommentMode.Preview,
    author: { name: said.by },
    contextValue: said.own ? 'own' : 'other',
    ...(!Number.isNaN(time.getTime()) && { timestamp: time }),
  }
}

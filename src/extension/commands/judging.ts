import { l10n, Selection, TextEditorRevealType, window, workspace, type TextDocument } from 'vscode'
import type { Judging, StepVerdict, TraceVerdict } from '../../core/judging.ts'
import type { StepId } from '../../core/step.ts'
import type { EditKind } from '../../protocol/webview.ts'
import type { JudgingHost } from '../judging/judging.ts'
import type { Queue } from '../judging/queue.ts'
import {
  rangeInDocument,
  textInFront,
  type InText,
  type StepInText,
  type ThinkTexts,
} from '../judging/thinkTexts.ts'
import type { Current } from '../current.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly current: Current
  readonly judging: JudgingHost
  readonly texts: ThinkTexts
  readonly queue: Queue
  /** Asks the page in view for words about the selected step. */
  readonly edit: (kind: EditKind) => void
  /** Lets one write a correction below a step in its text. */
  readonly correct: (document: TextDocument, found: StepInText) => Promise<void>
  readonly showReviews: () => Promise<void>
  readonly exportDisagreement: () => Promise<void>
  readonly notice: (message: string) => void
}

const stepCommandOf: Readonly<Record<StepVerdict, Command['id']>> = {
  good: 'thinktree.judgeGood',
  neutral: 'thinktree.judgeNeutral',
  bad: 'thinktree.judgeBad',
  unsure: 'thinktree.judgeUnsure',
}

const traceCommandOf: Readonly<Record<TraceVerdict, Command['id']>> = {
  accepted: 'thinktree.acceptTrace',
  rejected: 'thinktree.rejectTrace',
  fix: 'thinktree.fixTrace',
}

/** Each is about the step at the cursor in a trace's text, or the selected one in the tree. */
export function judgingCommands(needs: Needs): readonly Command[] {
  const { current, judging, texts, queue, edit, correct, notice } = needs
  return [
    ...Object.entries(stepCommandOf).map(([verdict, id]) => ({
      id,
      run: () => ofStep((step) => ({ type: 'step', step, verdict: verdict as StepVerdict })),
    })),
    { id: 'thinktree.markFirstWrong', run: () => ofStep((step) => ({ type: 'firstWrong', step })) },
    ...Object.entries(traceCommandOf).map(([verdict, id]) => ({
      id,
      run: () => ofTrace(verdict as TraceVerdict),
    })),
    { id: 'thinktree.correctStep', run: () => write('correct') },
    { id: 'thinktree.commentStep', run: () => write('comment') },
    { id: 'thinktree.nextUnreviewed', run: next },
    { id: 'thinktree.showReviews', run: () => needs.showReviews() },
    { id: 'thinktree.exportDisagreement', run: () => needs.exportDisagreement() },
  ]

  async function ofStep(judgingOf: (step: StepId) => Judging) {
    const text = textInFront()
    if (!text) {
      const { selected } = current
      return selected ? judging.judge(selected.turn, judgingOf(selected.step)) : notice(noStep())
    }
    const found = texts.stepAt(text.document, text.offset)
    return found ? judging.say(found.subject, judgingOf(found.step)) : notice(noStep())
  }

  async function ofTrace(verdict: TraceVerdict) {
    const said: Judging = { type: 'turn', verdict }
    const text = textInFront()
    const subject = text && texts.turnAt(text.document, text.offset)?.subject
    const { turn } = current
    const say = subject
      ? (judged: Judging) => judging.say(subject, judged)
      : turn === null
        ? undefined
        : (judged: Judging) => judging.judge(turn, judged)
    if (!say) return notice(l10n.t('Open a trace first.'))
    const own = async () => {
      const now = subject ? await judging.look(subject) : turn && (await judging.of(turn))
      return now && !now.readOnly ? { ...now.words.find((word) => word.own) } : undefined
    }
    const before = await own()
    // It is taken back, or cannot be said.
    if (verdict === 'accepted' || !before || before.verdict === verdict) return say(said)
    const reason = await window.showInputBox({
      title: verdict === 'rejected' ? l10n.t('Reject Trace') : l10n.t('Trace to Be Fixed'),
      prompt: l10n.t('Why? It is kept with the verdict; you can leave it empty.'),
      value: before.reason,
    })
    if (reason === undefined) return undefined
    await say(said)
    return (await own())?.verdict === verdict ? say({ type: 'reason', text: reason }) : undefined
  }

  async function write(kind: Extract<EditKind, 'correct' | 'comment'>) {
    const text = textInFront()
    if (!text) return current.selected ? edit(kind) : notice(noStep())
    const found = texts.stepAt(text.document, text.offset)
    if (!found) return notice(noStep())
    if (kind === 'correct') return correct(text.document, found)
    const said = await window.showInputBox({ title: l10n.t('Comment on Step') })
    return said === undefined
      ? undefined
      : judging.say(found.subject, { type: kind, step: found.step, text: said })
  }

  async function next() {
    const text = textInFront()
    if (!text) return queue.next(current.turn, current.selected?.step ?? null)
    if (!(await goOnIn(text))) await queue.nextTrace(text.document.uri.fsPath)
  }

  /** In a text, the cursor goes there. */
  async function goOnIn({ editor, document, offset }: InText): Promise<boolean> {
    const at = texts.stepAt(document, offset)
    for (const { turn, subject } of texts.turnsOf(document)) {
      if (turn.layout.whole.to < offset) continue
      const id = await judging.nextIn(subject, at?.subject.place === subject.place ? at.step : null)
      const step = subject.steps.find((each) => each.id === id)
      if (!step) continue
      const range = rangeInDocument(document, turn, step)
      editor.selection = new Selection(range.start, range.start)
      editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport)
      return true
    }
    return false
  }
}

function noStep(): string {
  return l10n.t('Select a step first.')
}

/** Opens what was exported as a text that can be saved. */
export async function openCsv(content: string): Promise<void> {
  await window.showTextDocument(await workspace.openTextDocument({ language: 'csv', content }))
}

import { l10n } from 'vscode'
import type { Asking } from '../asking/asking.ts'
import { askQuestion } from '../asking/askQuestion.ts'
import type { Permission } from '../asking/permission.ts'
import type { Previews } from '../asking/previews.ts'
import type { Question } from '../asking/questions.ts'
import { gather, type Gathered, type Subject } from '../context/gather.ts'
import { selectionSubject } from '../context/subject.ts'
import type { LastEditor } from '../editor/lastEditor.ts'
import type { QuestionHistory } from '../history.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly asking: Asking
  readonly permission: Permission
  readonly previews: Previews
  /** Opens the panel ahead of a question, so that it is there while the code is gathered. */
  readonly showPanel: () => void
  readonly history: QuestionHistory
  readonly lastEditor: Pick<LastEditor, 'inUse'>
  /** Says that no file is open. */
  readonly noEditor: () => void
  /** Says that there is no code where one is. */
  readonly noCode: () => void
  readonly unexpected: (error: unknown) => void
}

const explain = l10n.t('Explain this code: what it does, how, and what one should watch out for.')

export function askCommands(needs: Needs): readonly Command[] {
  const { asking, permission, previews, showPanel, history, lastEditor, noEditor, noCode, unexpected } = needs
  return [
    { id: 'thinktree.explainSelection', run: async () => explainSubject(await selected()) },
    { id: 'thinktree.askSelection', run: () => askSubject(selected()) },
    { id: 'thinktree.askFile', run: () => askSubject(whole()) },
    { id: 'thinktree.previewRequest', run: async () => previewSubject(await selected()) },
  ]

  async function selected(): Promise<Subject | undefined> {
    const editor = lastEditor.inUse()
    return editor && selectionSubject(editor)
  }

  async function whole(): Promise<Subject | undefined> {
    const editor = lastEditor.inUse()
    return editor && { document: editor.document }
  }

  async function explainSubject(subject: Subject | undefined) {
    if (!subject) return noEditor()
    if (isBlank(subject)) return noCode()
    if (!permission.possible(() => explainSubject(subject))) return undefined
    showPanel()
    return asking.ask(about(await gather(subject), explain))
  }

  async function askSubject(looked: Promise<Subject | undefined>) {
    if (!permission.possible(() => askSubject(looked))) return undefined
    if (!lastEditor.inUse()) return noEditor()
    const gathered = looked.then((subject) => (subject ? gather(subject) : undefined))
    const question = await askQuestion({
      title: l10n.t('Ask about'),
      about: gathered.then((code) => (code ? previews.describe(code) : l10n.t('nothing'))),
      history,
      preview: async (typed) => {
        const code = await gathered
        if (code) await previews.preview(about(code, typed))
      },
      unexpected,
    })
    const code = question === undefined ? undefined : await gathered
    if (question === undefined || !code) return undefined
    await history.add(question)
    return asking.ask(about(code, question))
  }

  async function previewSubject(subject: Subject | undefined) {
    return subject ? previews.preview(about(await gather(subject), explain)) : noEditor()
  }
}

/** Whether there is nothing to explain, such as in a new file or on a blank line. */
function isBlank({ document, range }: Subject): boolean {
  return document.getText(range).trim() === ''
}

/** A question that begins a conversation. */
function about(gathered: Gathered, text: string): Question {
  return { text, gathered, follows: null }
}

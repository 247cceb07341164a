import { l10n } from 'vscode'
import type { Asking } from '../asking/asking.ts'
import { askQuestion } from '../asking/askQuestion.ts'
import type { Permission } from '../asking/permission.ts'
import type { Previews } from '../asking/previews.ts'
import type { Question } from '../asking/questions.ts'
import { gather, type Gathered, type Subject } from '../context/gather.ts'
import { fileSubject, isEditorOpen, selectionSubject } from '../context/subject.ts'
import type { QuestionHistory } from '../history.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly asking: Asking
  readonly permission: Permission
  readonly previews: Previews
  /** Opens the panel ahead of a question, so that it is there while the code is gathered. */
  readonly showPanel: () => void
  readonly history: QuestionHistory
  /** Says that there is no code to ask about. */
  readonly noEditor: () => void
  readonly unexpected: (error: unknown) => void
}

const explain = l10n.t('Explain this code: what it does, how, and what one should watch out for.')

export function askCommands(needs: Needs): readonly Command[] {
  const { asking, permission, previews, showPanel, history, noEditor, unexpected } = needs
  return [
    { id: 'thinktree.explainSelection', run: async () => explainSubject(await selectionSubject()) },
    { id: 'thinktree.askSelection', run: () => askSubject(selectionSubject()) },
    { id: 'thinktree.askFile', run: () => askSubject(Promise.resolve(fileSubject())) },
    { id: 'thinktree.previewRequest', run: async () => previewSubject(await selectionSubject()) },
  ]

  async function explainSubject(subject: Subject | undefined) {
    if (!subject || isBlank(subject)) return noEditor()
    if (!permission.possible(() => explainSubject(subject))) return undefined
    showPanel()
    return asking.ask(about(await gather(subject), explain))
  }

  async function askSubject(looked: Promise<Subject | undefined>) {
    if (!permission.possible(() => askSubject(looked))) return undefined
    if (!isEditorOpen()) return noEditor()
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

/** Whether there is nothing to explain, such as in a new file. */
function isBlank({ document }: Subject): boolean {
  return document.getText().trim() === ''
}

/** A question that begins a conversation. */
function about(gathered: Gathered, text: string): Question {
  return { text, gathered, follows: null }
}

import { l10n } from 'vscode'
import type { Asking } from '../asking.ts'
import { askQuestion } from '../askQuestion.ts'
import { gather, type Subject } from '../context/gather.ts'
import { fileSubject, isEditorOpen, selectionSubject } from '../context/subject.ts'
import type { QuestionHistory } from '../history.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly asking: Asking
  readonly history: QuestionHistory
  /** Says that there is no editor to ask about. */
  readonly noEditor: () => void
}

const explain = l10n.t('Explain this code: what it does, how, and what one should watch out for.')

export function askCommands({ asking, history, noEditor }: Needs): readonly Command[] {
  return [
    { id: 'thinktree.explainSelection', run: async () => explainSubject(await selectionSubject()) },
    { id: 'thinktree.askSelection', run: () => askSubject(selectionSubject()) },
    { id: 'thinktree.askFile', run: () => askSubject(Promise.resolve(fileSubject())) },
    { id: 'thinktree.previewRequest', run: async () => previewSubject(await selectionSubject()) },
  ]

  async function explainSubject(subject: Subject | undefined) {
    if (!subject) return noEditor()
    if (!asking.open()) return undefined
    return asking.ask(explain, await gather(subject))
  }

  async function askSubject(looked: Promise<Subject | undefined>) {
    if (!asking.possible()) return undefined
    if (!isEditorOpen()) return noEditor()
    const gathered = looked.then((subject) => (subject ? gather(subject) : undefined))
    const question = await askQuestion({
      title: l10n.t('Ask about'),
      about: gathered.then((code) => (code ? asking.describe(code) : l10n.t('nothing'))),
      history,
      preview: async (typed) => {
        const code = await gathered
        if (code) await asking.preview(typed, code, null)
      },
    })
    const code = question === undefined ? undefined : await gathered
    if (question === undefined || !code) return undefined
    await history.add(question)
    return asking.ask(question, code)
  }

  async function previewSubject(subject: Subject | undefined) {
    return subject ? asking.preview(explain, await gather(subject), null) : noEditor()
  }
}

import { subjectOf } from '../../endpoint/context.ts'
import type { Asking } from '../asking.ts'
import { askQuestion } from '../askQuestion.ts'
import { gather, type Subject } from '../context/gather.ts'
import { fileSubject, selectionSubject } from '../context/subject.ts'
import type { QuestionHistory } from '../history.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly asking: Asking
  readonly history: QuestionHistory
  /** Says that there is no editor to ask about. */
  readonly noEditor: () => void
}

const explain = 'Explain this code: what it does, how, and what one should watch out for.'

export function askCommands({ asking, history, noEditor }: Needs): readonly Command[] {
  return [
    { id: 'thinktree.explainSelection', run: async () => explainSubject(await selectionSubject()) },
    { id: 'thinktree.askSelection', run: async () => askSubject(await selectionSubject()) },
    { id: 'thinktree.askFile', run: () => askSubject(fileSubject()) },
    { id: 'thinktree.previewRequest', run: async () => previewSubject(await selectionSubject()) },
  ]

  async function explainSubject(subject: Subject | undefined) {
    if (!subject) return noEditor()
    if (!asking.open()) return undefined
    return asking.ask(explain, await gather(subject))
  }

  async function askSubject(subject: Subject | undefined) {
    if (!subject) return noEditor()
    const gathered = await gather(subject)
    const question = await askQuestion({
      title: `Ask about ${subjectOf(gathered.context)}`,
      size: asking.sizeOf(gathered),
      history,
      preview: (typed) => asking.preview(typed, gathered),
    })
    if (question === undefined) return undefined
    await history.add(question)
    return asking.ask(question, gathered)
  }

  async function previewSubject(subject: Subject | undefined) {
    return subject ? asking.preview(explain, await gather(subject)) : noEditor()
  }
}

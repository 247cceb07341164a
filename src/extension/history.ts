import type { Memento } from 'vscode'

const key = 'questions'
const most = 30

/** Past questions, newest first, each once. */
export interface QuestionHistory {
  list(): readonly string[]
  add(question: string): Thenable<void>
  clear(): Thenable<void>
}

export function openHistory(memento: Memento): QuestionHistory {
  const list = () => memento.get<readonly string[]>(key, [])
  return {
    list,
    add: (question) =>
      memento.update(key, [question, ...list().filter((other) => other !== question)].slice(0, most)),
    clear: () => memento.update(key, undefined),
  }
}

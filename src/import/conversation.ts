import type { Form } from './form.ts'

/** What was found in somebody's file: questions and replies, one after another. */
export interface Conversation {
  /** Where it begins, from 1. */
  readonly line: number
  readonly form: Form
  /** Its first question, or how the first reply begins; one line. */
  readonly title: string
  readonly model: string
  readonly turns: number
  /** The text of a `.think` document. It is made when it is asked for: a file may hold thousands. */
  readonly document: () => string
}

/** What could not be read. */
export interface ImportProblem {
  readonly line: number
  /** A sentence in English, with `{0}`, `{1}`… for `values`. */
  readonly message: string
  readonly values: readonly string[]
}

/** Where what is found goes. */
export interface Sink {
  readonly found: (conversation: Conversation) => void
  readonly problem: (line: number, message: string, ...values: readonly string[]) => void
}

const longest = 120

/** A line that names a text. */
export function titleOf(text: string): string {
  const line = text.slice(0, 2000).replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

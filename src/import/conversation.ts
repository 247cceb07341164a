import type { ModelCard } from '../base/modelCard.ts'
import { shortened } from '../base/shortened.ts'
import type { InsideFile } from '../inside/insideFile.ts'
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
  /** What servers told of the inside of its runs, by the names that its document has for them; undefined where nothing. */
  readonly inside?: (card?: ModelCard) => InsideFile | undefined
  /** The text of its review file, where the data say what the answer is worth. */
  readonly review?: () => string
}

/** What could not be read, or not all of it. */
export interface ImportProblem {
  readonly line: number
  readonly kind: ProblemKind
  /** For `{0}` in its sentence. */
  readonly values: readonly string[]
}

export type ProblemKind = keyof typeof problemSentences

/** What a problem is, in English. */
export const problemSentences = {
  notJson: 'This is not JSON.',
  cut: 'It ends in the middle; what is there was read.',
  unknown: 'This is no conversation that is known.',
  unanswered: 'The last question has no answer.',
  noText: 'A reply without any text.',
  error: 'The server answered with an error: {0}',
  har: 'No request in this HAR file asks a model for a chat completion and has its answer.',
  empty: 'There is no text.',
  nothing:
    'There is no think block here, and none of the forms that are known: recorded streams, responses, logs of requests, messages.',
  many: 'Only the first {0} conversations are read.',
  long: 'It is longer than {0} million characters without an end of its JSON or text; lines of JSON have no such limit.',
}

export function problemSentence({ kind, values }: ImportProblem): string {
  return problemSentences[kind].replace('{0}', () => values[0] ?? '')
}

/** Where what is found goes. */
export interface Sink {
  readonly found: (conversation: Conversation) => void
  readonly problem: (line: number, kind: ProblemKind, ...values: readonly string[]) => void
}

/** A line that names a text. */
export function titleOf(text: string): string {
  return shortened(text.slice(0, 2000).replace(/\s+/g, ' ').trim(), 120)
}

import type { Example } from './example.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/**
 * What the model is to write. To the letter: LLaMA-Factory takes away exactly `<think>⏎` and `⏎</think>⏎⏎`, and every other
 * trainer reads this too.
 */
export function assistantText({ reasoning, answer }: Pick<Example, 'reasoning' | 'answer'>): string {
  return `<think>\n${reasoning.trim()}\n</think>\n\n${answer.trim()}`
}

/** What was asked, and what was asked and answered before, without its reasoning, as models were shown it. */
export function promptMessages({
  question,
  history,
}: Pick<Example, 'question' | 'history'>): readonly Message[] {
  return [
    ...history.flatMap(({ question: asked, answer }): readonly Message[] => [
      { role: 'user', content: asked },
      { role: 'assistant', content: answer },
    ]),
    { role: 'user', content: question },
  ]
}

/** A tag within the texts would end the thought early, or open another, for trainers and templates alike. */
export function holdsThinkTag(
  example: Pick<Example, 'reasoning' | 'answer' | 'question' | 'history'>,
): boolean {
  const { reasoning, answer, question, history } = example
  const texts = [reasoning, answer, question, ...history.flatMap((each) => [each.question, each.answer])]
  return texts.some((text) => /<\/?think>/.test(text))
}

import type { Profile } from '../profile.ts'

/** What a model had written when it was cut, and where it goes on: in the thought, or in the answer after it. */
export interface CutText {
  readonly reasoning: string
  readonly answer: string
  readonly at: Place
}

export type Place = 'reasoning' | 'answer'

interface TagPair {
  readonly open: string
  readonly close: string
}

/** The tags that the model writes around its thought. */
export function tagsOf({ split: { tags } }: Profile): TagPair {
  return tags[0] ?? { open: '<think>', close: '</think>' }
}

/**
 * The same as the model wrote it, without the opening tag. A thought is closed as models close it, on a line of its
 * own: some do not stop after a bare tag. Blanks at the end are left out, as models go on badly after them.
 */
export function rawText({ reasoning, answer, at }: CutText, { close }: TagPair): string {
  if (at === 'reasoning') return reasoning.trimEnd()
  if (reasoning === '') return answer.trimEnd()
  return (
    `${reasoning.trimEnd()}\n${close}\n\n${answer.trimStart()}`.trimEnd() +
    (answer.trim() === '' ? '\n\n' : '')
  )
}

/** With the opening tag, on a line of its own. */
export function taggedText(cut: CutText, tags: TagPair): string {
  if (cut.reasoning === '') return rawText(cut, tags)
  return `${tags.open}${cut.reasoning.startsWith('\n') ? '' : '\n'}${rawText(cut, tags)}`
}

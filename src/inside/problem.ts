import { inEnglish, type Say } from '../base/say.ts'

/** Why what a server sent cannot be used: a text with places for its values, which is said in the reader's language. */
export type Problem = readonly [text: string, ...values: readonly (string | number)[]]

export function wrong(...problem: Problem): { readonly problem: Problem } {
  return { problem }
}

export function problemSentence(problem: Problem, say: Say = inEnglish): string {
  return say('Which experts worked cannot be shown: {0}.', say(...problem))
}

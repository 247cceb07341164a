import { inEnglish, type Say } from '../base/say.ts'

/** Why what a server sent cannot be used: a text with places for its values, which is said in the reader's language. */
export type Problem = readonly [text: string, ...values: readonly (string | number)[]]

export function wrong(...problem: Problem): { readonly problem: Problem } {
  return { problem }
}

/** Why what lies beside a trace was not read. */
export function leftOut(path: string, problem: Problem, say: Say = inEnglish): string {
  return say('{0} was left out: {1}.', path, say(...problem))
}

export function problemSentence(problem: Problem, say: Say = inEnglish): string {
  return say('Which experts worked cannot be shown: {0}.', say(...problem))
}

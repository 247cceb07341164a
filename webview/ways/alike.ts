import { answerGroups } from '../../src/judge/figures.ts'
import { compareAnswers } from '../../src/judge/sameAnswer.ts'
import { statedAnswer } from '../../src/judge/statedAnswer.ts'

/** Answers that say the same, by their index; `said` is what they state in short, where they do. */
export interface Alike {
  readonly said?: string
  readonly members: readonly number[]
}

/**
 * Which answers say the same, the largest group first: by what they state, as samples are compared; where they state
 * nothing, by their words. Those that are not there yet are in none.
 */
export function alikeAnswers(answers: readonly (string | undefined)[]): readonly Alike[] {
  const stated = answers.map((answer) => (answer === undefined ? undefined : statedAnswer(answer)?.answer))
  const plain = answers.map((answer, index) => (stated[index] === undefined ? wordsOf(answer) : undefined))
  return [
    ...answerGroups(stated, (a, b) => compareAnswers(a, b).same).map(({ answer, members }) => ({
      said: answer,
      members,
    })),
    ...answerGroups(plain, (a, b) => a === b).map(({ members }) => ({ members })),
  ].toSorted((a, b) => b.members.length - a.members.length)
}

function wordsOf(answer: string | undefined): string | undefined {
  const text = answer?.trim().replaceAll(/\s+/g, ' ')
  return text === '' ? undefined : text
}

import { estimateTokens } from '../base/tokens.ts'
import { languageShare, type LanguageShare } from './language.ts'
import { lengthOf } from './python.ts'
import { answerFormat, reasoningSteps, repetition, tagCount, thinkFormat } from './rewards.ts'
import { compareAnswers, isNumber, type ComparedAs } from './sameAnswer.ts'
import { lastNumber, statedAnswer, type StatedAnswer } from './statedAnswer.ts'

/** A trace as it is judged. */
export interface Judged {
  readonly question: string
  /** What the model wrote, tags and all. */
  readonly completion: string
  readonly reasoning: string
  readonly answer: string
  /** What the answer should be, where it is known. */
  readonly expected?: string | undefined
}

/** What the rules of the trainers give a trace, and what can be counted in it, without a model or a network. */
export interface RewardCard {
  readonly format: Formats
  readonly tagCount: number
  readonly steps: number
  readonly repetition: number
  readonly length: { readonly characters: number; readonly tokens: number }
  readonly language?: LanguageShare
  readonly answer?: AnswerCheck
}

/** Both, since a trace of R1 itself can only fit the first: it has no `<answer>` tags. */
export interface Formats {
  readonly trl: 0 | 1
  readonly openR1: 0 | 1
}

export interface AnswerCheck {
  readonly expected: string
  readonly found?: StatedAnswer
  readonly same: boolean
  readonly as?: ComparedAs
}

export function rewardCard({ question, completion, reasoning, answer, expected }: Judged): RewardCard {
  const language = languageShare(reasoning, question)
  return {
    format: { trl: thinkFormat(completion), openR1: answerFormat(completion) },
    tagCount: tagCount(completion),
    steps: reasoningSteps(completion),
    repetition: repetition(completion),
    length: { characters: lengthOf(completion), tokens: estimateTokens(completion) },
    ...(language && { language }),
    ...(expected !== undefined && { answer: checkAnswer(answer, expected) }),
  }
}

/** Whether the answer says what is expected. It is looked for after the thought only, as TRL does. */
export function checkAnswer(answer: string, expected: string): AnswerCheck {
  const found = statedAnswer(answer)
  const compared = found && compareAnswers(found.answer, wanted(expected))
  if (compared?.same) return { expected, found, ...compared }
  const certain = found && (found.rule !== 'whole' || isNumber(found.answer))
  const number = !certain && isNumber(expected) ? lastNumber(answer) : undefined
  if (number) return { expected, found: number, ...compareAnswers(number.answer, expected) }
  return { expected, ...(found && { found }), same: false, ...(compared && { as: compared.as }) }
}

/** What is expected may be given in a box itself. */
function wanted(expected: string): string {
  return expected.includes('boxed') ? (statedAnswer(expected)?.answer ?? expected) : expected
}

/** Whether two texts state the same answer; undefined where one of them states none. */
export function stateTheSame(left: string, right: string): boolean | undefined {
  const stated = statedAnswer(left)?.answer
  return stated === undefined || statedAnswer(right) === undefined
    ? undefined
    : checkAnswer(right, stated).same
}

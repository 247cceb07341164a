import { compareAnswers, isNumber } from '../judge/sameAnswer.ts'
import { promptMessages } from './assistant.ts'
import type { DataFormat, Left, Row, RowOptions, Rows } from './data.ts'
import { samplesOfPrompts, splitKey, type Example } from './example.ts'

/* Prompts to train on by a reward: what is asked, and what the answer should be. One row of each prompt. */

const needs = { reasoning: false, writes: 'nothing', verdict: 'any', tags: false } as const

/** TRL's GRPO and RLOO: further columns go to the reward functions, `solution` to that of the answer. */
export const grpo: DataFormat = {
  name: 'grpo',
  summary: 'TRL (GRPO): {prompt, solution}, from the expected answers',
  file: 'jsonl',
  needs,
  together: true,
  rowsOf: (examples, options) =>
    rowsOfPrompts(examples, options, (example, answer) => ({
      prompt: promptMessages(example),
      solution: solutionOf(answer),
    })),
}

/** OpenAI's reinforcement fine-tuning: a grader finds the answer as `{{item.answer}}`. */
export const openaiRft: DataFormat = {
  name: 'openai-rft',
  summary: 'OpenAI (RFT): {messages, answer}, from the expected answers',
  file: 'jsonl',
  needs,
  together: true,
  rowsOf: (examples, options) =>
    rowsOfPrompts(examples, options, (example, answer) => ({ messages: promptMessages(example), answer })),
}

/** Math-verify reads formulas between dollar signs; where it reads nothing, a sample gets no reward at all. */
export function solutionOf(expected: string): string {
  const answer = expected.trim()
  const marked = /\$|\\boxed|\\\(|\\\[/.test(answer)
  return !marked && isFormula(answer) ? `$${answer}$` : answer
}

/** Whether a solution is one that the reward of the answer can read. */
export function isVerifiable({ solution }: { readonly solution?: unknown }): boolean {
  return typeof solution === 'string' && /\$|\\boxed|\\\(|\\\[/.test(solution)
}

/** A number, a choice, or what is written in signs and TeX; of words, Math-verify makes nothing. */
function isFormula(answer: string): boolean {
  if (isNumber(answer) || /^\(?[A-J]\)?$/.test(answer)) return true
  const signs = /\\[a-z]|[=+*^<>]|^[[({].*[\])}]$/i.test(answer)
  return signs && !/(?<!\\)\b[a-z]{3,}/i.test(answer)
}

function rowsOfPrompts(
  examples: readonly Example[],
  { expected }: RowOptions,
  make: (example: Example, answer: string) => object,
): Rows {
  const rows: Row[] = []
  const left: Left[] = []
  for (const samples of samplesOfPrompts(examples)) {
    const said = samples.flatMap((example) => example.expected ?? []).toSorted()
    const answer = said[0] ?? expected
    const [example, ...others] = samples
    if (!example) continue
    if (answer === undefined) left.push(...samples.map((each) => leaving(each, 'no expected answer')))
    else if (said.some((each) => !compareAnswers(each, answer).same))
      left.push(...samples.map((each) => leaving(each, 'expected answers differ')))
    else {
      rows.push({ key: splitKey(example), value: make(example, answer) })
      left.push(...others.map((each) => leaving(each, 'a duplicate')))
    }
  }
  return { rows, left }
}

function leaving(example: Example, reason: Left['reason']): Left {
  return { example, reason }
}

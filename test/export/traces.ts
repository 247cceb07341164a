import { previewText } from '../../src/export/preview.ts'
import { tallyOf } from '../../src/export/tally.ts'
import { examplesOf, type Example } from '../../src/export/example.ts'
import { dataFormats } from '../../src/export/formats.ts'
import { planExport, type Choice, type Plan } from '../../src/export/plan.ts'
import { anchorOf } from '../../src/judge/anchor.ts'
import { noReviews, type ReviewFile, type StepReview, type TurnReview } from '../../src/judge/review.ts'
import { emptyTurnReview, withTurnReview } from '../../src/judge/reviewFile.ts'
import { readDocument } from '../../src/traces/document.ts'

export const question = 'Why does xs.sort() break [10, 9, 1]?'
export const first = 'sort() with no comparator compares as strings.'
export const second = '"10" < "9" because "1" < "9".'
export const third = 'So JS sorts numbers descending.'
export const reasoning = `\n${first}\n\n${second}\n\n${third}\n`
export const answer = 'Pass (a, b) => a - b.'

/** A document of one turn, or of several. */
export function documentText(...turns: readonly { head?: string; body?: string }[]): string {
  const [one = {}, ...others] = turns
  const text = ({
    head = `question: ${JSON.stringify(question)}`,
    body = bodyOf(),
  }: (typeof turns)[number]) => `${head}\n---\n${body}`
  return [`---\nformat: 1\n${text(one)}`, ...others.map((turn) => `--- turn\n${text(turn)}`)].join('\n')
}

export function bodyOf(thought = reasoning, said = answer): string {
  return `<think>${thought}</think>\n\n${said}\n`
}

export function examples(
  text: string,
  reviews: ReviewFile = noReviews,
  clean = (each: string) => each,
): readonly Example[] {
  return examplesOf({ source: 'a.think', document: readDocument(text), reviews, clean })
}

/** What a reviewer says of steps, by their words. */
export function reviewed(
  steps: readonly (Partial<StepReview> & { readonly words: string })[],
  more: Partial<TurnReview> = {},
  reviewer = 'ana',
  file = noReviews,
): ReviewFile {
  const said = steps.map(({ words, ...each }): StepReview => {
    const from = reasoning.indexOf(words)
    return {
      ...anchorOf(reasoning, { from, to: from + words.length }),
      firstWrong: false,
      comments: [],
      unknown: {},
      ...each,
    }
  })
  return withTurnReview(file, reviewer, { ...emptyTurnReview, turn: '1', steps: said, ...more })
}

const choice: Choice = {
  onlyReviewed: false,
  unfinished: false,
  redact: false,
  validation: 0,
  separator: '\n',
}

export function plan(name: string, list: readonly Example[], more: Partial<Choice> = {}): Plan {
  const format = dataFormats.find((each) => each.name === name)
  if (!format) throw new Error(name)
  return planExport(format, list, { ...choice, ...more })
}

export function rows(name: string, list: readonly Example[], more: Partial<Choice> = {}): readonly object[] {
  return plan(name, list, more).training.map(({ value }) => value)
}

export function reasons(planned: Plan): readonly string[] {
  return planned.left.map(({ reason }) => reason)
}

export const canonical = `<think>\n${reasoning.trim()}\n</think>\n\n${answer}`
export const one = examples(documentText())
export const followUp = examples(
  documentText({}, { head: 'question: And strings?', body: bodyOf('\nNo.\n', 'Pass nothing.') }),
)
export const judged = examples(
  documentText(),
  reviewed([
    { words: first, verdict: 'good' },
    { words: second, verdict: 'neutral' },
    { words: third, firstWrong: true },
  ]),
)

export const sample = (said: string, head = '') =>
  documentText({ head: `question: Q\n${head}`.trim(), body: bodyOf('\nx\n', said) })
export const preview = (...given: Parameters<typeof plan>) =>
  previewText(tallyOf(plan(...given)), given[2]?.validation ?? 0)
/** Two answers to one question, of which the second is expected. */
export const pairOf = (wrong: string, right: string) => [
  ...examples(sample(wrong, `expected: "${right}"`)),
  ...examples(sample(right, `expected: "${right}"`)),
]

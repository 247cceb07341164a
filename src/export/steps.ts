import { sha256 } from '../base/sha256.ts'
import { rowsOfEach, type DataFormat } from './data.ts'
import type { Example, JudgedUnit, ReviewOfExample } from './example.ts'

/* Forms that teach which steps are right. */

/**
 * TRL and axolotl: steps and whether each is right, up to the first that nobody judged. As PRM800K is read, only good is
 * true. All before a first wrong step is taken for good; what comes after it, for what was said of it.
 */
export const stepwise: DataFormat = {
  name: 'stepwise',
  summary: 'TRL, axolotl: {prompt, completions, labels}, from the verdicts on steps',
  file: 'jsonl',
  needs: { reasoning: true, writes: 'thinking', verdict: 'any', tags: false },
  rowsOf: (examples, { separator }) =>
    rowsOfEach(examples, (example) => {
      if (example.history.length > 0) return 'a follow-up question'
      const judged = judgedPart(example.units)
      if (judged.length === 0) return 'no step verdicts'
      const completions = judged.map(({ text }) => stepText(text, separator))
      const labels = judged.map(({ verdict }) => verdict === 'good')
      return [{ prompt: example.question, completions, labels }]
    }),
}

/** PRM800K: one row of each reviewer, up to the first wrong step. */
export const prm800k: DataFormat = {
  name: 'prm800k',
  summary: 'PRM800K: a record of each reviewer, with ratings of steps',
  file: 'jsonl',
  needs: { reasoning: true, writes: 'all', verdict: 'any', tags: false },
  rowsOf: (examples) =>
    rowsOfEach(examples, (example) => {
      if (example.history.length > 0) return 'a follow-up question'
      const rows = example.reviews.flatMap((review) => prmRow(example, review))
      return rows.length === 0 ? 'no step verdicts' : rows
    }),
}

type Judged = JudgedUnit & { readonly verdict: 'good' | 'neutral' | 'bad' }

/** Up to the first of which nobody said what it is. */
function judgedPart(units: readonly JudgedUnit[]): readonly Judged[] {
  const first = units.findIndex(({ firstWrong }) => firstWrong)
  const judged: Judged[] = []
  for (const [index, unit] of units.entries()) {
    const verdict = unit.verdict ?? (index < first ? 'good' : undefined)
    if (verdict === undefined || verdict === 'unsure') break
    judged.push({ ...unit, verdict })
  }
  return judged
}

/** Steps are joined by the separator, so none may hold it. */
function stepText(text: string, separator: string): string {
  if (separator === '\n') return text.trim().replace(/\s*\n\s*/g, ' ')
  return separator === '\n\n' ? text.trim().replace(/\n\s*\n/g, '\n') : text.trim().replaceAll(separator, ' ')
}

function prmRow(example: Example, review: ReviewOfExample): readonly object[] {
  const { units } = review
  const first = units.findIndex(({ firstWrong, verdict }) => firstWrong || verdict === 'bad')
  const marked = units.findIndex(({ firstWrong }) => firstWrong)
  const steps: object[] = []
  for (const [index, unit] of units.entries()) {
    const verdict = unit.verdict ?? (index < marked ? 'good' : undefined)
    if (verdict === undefined) break
    const wrong = verdict === 'bad'
    steps.push({
      completions: [
        { text: unit.text, rating: ratings[verdict], flagged: verdict === 'unsure' ? true : null },
      ],
      human_completion:
        wrong && unit.corrected !== undefined
          ? { text: unit.corrected, rating: null, source: 'human', flagged: false, corrected_rating: null }
          : null,
      chosen_completion: wrong ? null : 0,
    })
    if (wrong) break
  }
  if (steps.length === 0) return []
  const reason =
    steps.length === first + 1 ? 'found_error' : steps.length === units.length ? 'solution' : 'give_up'
  return [
    {
      labeler: uuidOf(review.reviewer),
      timestamp: timestamp(review.updated),
      generation: null,
      is_quality_control_question: false,
      is_initial_screening_question: false,
      question: {
        problem: example.question,
        ground_truth_solution: null,
        ground_truth_answer: example.expected ?? null,
        pre_generated_steps: example.units.map(({ text }) => text),
        pre_generated_answer: example.answer.trim(),
        pre_generated_verifier_score: null,
      },
      label: { steps, total_time: Math.round((review.seconds ?? 0) * 1000), finish_reason: reason },
    },
  ]
}

/** Unsure is no rating there; the flag says it. */
const ratings = { good: 1, neutral: 0, bad: -1, unsure: 0 } as const

/** A name for the reviewer that tells nothing of them, and is the same every time. */
function uuidOf(reviewer: string): string {
  const hex = sha256(`labeler ${reviewer}`)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** ISO 8601 in UTC without a zone, with microseconds. */
function timestamp(updated: string): string {
  const time = Date.parse(updated)
  return `${new Date(Number.isNaN(time) ? 0 : time).toISOString().slice(0, -1)}000`
}

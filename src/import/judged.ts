import { isRecord, listOf, numberOf, recordOf, textOf, type Fields } from '../base/json.ts'
import type { StepVerdict, TraceVerdict } from '../core/judging.ts'
import { anchorOf } from '../judge/anchor.ts'
import { noReviews, type StepReview } from '../judge/review.ts'
import { emptyTurnReview, withTurnReview, writeReviews } from '../judge/reviewFile.ts'
import { readDocument } from '../traces/document.ts'
import { nameOfTurn } from '../traces/thread.ts'
import { keptOf } from '../traces/turns.ts'
import { noQuestion, type Exchange } from './exchange.ts'
import { saidIn } from './question.ts'

/** What a data set says of the answer it has. */
export interface Judged {
  readonly reviewer: string
  /** ISO 8601, or nothing. */
  readonly updated: string
  readonly verdict?: TraceVerdict
  /** In the order of the reasoning. */
  readonly steps: readonly JudgedStep[]
}

interface JudgedStep {
  readonly text: string
  readonly verdict: StepVerdict
  readonly firstWrong: boolean
  readonly corrected?: string
}

/** A question with steps that somebody judged: PRM800K's records, and stepwise supervision. Undefined if it is none. */
export function judgedStepsIn(
  value: Fields,
): { readonly exchanges: readonly Exchange[]; readonly judged: Judged } | undefined {
  return prm800kIn(value) ?? stepwiseIn(value)
}

/** KTO's label; whatever else a data set calls a label is none. */
export function labelIn(value: Fields): Judged | undefined {
  const label = value['label'] ?? value['kto_tag']
  if (typeof label !== 'boolean') return undefined
  return { reviewer: importer, updated: '', verdict: label ? 'accepted' : 'rejected', steps: [] }
}

/** The review file of a document that was made of it. */
export function reviewText(document: string, { reviewer, updated, verdict, steps }: Judged): string {
  const { turns } = readDocument(document)
  const last = turns.at(-1)
  const reasoning = last ? keptOf(last).reasoning : ''
  const placed: StepReview[] = []
  let at = 0
  for (const { text, ...said } of steps) {
    const from = reasoning.indexOf(text, at)
    if (from < 0) continue
    at = from + text.length
    placed.push({ ...anchorOf(reasoning, { from, to: at }), comments: [], unknown: {}, ...said })
  }
  const turn = {
    ...emptyTurnReview,
    turn: nameOfTurn(turns, turns.length - 1),
    updated,
    ...(verdict && { verdict }),
    steps: placed,
  }
  return writeReviews(withTurnReview(noReviews, reviewer, turn))
}

/** Who said it, where the data do not tell. */
const importer = 'imported'

function stepwiseIn(value: Fields) {
  const texts = textsIn(value['completions'])
  const labels = listOf(value['labels'])
  if (typeof value['prompt'] !== 'string' || texts.length === 0 || labels.length !== texts.length)
    return undefined
  const steps = texts.map((text, index) => ({
    text,
    verdict: labels[index] === true || labels[index] === 1 ? ('good' as const) : ('bad' as const),
    firstWrong: false,
  }))
  return stepsOf(value['prompt'], texts, '', { reviewer: importer, updated: '', steps })
}

function prm800kIn(value: Fields) {
  const question = recordOf(value['question'])
  const label = recordOf(value['label'])
  if (typeof question['problem'] !== 'string' || !Array.isArray(label['steps'])) return undefined
  const steps = listOf(label['steps']).flatMap((step) => ratedStep(recordOf(step)))
  const last = steps.at(-1)
  const marked =
    label['finish_reason'] === 'found_error' && last
      ? [...steps.slice(0, -1), { ...last, firstWrong: true }]
      : steps
  const generated = textsIn(question['pre_generated_steps'])
  const texts = generated.length > 0 ? generated : marked.map(({ text }) => text)
  const judged = {
    reviewer: textOf(value['labeler']) || importer,
    updated: isoOf(textOf(value['timestamp'])),
    steps: marked,
  }
  return stepsOf(question['problem'], texts, textOf(question['pre_generated_answer']), judged)
}

/** Of the alternatives that which was chosen, else the first. */
function ratedStep(step: Fields): readonly JudgedStep[] {
  const chosen = numberOf(step['chosen_completion']) ?? 0
  const completion = recordOf(listOf(step['completions'])[chosen])
  const text = textOf(completion['text']).trim()
  const rating = completion['rating']
  const verdict = completion['flagged'] === true ? 'unsure' : verdicts.get(rating)
  if (text === '' || !verdict) return []
  const human = step['human_completion']
  const corrected = isRecord(human) ? textOf(human['text']) : ''
  return [{ text, verdict, firstWrong: false, ...(corrected !== '' && { corrected }) }]
}

const verdicts: ReadonlyMap<unknown, StepVerdict> = new Map([
  [1, 'good'],
  [0, 'neutral'],
  [-1, 'bad'],
])

/** Steps stand apart, so that they stay steps. */
function stepsOf(question: string, texts: readonly string[], answer: string, judged: Judged) {
  const message = { reasoning_content: texts.join('\n\n'), content: answer }
  const exchange: Exchange = { question: { ...noQuestion, text: question }, ...saidIn(message) }
  return { exchanges: [exchange], judged }
}

function textsIn(value: unknown): readonly string[] {
  const texts = listOf(value).map((each) => textOf(each).trim())
  return texts.includes('') ? [] : texts
}

/** Without a zone it is UTC's. */
function isoOf(timestamp: string): string {
  const time = Date.parse(/Z|[+-]\d\d:\d\d$/.test(timestamp) ? timestamp : `${timestamp}Z`)
  return Number.isNaN(time) ? '' : new Date(time).toISOString()
}

import { counted } from '../base/counted.ts'
import type { Reason } from './data.ts'
import type { Example } from './example.ts'
import type { Tally } from './tally.ts'

/**
 * What an export would give, in lines of text; with each that is left out, where they are given. `share` of the prompts is
 * for validation.
 */
export function previewText(tally: Tally, share: number, each: readonly string[] = []): string {
  const { training, validation, left, unreviewed, withCode, format } = tally
  const rows = (name: string, sum: Tally['training']) => `${name.padEnd(12)}${rowsText(sum)}`
  const out = leftOut(left)
  return [
    rows('training', training),
    ...(share > 0 ? [rows('validation', validation)] : []),
    ...(out > 0 ? [`left out    ${out}: ${reasonsText(left)}`] : []),
    ...each.map((line) => `  ${line}`),
    ...[...notes(tally), ...partNotes(tally, share)].map((note) => `note        ${note}`),
    ...(unreviewed > 0 ? [`unreviewed  ${unreviewed} of what is kept`] : []),
    ...(withCode > 0 && format !== 'json'
      ? [`code        ${withCode} asked about code; a document says where it is, and does not hold it`]
      : []),
    '',
  ].join('\n')
}

interface LeftFrom {
  readonly example: Pick<Example, 'source' | 'turn'>
  readonly reason: Reason
}

export function leftLine({ example: { source, turn }, reason }: LeftFrom): string {
  return `${source}, turn ${turn}: ${reason}`
}

/** The same in one line. */
export function summaryText({ training, validation, left }: Tally): string {
  const both = { rows: training.rows + validation.rows, tokens: training.tokens + validation.tokens }
  const out = leftOut(left)
  const without = out === 0 ? '' : `; ${out} left out: ${reasonsText(left)}`
  return `${rowsText(both)}${without}.`
}

/** How much training data it is. */
export function rowsText({ rows, tokens }: Tally['training']): string {
  return `${counted(rows, 'row', 'rows')}, about ${counted(tokens, 'token', 'tokens')}`
}

/** So many for each reason, the most frequent first. */
export function reasonsText(left: Tally['left']): string {
  const sorted = Object.entries(left).toSorted(([, a], [, b]) => b - a)
  return sorted.map(([reason, count]) => `${count} ${reason}`).join(', ')
}

function leftOut(left: Tally['left']): number {
  return Object.values(left).reduce((a, b) => a + b, 0)
}

/** Prompts fall to a part by their hash: of few, all may fall to one. */
function partNotes({ training, validation }: Tally, share: number): readonly string[] {
  if (share === 0 || (training.rows === 0) === (validation.rows === 0)) return []
  const empty = training.rows === 0 ? 'training' : 'validation'
  return [`no row is for ${empty}: there are few prompts, which another --split parts otherwise`]
}

/** What a consumer would stumble over. */
function notes(tally: Tally): readonly string[] {
  const { format, training, validation, long, wanted, unwanted, inWords } = tally
  if (training.rows + validation.rows === 0) return []
  switch (format) {
    case 'openai':
    case 'openai-preference':
      return training.rows < 10 ? ['OpenAI wants ten rows or more'] : []
    case 'openai-rft':
      return validation.rows === 0 ? ['OpenAI wants rows for validation too: --split'] : []
    case 'stepwise':
      return long > 0
        ? [`${long} longer than 1024 tokens, where TRL's PRMTrainer cuts unless told otherwise`]
        : []
    case 'kto':
    case 'sharegpt-kto':
      return [`${wanted} wanted, ${unwanted} not${wanted === 0 || unwanted === 0 ? ': KTO needs both' : ''}`]
    case 'grpo':
      return inWords > 0 ? [`${inWords} with a solution in words, for which Math-verify gives no reward`] : []
    default:
      return []
  }
}

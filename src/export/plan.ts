import { sha256 } from '../base/sha256.ts'
import { estimateTokens } from '../base/tokens.ts'
import { holdsThinkTag } from './assistant.ts'
import type { DataFormat, Left, Reason, Row, RowOptions } from './data.ts'
import { exampleId, type Example } from './example.ts'
import { countSecrets } from './secrets.ts'

export interface Choice extends RowOptions {
  /** What nobody has accepted is left out. */
  readonly onlyReviewed: boolean
  /** What was cut off, stopped or failed is kept. */
  readonly unfinished: boolean
  /** Secrets are taken out of texts; else what has some is left out. */
  readonly redact: boolean
  /** The share of prompts that is for validation, from 0 to 1. */
  readonly validation: number
}

/** What an export would write, and what it would not. */
export interface Plan {
  readonly format: DataFormat
  readonly training: readonly Row[]
  readonly validation: readonly Row[]
  readonly left: readonly Left[]
  /** So many of what is kept nobody has reviewed. */
  readonly unreviewed: number
  /** So many were asked about code, of which a document has only the place. */
  readonly withCode: number
  readonly models: readonly string[]
  /** How they were sampled, as it was asked for, such as `temperature 0.6, top_p 0.95`; each way once. */
  readonly sampling: readonly string[]
  /** The day on which the first was asked, and the last. */
  readonly asked?: readonly [first: string, last: string]
}

/** Names of examples. */
export interface Seen {
  readonly has: (id: string) => boolean
  readonly add: (id: string) => unknown
}

/** Chooses, pairs and parts. The same examples in the same order give the same plan. `seen` has the names
 * of examples that were there before, and gets those of these. */
export function planExport(
  format: DataFormat,
  examples: readonly Example[],
  choice: Choice,
  seen: Seen = new Set<string>(),
): Plan {
  const left: Left[] = []
  const kept: Example[] = []
  for (const example of examples) {
    const reason = reasonAgainst(example, format, choice) ?? repeated(example, seen)
    if (reason) left.push({ example, reason })
    else kept.push(example)
  }
  const made = format.rowsOf(kept, choice)
  const without = new Set(made.left.map(({ example }) => example))
  const used = kept.filter((example) => !without.has(example))
  const validation = made.rows.filter(({ key }) => isForValidation(key, choice.validation))
  const others = new Set(validation)
  return {
    format,
    training: made.rows.filter((row) => !others.has(row)),
    validation,
    left: [...left, ...made.left],
    unreviewed: used.filter(({ verdict }) => verdict === undefined).length,
    withCode: used.filter(({ head }) => head.context.length > 0).length,
    models: eachOnce(used.map(({ head }) => head.model)),
    sampling: eachOnce(used.map(({ head }) => samplingText(head.sampling))),
    ...daysOf(used.map(({ head }) => /^\d{4}-\d\d-\d\d/.exec(head.asked)?.[0] ?? '')),
  }
}

/** The first and the last. */
export function daysOf(days: readonly string[]): Pick<Plan, 'asked'> {
  const sorted = eachOnce(days)
  const [first] = sorted
  return first === undefined ? {} : { asked: [first, sorted.at(-1) ?? first] }
}

function eachOnce(words: readonly string[]): readonly string[] {
  return [...new Set(words.filter((word) => word !== ''))].toSorted()
}

function samplingText(sampling: Example['head']['sampling']): string {
  const said = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  return Object.entries(sampling)
    .map(([name, value]) => `${name} ${said(value)}`)
    .join(', ')
}

/** All samples of a prompt, and all turns of a conversation, are on one side; which, its hash says. */
export function isForValidation(key: string, share: number): boolean {
  return Number.parseInt(sha256(key.trim()).slice(0, 8), 16) / 2 ** 32 < share
}

/** One line of JSON for each row, or one list of them. */
export function textOfRows(rows: readonly Row[], file: DataFormat['file']): string {
  return moreRows(linesOfRows(rows), 0, file) + endOfRows(rows.length, file)
}

/** These lines, after so many that were written before. */
export function moreRows(lines: readonly string[], before: number, file: DataFormat['file']): string {
  if (lines.length === 0) return ''
  if (file === 'jsonl') return `${lines.join('\n')}\n`
  return `${before === 0 ? '[\n' : ',\n'}${lines.join(',\n')}`
}

/** What ends the file when so many were written. */
export function endOfRows(count: number, file: DataFormat['file']): string {
  if (file === 'jsonl') return ''
  return count === 0 ? '[\n\n]\n' : '\n]\n'
}

/** Without their ends. */
export function linesOfRows(rows: readonly Row[]): readonly string[] {
  return rows.map(({ value }) => lineOf(value))
}

/** Half a character cannot be read elsewhere, and some take other signs than `\n` for the end of a line. */
function lineOf(value: object): string {
  const whole = JSON.stringify(value)
  // It writes half a character so; other texts need not be looked through.
  const line = whole.includes('\\ud')
    ? JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each))
    : whole
  return line.replace(
    /[\u0085\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** About how many tokens the texts of rows are. */
export function tokensOfRows(rows: readonly Row[]): number {
  return rows.reduce((sum, { value }) => sum + tokensOf(value), 0)
}

function tokensOf(value: unknown): number {
  if (typeof value === 'string') return estimateTokens(value)
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, each) => sum + tokensOf(each), 0)
}

function reasonAgainst(example: Example, { needs }: DataFormat, choice: Choice): Reason | undefined {
  const { question, history, answer, reasoning, hidden } = example
  return (
    (choice.unfinished || needs.writes === 'nothing' ? undefined : unfinished(example, needs)) ??
    (needs.verdict === 'good' ? against(example) : undefined) ??
    (choice.onlyReviewed && example.verdict === undefined ? 'unreviewed' : undefined) ??
    (question.trim() === '' ? 'no question' : undefined) ??
    (needs.writes === 'all' && answer.trim() === '' ? 'no answer' : undefined) ??
    (history.some((each) => each.question.trim() === '' || each.answer.trim() === '')
      ? 'a turn before it is not whole'
      : undefined) ??
    (needs.reasoning && hidden ? 'thinking withheld' : undefined) ??
    (needs.reasoning && reasoning.trim() === '' ? 'no thinking' : undefined) ??
    (needs.tags && holdsThinkTag(example) ? 'a think tag in the text' : undefined) ??
    (!choice.redact && secretsIn(example, needs) > 0 ? 'a secret found' : undefined)
  )
}

function unfinished({ state }: Example, { writes }: DataFormat['needs']): Reason | undefined {
  switch (state.kind) {
    case 'incomplete':
      return state.why !== 'noAnswer' ? 'cut off' : writes === 'all' ? 'no answer' : undefined
    case 'stopped':
      return 'stopped'
    case 'failed':
      return 'failed'
    case 'connecting':
    case 'waiting':
    case 'thinking':
    case 'answering':
    case 'done':
      return undefined
  }
}

function against({ verdict }: Example): Reason | undefined {
  switch (verdict) {
    case 'rejected':
      return 'rejected'
    case 'fix':
      return 'to be fixed'
    case 'disputed':
      return 'reviewers disagree'
    case 'accepted':
    case undefined:
      return undefined
  }
}

function secretsIn(example: Example, { writes }: DataFormat['needs']): number {
  const { question, answer, reasoning, history, corrections, expected = '' } = example
  const texts = [
    question,
    expected,
    ...history.flatMap((each) => [each.question, each.answer]),
    ...(writes === 'nothing' ? [] : [reasoning, ...corrections]),
    ...(writes === 'all' ? [answer] : []),
  ]
  return texts.reduce((sum, text) => sum + countSecrets(text), 0)
}

function repeated(example: Example, seen: Seen): Reason | undefined {
  const id = exampleId(example)
  if (seen.has(id)) return 'a duplicate'
  seen.add(id)
  return undefined
}

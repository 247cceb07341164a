import type { DataFormat, Left, Reason, Row } from './data.ts'
import { daysOf, tokensOfRows, type Plan } from './plan.ts'
import { isVerifiable } from './prompts.ts'
import { labelsOf } from './unpaired.ts'

/** What an export has written, counted; so many traces may be written one after another that none is kept. */
export interface Tally {
  readonly format: DataFormat['name']
  readonly training: Sum
  readonly validation: Sum
  readonly left: Readonly<Partial<Record<Reason, number>>>
  /** So many of what is kept nobody has reviewed. */
  readonly unreviewed: number
  /** So many were asked about code, of which a document has only the place. */
  readonly withCode: number
  readonly models: readonly string[]
  /** How they were sampled, as it was asked for; each way once. */
  readonly sampling: readonly string[]
  /** The day on which the first was asked, and the last. */
  readonly asked?: readonly [first: string, last: string]
  /** Rows that TRL's PRMTrainer would cut. */
  readonly long: number
  readonly wanted: number
  readonly unwanted: number
  /** Prompts with a solution that is no number and no formula. */
  readonly inWords: number
}

interface Sum {
  readonly rows: number
  /** Estimated. */
  readonly tokens: number
}

export function noTally({ name }: Pick<DataFormat, 'name'>): Tally {
  const none = { rows: 0, tokens: 0 }
  return {
    format: name,
    training: none,
    validation: none,
    left: {},
    unreviewed: 0,
    withCode: 0,
    models: [],
    sampling: [],
    long: 0,
    wanted: 0,
    unwanted: 0,
    inWords: 0,
  }
}

export function tallyOf({ format, training, validation, left, ...plan }: Plan): Tally {
  const rows = [...training, ...validation]
  const values = rows.map(({ value }) => value)
  const labels = format.name.endsWith('kto') ? labelsOf(values) : { wanted: 0, unwanted: 0 }
  return {
    format: format.name,
    training: sumOf(training),
    validation: sumOf(validation),
    left: countsOf(left),
    unreviewed: plan.unreviewed,
    withCode: plan.withCode,
    models: plan.models,
    sampling: plan.sampling,
    ...(plan.asked && { asked: plan.asked }),
    long: format.name === 'stepwise' ? rows.filter((row) => tokensOfRows([row]) > longest).length : 0,
    wanted: labels.wanted,
    unwanted: labels.unwanted,
    inWords: format.name === 'grpo' ? values.filter((value) => !isVerifiable(value)).length : 0,
  }
}

/** Both together. */
export function addTallies(one: Tally, other: Tally): Tally {
  const left: Partial<Record<Reason, number>> = { ...one.left }
  for (const [reason, count] of Object.entries(other.left) as [Reason, number][])
    left[reason] = (left[reason] ?? 0) + count
  return {
    format: one.format,
    training: addSums(one.training, other.training),
    validation: addSums(one.validation, other.validation),
    left,
    unreviewed: one.unreviewed + other.unreviewed,
    withCode: one.withCode + other.withCode,
    models: together(one.models, other.models),
    sampling: together(one.sampling, other.sampling),
    ...daysOf([...(one.asked ?? []), ...(other.asked ?? [])]),
    long: one.long + other.long,
    wanted: one.wanted + other.wanted,
    unwanted: one.unwanted + other.unwanted,
    inWords: one.inWords + other.inWords,
  }
}

/** Where TRL's PRMTrainer cuts unless told otherwise. */
const longest = 1024

function sumOf(rows: readonly Row[]): Sum {
  return { rows: rows.length, tokens: tokensOfRows(rows) }
}

function addSums(one: Sum, other: Sum): Sum {
  return { rows: one.rows + other.rows, tokens: one.tokens + other.tokens }
}

function countsOf(left: readonly Left[]): Tally['left'] {
  const counts: Partial<Record<Reason, number>> = {}
  for (const { reason } of left) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

/** Each once, in order. */
function together(one: readonly string[], other: readonly string[]): readonly string[] {
  return other.every((each) => one.includes(each)) ? one : [...new Set([...one, ...other])].toSorted()
}

import type { DataFormat, Left, Reason, Row } from './data.ts'
import { tokensOfRows, type Plan } from './plan.ts'
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
    long: 0,
    wanted: 0,
    unwanted: 0,
    inWords: 0,
  }
}

export function tallyOf(plan: Plan): Tally {
  return withPlan(noTally(plan.format), plan)
}

export function withPlan(before: Tally, { format, training, validation, left, ...plan }: Plan): Tally {
  const rows = [...training, ...validation]
  const values = rows.map(({ value }) => value)
  const labels = format.name.endsWith('kto') ? labelsOf(values) : { wanted: 0, unwanted: 0 }
  return {
    ...before,
    training: added(before.training, training),
    validation: added(before.validation, validation),
    left: withLeft(before.left, left),
    unreviewed: before.unreviewed + plan.unreviewed,
    withCode: before.withCode + plan.withCode,
    models: [...new Set([...before.models, ...plan.models])].toSorted(),
    long:
      before.long +
      (format.name === 'stepwise' ? rows.filter((row) => tokensOfRows([row]) > longest).length : 0),
    wanted: before.wanted + labels.wanted,
    unwanted: before.unwanted + labels.unwanted,
    inWords:
      before.inWords + (format.name === 'grpo' ? values.filter((value) => !isVerifiable(value)).length : 0),
  }
}

/** Where TRL's PRMTrainer cuts unless told otherwise. */
const longest = 1024

function added({ rows, tokens }: Sum, list: readonly Row[]): Sum {
  return { rows: rows + list.length, tokens: tokens + tokensOfRows(list) }
}

function withLeft(before: Tally['left'], left: readonly Left[]): Tally['left'] {
  if (left.length === 0) return before
  const counts: Partial<Record<Reason, number>> = { ...before }
  for (const { reason } of left) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}

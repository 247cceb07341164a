import { isAboutCode } from './codeStep.ts'
import { early } from './kinds.ts'
import type { LineState } from './line.ts'
import type { Aim } from './phaseRule.ts'
import type { Opening } from './segmenter.ts'
import type { PastStatement } from './statement.ts'
import { idOf, type Kind, type StepSeed } from './step.ts'
import type { OpenStep } from './stepReason.ts'

/** A tree between two statements, of which the next begins a line: with the steps so far, all that bears on what follows. */
export interface Checkpoint {
  readonly opening: Opening
  /** How many seeds are settled. */
  readonly settled: number
  readonly path: Path
  /** Of a long one, only its end is kept. */
  readonly last: PastStatement | undefined
  readonly lastKind: Kind | undefined
  /** How many statements there are, and how many of them speak of code. */
  readonly count: number
  readonly ofCode: number
  /** A mistake was found since the phase opened. */
  readonly doubted: boolean
  /** Where the last paragraph began. */
  readonly paragraph: number
  readonly line: LineState
}

/** The steps that are open above the statement that comes next. */
export interface Path {
  /** What the phase is for, and where it begins. */
  readonly aim: Aim | undefined
  readonly from: number
  /** Headings deeper than this open no phase. */
  readonly section: number
  /** Where the last step opened. */
  readonly step: number
  /** Below the phase. */
  readonly stack: readonly OpenStep[]
}

/**
 * Whether the same text makes the same steps from two checkpoints at the same place. Long thoughts weigh a few
 * decisions by how much came before; that is not looked at.
 */
export function sameCourse(
  one: Checkpoint,
  ones: readonly StepSeed[],
  other: Checkpoint,
  others: readonly StepSeed[],
): boolean {
  return (
    one.lastKind === other.lastKind &&
    one.doubted === other.doubted &&
    one.paragraph === other.paragraph &&
    Math.min(one.count, early) === Math.min(other.count, early) &&
    aboutCode(one, 0) === aboutCode(other, 0) &&
    aboutCode(one, 1) === aboutCode(other, 1) &&
    isAlike(one.opening, other.opening) &&
    isAlike(one.last, other.last) &&
    isAlike(one.path, other.path) &&
    isAlike(withIds(one.line, ones), withIds(other.line, others))
  )
}

/** Whether the thought is about code with the next statement, by whether that speaks of code. */
function aboutCode({ ofCode, count }: Checkpoint, next: 0 | 1): boolean {
  return isAboutCode(ofCode + next, count + 1)
}

/** What the indexes of seeds mean, wherever they stand in a list. */
function withIds(line: LineState, seeds: readonly StepSeed[]) {
  const ids = Object.values(line.at).map((index) => {
    const seed = seeds[index]
    return seed ? idOf(seed) : index
  })
  return { ...line, at: ids }
}

/** Whether two values hold the same, all through. */
function isAlike(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return Object.is(one, other)
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => isAlike(one[name], other[name]))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

import { isAboutCode } from './codeStep.ts'
import { idOf, type StepSeed } from './step.ts'
import type { Checkpoint } from './tree.ts'

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
    sameOpening(one, other) &&
    one.lastKind === other.lastKind &&
    one.doubted === other.doubted &&
    one.paragraph === other.paragraph &&
    Math.min(one.count, early) === Math.min(other.count, early) &&
    aboutCode(one, 0) === aboutCode(other, 0) &&
    aboutCode(one, 1) === aboutCode(other, 1) &&
    sameLast(one, other) &&
    samePath(one, other) &&
    sameLine(one, ones, other, others)
  )
}

/** So many statements are judged by their place. */
const early = 12

/** Whether the thought is about code with the next statement, by whether that speaks of code. */
function aboutCode({ ofCode, count }: Checkpoint, next: 0 | 1): boolean {
  return isAboutCode(ofCode + next, count + 1)
}

function sameOpening({ opening: one }: Checkpoint, { opening: other }: Checkpoint): boolean {
  return (
    one.from === other.from &&
    one.gap === other.gap &&
    one.newlines === other.newlines &&
    one.column === other.column
  )
}

function sameLast({ last: one }: Checkpoint, { last: other }: Checkpoint): boolean {
  return one?.text === other?.text && one?.form === other?.form && one?.gap === other?.gap
}

function samePath({ path: one }: Checkpoint, { path: other }: Checkpoint): boolean {
  return (
    one.aim === other.aim &&
    one.section === other.section &&
    one.from === other.from &&
    one.step === other.step &&
    one.stack.length === other.stack.length &&
    one.stack.every((step, depth) => {
      const beside = other.stack[depth]
      return (
        step.leads === beside?.leads && step.series === beside.series && step.announces === beside.announces
      )
    })
  )
}

function sameLine(
  { line: one }: Checkpoint,
  ones: readonly StepSeed[],
  { line: other }: Checkpoint,
  others: readonly StepSeed[],
): boolean {
  const same = (index: number, beside: number) => {
    const seed = ones[index]
    const besideSeed = others[beside]
    return seed && besideSeed ? idOf(seed) === idOf(besideSeed) : index === beside
  }
  return (
    one.listed === other.listed &&
    one.begins === other.begins &&
    one.result === other.result &&
    one.aside === other.aside &&
    one.mere === other.mere &&
    same(one.ground, other.ground) &&
    one.way.isBranch === other.way.isBranch &&
    one.way.fruitful === other.way.fruitful &&
    one.way.doubted === other.way.doubted &&
    same(one.way.from, other.way.from) &&
    same(one.lead, other.lead) &&
    same(one.whole, other.whole) &&
    one.column === other.column &&
    same(one.held, other.held) &&
    same(one.paragraphBefore, other.paragraphBefore) &&
    same(one.paragraphOpener, other.paragraphOpener) &&
    same(one.previous, other.previous) &&
    same(one.concluded, other.concluded) &&
    same(one.beforeFirst, other.beforeFirst)
  )
}

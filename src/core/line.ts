import type { Judgement } from './kinds.ts'
import { announces, type Statement } from './statement.ts'
import { idOf, type StepId, type StepSeed } from './step.ts'

/** The line of thought: what builds on what, what goes back on what, which ways were left. */
export interface Line {
  /** The earlier statement that the next one builds on, where that is not the one just before. */
  basis(statement: Statement, judged: Judgement, seeds: readonly StepSeed[]): StepId | undefined
  /** The step that a statement which goes back, goes back on. */
  revised(seeds: readonly StepSeed[]): StepId | undefined
  /** A statement was settled at `index`; `opened` is the first step it opened, if any. */
  passed(judged: Judgement, statement: Statement, index: number, opened: number | undefined): void
  /** Steps that are now known to be left behind; each is told once. */
  abandoned(seeds: readonly StepSeed[]): readonly number[]
}

export function createLine(): Line {
  let lead = -1 // the statement that announced the open list
  let listed = false // an item has come since
  let held = -1 // the last step that may be gone back on
  let paragraphBefore = -1 // the statement that opened the paragraph before this one
  let paragraphOpener = -1
  let previous = -1
  /** Where the way now followed began; nothing of it may have come to a result. */
  let way = { from: -1, isBranch: false, fruitful: false, doubted: false }
  let left: { from: number; to: number } | undefined

  return {
    basis(statement, judged, seeds) {
      const target = basisOf(statement, judged)
      return target < 0 || target === previous ? undefined : idAt(seeds, target)
    },
    revised: (seeds) => idAt(seeds, held),
    passed(judged, statement, index, opened) {
      const { kind } = judged
      if (opened !== undefined) {
        if (kind === 'branch') {
          if (way.from >= 0 && (way.isBranch ? !way.fruitful : way.doubted))
            left = { from: way.from, to: opened }
          way = { from: opened, isBranch: true, fruitful: false, doubted: false }
        } else if (way.from < 0 && (kind === 'plan' || kind === 'derive')) way.from = opened
        if (kind !== 'revise' && kind !== 'doubt' && kind !== 'check') held = heldOf(index, opened)
      }
      if (kind === 'conclude') way.fruitful = true
      if (kind === 'revise') way.doubted = true
      else if (kind === 'conclude' || kind === 'check') way.doubted = false

      if (statement.gap === 'paragraph' || statement.gap === 'start') {
        paragraphBefore = paragraphOpener
        paragraphOpener = index
      }
      if (isItem(statement)) listed = listed || lead >= 0
      else if (announces(statement.text)) {
        lead = index
        listed = false
      } else if (listed && statement.gap !== 'sentence') lead = -1
      previous = index
    },
    abandoned(seeds) {
      if (!left) return none
      const { from, to } = left
      left = undefined
      const found: number[] = []
      for (let index = from; index < to; index++) if (seeds[index]?.level !== 'statement') found.push(index)
      return found
    },
  }

  function basisOf(statement: Statement, { kind }: Judgement): number {
    if (isItem(statement) && lead >= 0) return listed ? lead : previous
    if (kind === 'branch' && /^\W*another/i.test(statement.text)) return paragraphBefore
    return previous
  }

  function heldOf(index: number, opened: number): number {
    // The step itself, not the phase that may have opened with it.
    return index - opened > 1 ? index - 1 : opened
  }
}

const none: readonly number[] = []

function idAt(seeds: readonly StepSeed[], index: number): StepId | undefined {
  const seed = seeds[index]
  return seed && idOf(seed)
}

function isItem({ form, text, gap }: Statement): boolean {
  return form === 'item' || (gap !== 'sentence' && /^\s*[A-H][.):]\s/.test(text.slice(0, 12)))
}

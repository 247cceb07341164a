import { isAllBlank } from './blank.ts'
import { writtenAt } from './figures.ts'
import { indexOfStep } from './query.ts'
import type { StepId } from './step.ts'
import type { Cut, TurnValue } from './turn.ts'

/** How a thought is led another way. */
export const steerKinds = [
  'goOn', // from the end of a step, as if nothing had followed
  'editStep', // a step is said otherwise
  'hint', // something is put in after a step
  'answerNow', // the thought ends there
  'thinkMore', // the thought that had ended is opened again, with a word
  'answerAgain', // the thought stays, another answer is written
] as const
export type SteerKind = (typeof steerKinds)[number]

/** Whether what is asked for is an answer to the thought as it stands. */
export function closesThought(kind: SteerKind): boolean {
  return kind === 'answerNow' || kind === 'answerAgain'
}

/** What is asked for. */
export interface Steering {
  readonly kind: SteerKind
  /** A step, or a place in the thought; absent: its end. */
  readonly at?: StepId | number
  /** What the step is to say, the hint, or the word to think on with. */
  readonly text?: string
  /** Its server cannot go on from there: it is asked anew, with that thought in the question. */
  readonly carried?: true
}

/** Where a turn parted from another that asks the same, and how. */
export interface Branch {
  readonly kind: SteerKind
  /** The other's step. */
  readonly step?: StepId
  /** Up to here it has the other's thought, to the letter. */
  readonly at: number
  /** What stands there instead. */
  readonly edit?: string
  /** Its server could not go on from there: it was asked anew, with that thought in the question. */
  readonly carried?: true
}

/** Why a turn cannot be led another way. */
export type NoBranch =
  | 'hidden' // withheld or encrypted: nobody but its server can go on from it
  | 'signed' // its server takes it back only as it is
  | 'noReasoning'
  | 'noPlace' // there is no such step
  | 'nothingLeft' // of the thought

/** The word with which a thought is opened again, where nobody says another. */
export const usualWord = 'Wait,'

/**
 * The beginning of a turn that goes another way than this one: what it keeps of it to the letter, what is put in, and
 * where it goes on.
 */
export function branchOf(
  value: TurnValue,
  { kind, at, text = '', carried }: Steering,
): { readonly branch: Branch; readonly cut: Cut } | { readonly problem: NoBranch } {
  const { reasoning } = value
  const withheld = withheldOf(value)
  if (withheld) return { problem: withheld }
  if (reasoning === '') return { problem: 'noReasoning' }
  const found = placeIn(value, at)
  if (!found) return { problem: 'noPlace' }
  const from = kind === 'editStep' ? found.from : found.to
  const before = reasoning.slice(0, from)
  const edit =
    kind === 'hint' || kind === 'thinkMore' ? paragraphAfter(before, text) : kind === 'editStep' ? text : ''
  const thought = before + edit
  if (isAllBlank(thought)) return { problem: 'nothingLeft' }
  const timeline = value.timeline.filter(({ offset }) => offset <= from)
  const known = timeline.length > 0
  return {
    branch: {
      kind,
      ...(found.step !== undefined && { step: found.step }),
      at: from,
      ...(edit !== '' && { edit }),
      ...(carried && { carried }),
    },
    cut: {
      kept: {
        reasoning: thought,
        answer: '',
        ...(known && { timeline, times: { ...begunAt(value), latest: writtenAt(from, value) } }),
      },
      at: closesThought(kind) ? 'answer' : 'reasoning',
    },
  }
}

/** Why nobody but its server can go on from a thought, where that is so. */
export function withheldOf({
  hidden,
  signed,
}: Pick<TurnValue, 'hidden' | 'signed'>): 'hidden' | 'signed' | undefined {
  return hidden ? 'hidden' : signed ? 'signed' : undefined
}

interface Place {
  readonly step?: StepId
  readonly from: number
  readonly to: number
}

function placeIn({ reasoning, steps }: TurnValue, at: Steering['at']): Place | undefined {
  if (at === undefined) return { from: reasoning.length, to: reasoning.length }
  if (typeof at === 'number') return isBetween(reasoning, at) ? { from: at, to: at } : undefined
  const step = steps[indexOfStep(steps, at)]
  return step && { step: step.id, ...step.span }
}

/** In the text, and not within a character. */
function isBetween(text: string, offset: number): boolean {
  return (
    Number.isSafeInteger(offset) &&
    offset >= 0 &&
    offset <= text.length &&
    !/^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text.slice(offset - 1, offset + 1))
  )
}

/** A text that stands in a paragraph of its own after another. */
export function paragraphAfter(before: string, text: string): string {
  const [blank = ''] = /\s*$/.exec(before) ?? []
  const ends = blank.split('\n').length - 1
  return before === '' || text === '' ? text : '\n'.repeat(Math.max(0, 2 - ends)) + text
}

function begunAt({ times: { accepted, firstText } }: TurnValue) {
  return { ...(accepted !== undefined && { accepted }), ...(firstText !== undefined && { firstText }) }
}

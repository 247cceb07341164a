import { entryOf } from '../src/base/entryOf.ts'
import {
  stepVerdicts,
  type JudgedStep,
  type JudgedTurn,
  type StepVerdict,
  type StepWord,
} from '../src/core/judging.ts'
import type { StepId } from '../src/core/step.ts'
import { words } from './words.ts'

/** What a key says of the chosen step. */
export type JudgeAct = StepVerdict | 'firstWrong' | 'correct' | 'comment' | 'next'

const acts: Readonly<Record<string, JudgeAct>> = {
  1: 'good',
  2: 'neutral',
  3: 'bad',
  4: 'unsure',
  5: 'firstWrong',
  6: 'correct',
  7: 'comment',
  0: 'next',
}

/** The key of each, to be shown. */
export const judgeKeys = Object.fromEntries(Object.entries(acts).map(([key, act]) => [act, key])) as Readonly<
  Record<JudgeAct, string>
>

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'isComposing'>

/** Digits count as they are written: some keyboards have them on Shift. */
export function judgeActOfKey({ key, altKey, ctrlKey, metaKey, isComposing }: Key): JudgeAct | undefined {
  if (isComposing || altKey || ctrlKey || metaKey) return undefined
  return entryOf(acts, key)
}

export function isVerdict(act: JudgeAct): act is StepVerdict {
  return stepVerdicts.some((each) => each === act)
}

/** Codicons; the word always stands beside them. */
export const verdictIcons: Readonly<Record<StepVerdict, string>> = {
  good: 'thumbsup',
  neutral: 'dash',
  bad: 'thumbsdown',
  unsure: 'question',
}

/** What is said of a step. */
export function judgedStepOf(judged: JudgedTurn | null, step: StepId): JudgedStep | undefined {
  return judged?.steps.find((each) => each.step === step)
}

/** All that one person says of a step, but for comments. */
export function saidIn({ verdict, firstWrong, corrected }: StepWord): string {
  return [
    verdict ? words.judging.verdicts[verdict] : [],
    firstWrong ? words.judging.firstWrong : [],
    corrected === undefined ? [] : words.judging.corrected,
  ]
    .flat()
    .join(', ')
}

/** What a row says of its step: one's own word, else what others say. */
export interface RowMark {
  readonly verdict?: StepVerdict
  readonly firstWrong: boolean
  readonly comments: number
  /** All that is said, for a tooltip. */
  readonly hint: string
}

export function rowMarksOf(judged: JudgedTurn | null): ReadonlyMap<StepId, RowMark> {
  return new Map(judged?.steps.map((step) => [step.step, markOf(step)]))
}

function markOf({ words: said, comments }: JudgedStep): RowMark {
  const [first] = said
  const verdict = first?.verdict
  return {
    ...(verdict && { verdict }),
    firstWrong: first?.firstWrong === true,
    comments: comments.length,
    hint: [
      ...said.map((word) => `${word.by}: ${saidIn(word)}`),
      ...comments.map(({ by, text }) => `${by}: “${text}”`),
    ].join('\n'),
  }
}

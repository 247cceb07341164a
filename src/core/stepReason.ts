import { firstWord, startsWide } from './firstWord.ts'
import type { Judgement } from './kinds.ts'
import type { PhaseSoFar } from './phase.ts'
import { isFinal } from './phaseRules.ts'
import { itemOf, ordinals } from './series.ts'
import { announces, asks, heralds, type PastStatement, type Statement } from './statement.ts'
import type { Kind } from './step.ts'
import type { Word } from './vocabulary.ts'
import { inTable, tableOf } from './words.ts'

/** A step that is still open, from the phase down. */
export interface OpenStep {
  /** What follows serves it. */
  readonly leads: boolean
  /** The series it is an item of, such as `case` or `1`; empty when of none. */
  readonly series: string
  /** Others of its series come yet: it is “Case 1” or the like. */
  readonly isFirst: boolean
  /** It said what comes next. */
  readonly announces: boolean
  /** Its first word. */
  readonly first: Word
}

/** What stands before a statement, as far as it bears on its place. */
export interface Surroundings extends PhaseSoFar {
  readonly stack: readonly OpenStep[]
  readonly last: PastStatement | undefined
  readonly lastKind: Kind | undefined
  /** Units since the last step opened. */
  readonly sinceStep: number
}

const going = new Set(
  "wait but alternatively now the first let let's i option in we hmm given looking this another if however maybe perhaps okay alright actually also next finally what is my there from to going back earlier hold no yes correct good great".split(
    ' ',
  ),
)
const turning = new Set("wait but hmm let let's maybe i hold okay".split(' '))
/** An objection to what just followed belongs to it. */
const objecting = new Set(['but', 'wait'])
const leading = new Set('then therefore if thus'.split(' '))
const following = new Set('so therefore thus then similarly and hence which'.split(' '))

/** Why a step opens here; nothing when the statement goes on with the open one. */
export function stepReason(
  { gap, form, text, ahead }: Statement,
  { kind, why, first }: Judgement,
  { last, lastKind, stack, sinceParagraph }: Surroundings,
  series: string,
): string | undefined {
  if (stack.length === 0 || !last) return 'the first of its phase'
  const announced = announces(last.text)
  // Short items one after the other are one step, like those of any list
  const listed = form === 'item' && last.form === 'item' && last.gap !== 'sentence' && ahead !== 'sentence'
  if (series !== '' && series !== ordinals && gap !== 'sentence' && !(listed && kind === lastKind))
    return itemOf(series)
  if (gap === 'line' || form === 'table') return undefined
  if (gap === 'sentence' && heralds(last.text)) return undefined
  if (gap === 'paragraph' && heralds(text)) return 'comes to another thing'
  if (form === 'item' && !(gap === 'paragraph' && announced && kind !== lastKind)) return undefined
  if (form === 'code' && announced) return undefined
  if (gap === 'paragraph' && isFinal(text)) return 'gives the answer'
  if (kind !== lastKind) {
    if (gap === 'sentence' && kind === 'derive' && inTable(carriesOn, first)) return undefined
    if (gap === 'sentence' && kind === 'check' && lastKind === 'plan' && lastOfPlan.test(text))
      return undefined
    return `turns from ${lastKind} to ${kind}: ${why}`
  }
  if (gap === 'paragraph') {
    // What is announced and then announced closer, and a row of short paragraphs that begin alike, are one move
    if (kind === 'plan' && announced && announces(text)) return undefined
    if (kind === 'derive' && first !== 0 && first === stack.at(-1)?.first && sinceParagraph < shortParagraph)
      return undefined
  }
  const word = firstWord(text)
  if (gap === 'paragraph') {
    if (going.has(word)) return `a paragraph that begins with “${word}”`
    if (startsWide(text)) return 'a paragraph that takes a new turn'
    // After a paragraph of several statements, and before another, the break means more
    const after = last.gap === 'line' || (last.gap === 'sentence' && ahead === 'sentence')
    if (word.length <= 1 || (following.has(word) && !(after && word === 'so'))) return undefined
    if (after || last.text.length >= longRemark) return 'a new paragraph'
    return undefined
  }
  if (objecting.has(word) && leading.has(firstWord(last.text))) return undefined
  if (word === 'but' && (kind === 'doubt' || weighing.test(text))) return undefined
  if (asks(text) && asks(last.text)) return undefined
  if (turning.has(word) || (kind === 'derive' && concluding.has(word) && supposing.test(text)))
    return `turns with “${word}”`
  return undefined
}

/** They carry on what was just planned, said or tried. */
const carriesOn = tableOf('then or similarly')
/** "Finally, I should check …" is part of the plan. */
const lastOfPlan = /^\s*(?:then|finally|also|lastly|and|next|after (?:that|this)),? /i
const weighing = /^\s*but (?:if|then|that|with|option|when)\b/i
const concluding = new Set(['so', 'however'])
const supposing = /^\s*(?:so|however),? (?:if|for|even)\b/i

/** In units. */
const shortParagraph = 350
/** A paragraph of one statement that stands for itself: what is shorter goes on in the next one. */
const longRemark = 75

import { mayBe, opening, paceOf, unitsOf } from './characters.ts'
import { isCodeLine } from './codeLine.ts'
import { firstWord, startsWide } from './firstWord.ts'
import type { Judgement } from './kinds.ts'
import { isFinal } from './phaseRules.ts'
import { itemOf, ordinals } from './series.ts'
import { announces, heralds, type Statement } from './statement.ts'
import type { Surroundings } from './stepReason.ts'

/** Whether a thought is about code, as far as its first `count` statements tell, of which `ofCode` speak of code. */
export function isAboutCode(ofCode: number, count: number): boolean {
  return ofCode * 12 > count
}

/** Whether a text belongs to the one before: it was announced, or is a line of code after another. */
export function isAnnounced(text: string, before: string): boolean {
  return announces(before) || heralds(before) || (isCodeLine(text) && isCodeLine(before))
}

/**
 * Why a step opens here in a thought about code; nothing when the statement goes on with the open one. The paragraph is
 * the unit there: one of several statements takes up a matter of its own, one of a line mostly goes on with what stands
 * before it, and what was `announced` belongs to what announced it.
 */
export function stepReasonInCode(
  { gap, form, text, ahead }: Statement,
  { kind, why }: Judgement,
  { last, lastKind, stack, sinceStep: step, sinceParagraph: paragraph }: Surroundings,
  series: string,
  announced: boolean,
): string | undefined {
  if (stack.length === 0 || !last) return 'the first of its phase'
  const pace = paceOf(text)
  const sinceStep = step * pace
  const isLong = paragraph * pace > longParagraph
  if (form === 'item')
    return series !== '' && !announced && sinceStep >= longItem ? itemOf(series) : undefined
  if (series !== '' && series !== ordinals && gap !== 'sentence') return itemOf(series)
  if (form === 'code' || form === 'table') return undefined

  const turns = kind === lastKind ? undefined : `turns from ${lastKind} to ${kind}: ${why}`
  const length = text.trimEnd().length * pace
  if (gap === 'sentence') {
    const goesBack = kind === 'revise' && length >= shortAside && sinceStep >= shortMove
    return goesBack || (isLong && sinceStep >= fullMove && !announced) ? turns : undefined
  }
  if (announced || (gap === 'line' && !isLong) || illustrates(text)) return undefined
  if (heralds(text)) return 'comes to another thing'
  if (isFinal(text)) return 'gives the answer'
  const word = firstWord(text)
  const begins =
    kind === 'revise' || kind === 'branch' || kind === 'conclude' || beginning.has(word) || startsWide(text)
  const several = ahead === 'sentence' || ahead === 'line' || announces(text) || kind === 'conclude'
  if (!several && length < shortAside) return undefined
  if (sinceStep < leastMove(several, begins, word)) return undefined
  return turns ?? (beginning.has(word) ? `a paragraph that begins with “${word}”` : 'a new paragraph')
}

/** So much is said before a paragraph opens a step: one of several statements, or that takes up a matter, sooner. */
function leastMove(several: boolean, begins: boolean, word: string): number {
  if (!several) return begins ? shortMove : fullMove
  if (begins) return 0
  return following.has(word) ? followingMove : ownMove
}

/** They take up a matter, or say that one does. */
const beginning = new Set(
  "hmm however actually another now next first second third finally let let's step i i'll looking to testing putting".split(
    ' ',
  ),
)
/** They go on with what stands before. */
const following = new Set('wait but so therefore thus then if this it that for similarly'.split(' '))
/** In letters. */
const longParagraph = 1000
const ownMove = 75
const shortMove = 100
const followingMove = 180
const fullMove = 320
const longItem = 220
/** "Good." and "Wait, no." are part of a move. */
const shortAside = 16

/** Whether a statement only shows by an example what was said before it. */
function illustrates(text: string): boolean {
  return mayBe(exampleOpenings, opening(text)) && example.test(text.slice(0, 40))
}

const exampleOpenings = unitsOf('bfes')
const example = /^[\s*_-]*(?:(?:so|but),? )?(?:for (?:example|instance)|e\.g\.)|^\s*(?:例如|比如|举个例子)/i

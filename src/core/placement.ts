import { mayBe, opening, unitsOf } from './characters.ts'
import { isCodeLine } from './codeLine.ts'
import type { Judgement } from './kinds.ts'
import { isFinal, paceOf, phaseOf, startsAnew, type Phase, type PhaseSoFar } from './phase.ts'
import { columnOf, hasParts, isListed, isNamed, itemSeries, nameOf, ordinals, seriesOf } from './series.ts'
import type { Kind } from './step.ts'
import { announces, asks, heralds, type Statement } from './statement.ts'
import type { Word } from './vocabulary.ts'
import { inTable, tableOf } from './words.ts'

/** A step that is still open, from the phase down. */
export interface OpenStep {
  /** What follows serves it. */
  readonly leads: boolean
  /** The series it is an item of, such as `case` or `1`; empty when of none. */
  readonly series: string
  /** It said what comes next. */
  readonly announces: boolean
  /** Its first word. */
  readonly first: Word
}

/** What stands before a statement, as far as it bears on its place. */
export interface Surroundings extends PhaseSoFar {
  readonly stack: readonly OpenStep[]
  readonly last: Omit<Statement, 'said'> | undefined
  /** Units since the last step opened. */
  readonly sinceStep: number
}

export interface Placement {
  readonly phase?: Phase
  /** How many open steps stay open above the new step; absent when the statement joins an open step. */
  readonly depth?: number
  /** When it joins one: how many open steps stay open. */
  readonly stay: number
  readonly series: string
  readonly announces: boolean
  readonly why: string
}

const deepest = 5

/** Whether a thought is about code, of whose first `count` statements `ofCode` are. */
export function isAboutCode(ofCode: number, count: number): boolean {
  return ofCode > 2 && speaksOfCode(ofCode, count)
}

/** Whether it may be, as far as its first statements tell. */
export function speaksOfCode(ofCode: number, count: number): boolean {
  return ofCode * 5 > count
}

/** Where a statement goes: a new phase, a new step and how deep, or on with the step that is open. */
export function placeStatement(statement: Statement, judged: Judgement, around: Surroundings): Placement {
  const series = seriesOf(statement)
  const leading = announces(statement.text)
  const goesOn = series !== '' && around.stack.some((step) => step.series === series)
  const opened = goesOn ? undefined : phaseOf(statement, judged.kind, around)
  if (opened) return { phase: opened, depth: 0, stay: 0, series, announces: leading, why: opened.why }
  const left = series === '' ? itemLeft(statement, judged, around) : -1
  const stay = left < 0 ? staying(statement, around.stack) : left
  const why =
    left >= 0
      ? `leaves item “${nameOf(around.stack[left]?.series ?? '')}”`
      : around.ofCode && goesOnInCode(statement, judged, around, series)
        ? undefined
        : stepReason(statement, judged, around, series)
  if (statement.parts && series === '' && around.stack.length > 0) {
    const depth = Math.min(stay, deepest)
    return {
      depth,
      stay,
      series: itemSeries(statement.indent),
      announces: leading,
      why: 'an item with parts',
    }
  }
  if (why === undefined) return { stay, series, announces: leading, why: `goes on: ${judged.why}` }
  const open = left < 0 ? around.stack : around.stack.slice(0, left)
  return { depth: depthOf(statement, judged, open, series), stay, series, announces: leading, why }
}

const turnsAway = new Set(
  'so therefore thus hence now next finally looking alternatively overall given putting then'.split(' '),
)
const leavesWide = /^\s*(?:所以|因此|现在|接下来|最后|综上|总之)/

/** Which of the open steps is a named item, such as “Case 3”, that a paragraph of prose leaves as it turns to something else. */
function itemLeft(
  { gap, form, indent, text }: Statement,
  { kind }: Judgement,
  { stack, last }: Surroundings,
): number {
  if (gap !== 'paragraph' || form === 'item' || !last || announces(last.text)) return -1
  if (
    !turns(kind) &&
    kind !== 'conclude' &&
    !turnsAway.has(firstWord(text)) &&
    !leavesWide.test(text.slice(0, 8))
  )
    return -1
  return stack.findIndex(({ series }) => isNamed(series) && indent < columnOf(series) + 2)
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
const goingWide =
  /^(?:等|但|不过|或者|另外|现在|首先|让我|我们|接下来|嗯|然后|其次|再|最后|那么|如果|题目|用户)/

/**
 * Thoughts about code are written in paragraphs, often of a line or two. A step there is what a reader would tell as one
 * move: it goes on over short paragraphs, until a way is left, a result is stated, or enough was said.
 */
function goesOnInCode(
  { gap, text }: Statement,
  { kind }: Judgement,
  around: Surroundings,
  series: string,
): boolean {
  const { last, stack } = around
  if (stack.length === 0 || !last || series !== '') return false
  const pace = paceOf(text)
  const sinceParagraph = around.sinceParagraph * pace
  const sinceStep = around.sinceStep * pace
  const marks = kind === 'revise' || kind === 'branch' || kind === 'conclude'
  const weighs = kind === 'revise' || kind === 'check' || kind === 'doubt'
  const aside = weighs && text.trimEnd().length * pace < shortAside
  if (marks && !aside) return false
  if (gap === 'sentence') {
    if (heralds(last.text)) return true
    if (kind === 'check' && !illustrates(text)) return aside || sinceStep < shortMove
    return sinceParagraph <= longParagraph || sinceStep < fullMove
  }
  if (gap !== 'paragraph') return false
  if (aside || announces(last.text)) return true
  if (heralds(text)) return false
  const begins = kind === 'check' || strong.has(firstWord(text)) || startsWide(text)
  // What began within the paragraph before ends with it, where the next one begins something
  if (begins && sinceStep < sinceParagraph) return false
  return sinceStep < (begins ? shortMove : fullMove)
}

const strong = new Set(
  "wait but alternatively hmm however actually another now next first second third finally let let's step".split(
    ' ',
  ),
)
const longParagraph = 1000
/** "Good." and "Wait, no." are part of a move. */
const shortAside = 16
const shortMove = 160
const fullMove = 320

/** Why a step opens here; nothing when the statement goes on with the open one. */
function stepReason(
  { gap, form, text, ahead }: Statement,
  { kind, why, first }: Judgement,
  { last, lastKind, stack, sinceParagraph, ofCode }: Surroundings,
  series: string,
): string | undefined {
  if (stack.length === 0 || !last) return 'the first of its phase'
  const announced = announces(last.text)
  if (ofCode && form === 'prose' && isCodeLine(text) && isCodeLine(last.text)) return undefined
  // Short items one after the other are one step, like those of any list
  const listed = form === 'item' && last.form === 'item' && last.gap !== 'sentence' && ahead !== 'sentence'
  if (series !== '' && series !== ordinals && gap !== 'sentence' && !(listed && kind === lastKind))
    return `item “${nameOf(series)}”`
  if (gap === 'line' || form === 'table') return undefined
  if (gap === 'sentence' && heralds(last.text)) return undefined
  if (gap === 'paragraph' && heralds(text)) return 'comes to another thing'
  if (form === 'item' && !(gap === 'paragraph' && announced && kind !== lastKind)) return undefined
  if (form === 'code' && announced) return undefined
  if (gap === 'paragraph' && isFinal(text.slice(0, 240))) return 'gives the answer'
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
    if (after || last.text.length >= 75) return 'a new paragraph'
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

const shortParagraph = 350

function startsWide(text: string): boolean {
  return goingWide.test(text.trimStart().slice(0, 4))
}

/** Whether a statement only shows by an example what was said before it. */
function illustrates(text: string): boolean {
  return mayBe(exampleOpenings, opening(text)) && example.test(text.slice(0, 40))
}

const exampleOpenings = unitsOf('bfes')
const example = /^[\s*_-]*(?:(?:so|but),? )?(?:for (?:example|instance)|e\.g\.)|^\s*(?:例如|比如|举个例子)/i

/** In small letters and with straight apostrophes; nothing when none begins the text after its markup. */
function firstWord(text: string): string {
  const most = Math.min(text.length, 40)
  let from = 0
  while (from < most && standsBeforeWord(text.charCodeAt(from))) from++
  let to = from
  let curly = false
  for (; to < most; to++) {
    const code = text.charCodeAt(to)
    if (code === 0x2019) curly = true
    else if (code !== 39 && !isLatin(code)) break
  }
  const word = text.slice(from, to).toLowerCase()
  return curly ? word.replaceAll('’', "'") : word
}

function isLatin(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}

/** White space and markup. */
function standsBeforeWord(code: number): boolean {
  return !isLatin(code) && /[\s*_#>"“(-]/.test(String.fromCharCode(code))
}

/** How many steps stay open where none opens: an item at the same column, or text after the list, leaves an item. */
function staying({ form, gap, indent }: Statement, stack: readonly OpenStep[]): number {
  if (gap === 'sentence' || (form !== 'item' && gap === 'line')) return stack.length
  const column = form === 'item' ? indent : Math.max(0, indent - 1)
  const left = stack.findIndex(({ series }) => hasParts(series) && series.length > column)
  return left < 0 ? stack.length : left
}

/** How many of the open steps stay open above a new one. */
function depthOf(
  { gap, indent, form, text }: Statement,
  { kind }: Judgement,
  stack: readonly OpenStep[],
  series: string,
): number {
  if (series !== '') {
    const same = stack.findIndex((step) => step.series === series)
    if (same >= 0) return same
  }
  let floor = 0
  const along = gap === 'paragraph' && countsOn.has(firstWord(text))
  const anew = kind === 'branch' && gap === 'paragraph' && startsAnew(text.slice(0, 120))
  if (anew) return 0
  stack.forEach((step, index) => {
    const left =
      isListed(step.series) &&
      gap === 'paragraph' &&
      indent < columnOf(step.series) + 2 &&
      form !== 'item' &&
      series === ''
    const holds = step.series === ordinals ? !turns(kind) && !along : step.series !== '' && !left
    if (holds) floor = index + 1
  })
  floor = Math.min(floor, deepest)
  const above = stack[floor]
  if (!above) return floor
  if (series !== '') return Math.min(above.announces || above.leads ? floor + 1 : floor, deepest)
  if (along && above.series === ordinals) return floor
  return above.leads && !turns(kind) ? Math.min(floor + 1, deepest) : floor
}

/** They stand beside “First …”. */
const countsOn = new Set(['next', 'then', 'finally', 'lastly'])

/** Whether what follows a step serves it. */
export function leads(kind: Kind, text: string): boolean {
  return kind === 'plan' || kind === 'branch' || (kind === 'check' && checks.test(text.slice(0, 160)))
}

/** It goes to check something. "That makes sense" only approves of what stands before it, and "for example" shows it. */
const checks =
  /\b(?:(?:double-?|re-?)?check|verif|confirm|validat|test|make sure|be sure|sanity|plug|look (?:again|back)|see if|re-?examin)|检查|验证|验算|确认/i

/** Steps that stand beside what came before. */
function turns(kind: Kind): boolean {
  return kind === 'plan' || kind === 'check' || kind === 'branch' || kind === 'revise' || kind === 'frame'
}

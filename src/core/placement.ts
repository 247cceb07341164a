import { lastInk, mayBe, unitsOf } from './characters.ts'
import { isAnnounced, stepReasonInCode } from './codeStep.ts'
import { firstWord } from './firstWord.ts'
import type { Judgement } from './kinds.ts'
import { isHeading, phaseOf } from './phase.ts'
import type { Phase } from './phaseRule.ts'
import { startsAnew } from './phaseRules.ts'
import { columnOf, hasParts, isListed, isNamed, itemOf, itemSeries, ordinals, seriesOf } from './series.ts'
import { announces, type Statement } from './statement.ts'
import type { Kind } from './step.ts'
import { stepReason, type OpenStep, type Surroundings } from './stepReason.ts'

/** Where a statement goes, and what it is there. */
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

/** Below a phase, a step lies in so many others at most. */
const deepest = 5

/** Where a statement goes: a new phase, a new step and how deep, or on with the step that is open. */
export function placeStatement(statement: Statement, judged: Judgement, around: Surroundings): Placement {
  const series = seriesOf(statement)
  const leading = announces(statement.text)
  const goesOn = series !== '' && around.stack.some((step) => step.series === series)
  const announced =
    around.ofCode && around.last !== undefined && isAnnounced(statement.text, around.last.text)
  const opened = goesOn || announced ? undefined : phaseOf(statement, judged.kind, around)
  if (opened) return { phase: opened, depth: 0, stay: 0, series, announces: leading, why: opened.why }
  const left = series === '' ? itemLeft(statement, judged, around) : -1
  const stay = left < 0 ? staying(statement, around.stack) : left
  if (statement.parts && series === '' && around.stack.length > 0) {
    const depth = Math.min(stay, deepest)
    const parts = itemSeries(statement.indent)
    return { depth, stay, series: parts, announces: leading, why: 'an item with parts' }
  }
  const why = left < 0 ? reasonOf() : `leaves ${itemOf(around.stack[left]?.series ?? '')}`
  if (why === undefined) return { stay, series, announces: leading, why: `goes on: ${judged.why}` }
  const open = left < 0 ? around.stack : around.stack.slice(0, left)
  return { depth: depthOf(statement, judged, open, series), stay, series, announces: leading, why }

  function reasonOf() {
    if (isHeading(statement, around)) return 'a heading'
    return around.ofCode
      ? stepReasonInCode(statement, judged, around, series, announced)
      : stepReason(statement, judged, around, series)
  }
}

const turnsAway = new Set(
  'so therefore thus hence now next finally looking alternatively overall given putting'.split(' '),
)
const leavesWide = /^\s*(?:所以|因此|现在|接下来|最后|综上|总之)/

/**
 * Which of the open steps is a named item, such as “Case 3”, that a paragraph of prose leaves as it turns to something
 * else. The first of its series is left for the next of them, or for another way; none by what follows from its name.
 */
function itemLeft(
  { gap, form, indent, text }: Statement,
  { kind }: Judgement,
  { stack, last, ofCode }: Surroundings,
): number {
  if (gap !== 'paragraph' || form === 'item' || !last || announces(last.text)) return -1
  const left = stack.findIndex(
    ({ series, isFirst }) =>
      isNamed(series) && isBeside(indent, series) && (!isFirst || ofCode || kind === 'branch'),
  )
  if (left < 0 || turns(kind)) return left
  const concludes = kind === 'conclude' || turnsAway.has(firstWord(text)) || leavesWide.test(text.slice(0, 8))
  return concludes && !isNamed(seriesOf(last)) ? left : -1
}

/** Whether text set in by so many columns stands beside the items of a series, and not within one. */
function isBeside(indent: number, series: string): boolean {
  return indent < columnOf(series) + 2
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
  const opensParagraph = gap === 'paragraph'
  if (opensParagraph && kind === 'branch' && startsAnew(text.slice(0, 120))) return 0
  const along = opensParagraph && countsOn.has(firstWord(text))
  const leaves = opensParagraph && form !== 'item' && series === ''
  const holds = ({ series: open }: OpenStep) => {
    if (open === ordinals) return !turns(kind) && !along
    return open !== '' && !(leaves && isListed(open) && isBeside(indent, open))
  }
  const floor = Math.min(stack.findLastIndex(holds) + 1, deepest)
  const above = stack[floor]
  if (!above) return floor
  if (series !== '') return Math.min(above.announces || above.leads ? floor + 1 : floor, deepest)
  if (along && above.series === ordinals) return floor
  return above.leads && !turns(kind) ? Math.min(floor + 1, deepest) : floor
}

/** They stand beside “First …”. */
const countsOn = new Set(['next', 'then', 'finally', 'lastly'])

/** Whether a text says how many things it goes on to look at: "There are two cases." */
function foretells(text: string): boolean {
  const end = lastInk(text)
  const said = isStop(text.charCodeAt(end)) ? end - 1 : end
  return mayBe(plural, text.charCodeAt(said)) && several.test(text.slice(Math.max(0, said - 40), said + 1))
}

function isStop(code: number): boolean {
  return code === 46 || code === 0x3002 // . 。
}

const plural = unitsOf('s')
const several =
  /\b(?:two|three|four|five|six|several|into) (?:\w+ )?(?:cases|scenarios|possibilities|options|ways|approaches|methods|steps|parts)$|[两三四五几](?:种|个)(?:情况|可能|方法|步骤|部分)$/i

/** Whether what follows a step serves it. */
export function leads(kind: Kind, text: string): boolean {
  return (
    kind === 'plan' ||
    kind === 'branch' ||
    (kind === 'check' && checks.test(text.slice(0, 160))) ||
    foretells(text)
  )
}

/** It goes to check something. "That makes sense" only approves of what stands before it, and "for example" shows it. */
const checks =
  /\b(?:(?:double-?|re-?)?check|verif|confirm|validat|test|make sure|be sure|sanity|plug|look (?:again|back)|see if|re-?examin)|检查|验证|验算|确认/i

/** Steps that stand beside what came before. */
function turns(kind: Kind): boolean {
  return kind === 'plan' || kind === 'check' || kind === 'branch' || kind === 'revise' || kind === 'frame'
}

import { mayBe, opening, unitsOf } from './characters.ts'
import type { PastStatement } from './statement.ts'

/** `case`, `step`, `method`… for "Case 2:", `1` for "2. …" on a paragraph of its own or in bold; else nothing. */
export function seriesOf({ text, form, gap, marker, indent }: PastStatement): string {
  const first = opening(text)
  if (mayBe(ordinalOpenings, first) && ordinal.test(text.slice(0, 24))) return ordinals
  if (gap === 'sentence') return ''
  const named = mayBe(seriesOpenings, first) && nameAndNumber(text)
  if (named) {
    const name = (named[1] ?? '').toLowerCase()
    if (name !== 'option' && !itself.test(text.slice(named[0].length, named[0].length + 4))) return ''
    return at(headed.test(text.slice(0, 20)) ? `#${name}` : name, indent)
  }
  if (form !== 'item' || !/\d/.test(marker)) return ''
  const ofItsOwn = gap === 'paragraph' || /^\s*\(?\d{1,3}\\?[.)]\s+\*\*/.test(text.slice(0, 20))
  return ofItsOwn ? at('1', indent) : ''
}

/** A series ends in as many blanks as stand before its items. */
function at(name: string, indent: number): string {
  return name + ' '.repeat(Math.min(indent, 8))
}

function nameOf(series: string): string {
  return series.replace('#', '').trimEnd()
}

/** An item of it, in a reason. */
export function itemOf(series: string): string {
  return `item “${nameOf(series)}”`
}

/** Columns before its items. */
export function columnOf(series: string): number {
  return series.length - series.trimEnd().length
}

/** “Case 3” and the like, but no heading, which holds all up to the next one. */
export function isNamed(series: string): boolean {
  return series !== '' && series !== ordinals && !/^[1#•]/.test(series)
}

/** Whether a named item is “Case 1”, “Case A” or the like: others come. */
export function isFirstItem(text: string): boolean {
  return /^[1ai一]$/i.test(nameAndNumber(text)?.[2] ?? '')
}

function nameAndNumber(text: string): RegExpExecArray | null {
  return seriesName.exec(text.slice(0, 48))
}

/** "First… second…": each stands beside the others, but does not hold what follows. */
export const ordinals = 'first'
const ordinal =
  /^[\s*_#>-]*(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|首先|其次|第一(?:步|，|、)|第二(?:步|，|、)|第三(?:步|，|、))(?![a-z-])/i
const ordinalOpenings = unitsOf('fst')
const seriesName =
  /^[\s*_#>-]*(?:(?:now|next|then|so|and|similarly|for),?\s){0,2}(case|step|method|approach|part|option|scenario|test|way|phase|情况|步骤|方法|第)\s?(\d{1,2}|[A-H]\b|[IVX]{1,4}\b|[一二三四五六])(?![_\w]| ?=|\.[a-z])/i
/** “Case 3: …” is an item, “Case 3 has …” speaks of one; an option is looked at either way. */
const itself = /^\s*(?:\*\*)?(?:[:.,)(\]：，、）步种点条]|\s[-–—]|\n|$)/
/** In bold, or after a mark of a heading. */
const headed = /^[\s>-]*(?:\*\*|#)/
const seriesOpenings = unitsOf('acfmnopstw')

/** The series of an item with parts: what is set in deeper belongs to it. */
export function itemSeries(indent: number): string {
  return itemMark + ' '.repeat(Math.min(indent, 40))
}

const itemMark = '•'

/** Whether its items are numbers or have parts: text set in less deep leaves them. */
export function isListed(series: string): boolean {
  return series.startsWith('1') || series.startsWith(itemMark)
}

export function hasParts(series: string): boolean {
  return series.startsWith(itemMark)
}

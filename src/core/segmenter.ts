import { breaksIn, endsAt, goesOn, isRule, mayBreakIn, mayRule, mayTakeBack, takesBack } from './boundary.ts'
import {
  endsSentence,
  endsWideSentence,
  isCloser,
  isLetter,
  isLower,
  isPlain,
  isSpace,
} from './characters.ts'
import { bindsBracket, closesBracket, closesSoon, isEnclosed, opensBracket } from './enclosed.ts'
import { formOf, isFence, isRuledRow, itemMark, mayNumber } from './lineForm.ts'
import { copyUnits, endOfWords, mayCut } from './passing.ts'
import type { Ahead, Form, Gap, Statement } from './statement.ts'
import { createReading, read, readUnits } from './words.ts'

/** Text in, closed statements out. */
export interface Segmenter {
  push(text: string): void
  /** The text is complete: the open statement is closed. */
  end(): void
  /** The first units of the statement that is still growing. */
  open(most: number): Statement
  /** The form of the open statement is known. */
  readonly begun: () => boolean
  /** Where the open statement begins. */
  readonly from: () => number
  /** How much text has been pushed, in UTF-16 units. */
  readonly length: () => number
  /** Where cutting may begin anew, with the same result: the open statement, if it begins a line. */
  readonly opening: () => Opening | undefined
}

/** A statement that begins a line. What comes before it bears on its cutting by this only. */
export interface Opening {
  readonly from: number
  readonly gap: Gap
  /** Line ends before it, and the white space after these. */
  readonly newlines: number
  readonly column: number
}

const beginning: Opening = { from: 0, gap: 'start', newlines: 0, column: 0 }

/** How far a decision may look ahead. What lies nearer to the end of the stream is not decided yet. */
export const sight = 32
/** So much text is looked at in one go, and a longer open statement is set aside in pieces. */
const windowSize = 2048
/** So much text that is closed may stand before the open statement. */
const droppable = 256
/** Of a long statement, so many units are read for words. */
const readable = 400
/** Brackets, quotations and formulas that are not closed within so much text were none. */
const longestBracket = 80
const longestQuote = 160
const longestFormula = 1200

/**
 * Cuts reasoning into statements: sentences, list items, formulas, tables, blocks of code. What it has found depends
 * on the text pushed so far, never on where the pushes were cut. Time is linear in the text.
 */
export function createSegmenter(
  closed: (statement: Statement) => void,
  begin: Opening = beginning,
): Segmenter {
  // The last of the text, as a string and by units
  let buffer = ''
  const units = new Uint16Array(4 * windowSize)
  let length = 0
  let base = begin.from // where it begins in the text
  let opening = 0 // in it: where the open statement begins, or goes on after `past`
  let at = 0 // in it: all before is decided
  let past: string[] = []
  const said = createReading()

  let from = begin.from
  let form: Form = 'prose'
  let gap = begin.gap
  let indent = 0
  let marker = ''

  let inked = false // the open statement holds more than white space
  let newlines = begin.newlines // since the last ink
  let column = begin.column // white space since the last newline
  let spaced = true // white space just before `at`
  let mark = -1 // of the sentence end seen, when only closers came since; an offset into the text
  let last = 0 // the last ink
  let line = 0 // where the last line with ink begins, an offset into the text
  let lineCode = 0 // its first ink
  let block = '' // what closes the open fence or displayed formula
  let blockFrom = 0
  let ticks = 0 // length of the open run of backticks
  let depth = 0 // of brackets
  let depthFrom = 0
  let bound = false // the first of them belongs to a formula or a call: it may close out of sight
  let quoteFrom = -1 // of the open quotation
  let low = false // it opened with „

  return {
    push(text) {
      if (text.length <= windowSize) return append(text)
      for (let cut = 0; cut < text.length; cut += windowSize) append(text.slice(cut, cut + windowSize))
    },
    end() {
      scan(0)
      at = length
      if (base + at > from) close('end', false)
    },
    open(most) {
      const text = (past[0] ?? buffer.slice(opening, opening + most)).slice(0, most)
      if (past.length > 0) read(text, said)
      else readUnits(units, opening, opening + text.length, said)
      return { from, form, gap, ahead: 'unknown', indent, parts: false, marker, text, said }
    },
    begun: () => inked,
    from: () => from,
    length: () => base + length,
    opening: () => (inked || newlines === 0 ? undefined : { from, gap, newlines, column }),
  }

  function append(text: string) {
    buffer += text
    copyUnits(text, units, length)
    length += text.length
    scan(sight)
    if (at - opening > windowSize) setAside()
    if (opening > droppable) drop()
  }

  function setAside() {
    const done = at - 2 * sight
    past.push(buffer.slice(opening, done))
    opening = done
  }

  /** Forgets what is closed or set aside. */
  function drop() {
    buffer = buffer.slice(opening)
    units.copyWithin(0, opening, length)
    length -= opening
    base += opening
    at -= opening
    opening = 0
  }

  /** Closes the open statement before `at`; `ahead` is what stands before the one that opens there. */
  function close(ahead: Exclude<Ahead, 'unknown'>, parts: boolean) {
    let text = buffer.slice(opening, at)
    if (past.length > 0) {
      text = past.join('') + text
      past = []
      read(text.slice(0, readable), said)
    } else readUnits(units, opening, Math.min(at, opening + readable), said)
    const statement: Statement = { from, form, gap, ahead, indent, parts, marker, text, said }
    opening = at
    from = base + at
    form = 'prose'
    gap = ahead === 'end' ? 'paragraph' : ahead
    indent = 0
    marker = ''
    inked = false
    mark = -1
    ticks = 0
    depth = 0
    quoteFrom = -1
    closed(statement)
  }

  /** Decides all but the last `rest` units. */
  function scan(rest: number) {
    const to = length - rest
    while (at < to) {
      const code = units[at] ?? 0
      if (isSpace(code)) {
        if (code === 10) {
          newlines++
          column = 0
        } else if (code !== 13) column++
        spaced = true
        at++
        continue
      }
      if (mark < 0 && isPlain(code) && newlines === 0 && inked && !(spaced && mayCut(code, units, at))) {
        passWords(to)
        continue
      }
      if (spaced || mark >= 0) reach(code)
      if (spaced) mark = -1
      at += block === '' ? take(code) : takeBlock(code)
      last = code
      spaced = false
      newlines = 0
    }
  }

  /** Most of any text: words in the middle of a sentence. */
  function passWords(to: number) {
    at = endOfWords(units, at, to)
    let ink = at - 1
    spaced = units[ink] === 32
    while (units[ink] === 32) ink--
    last = units[ink] ?? 0
  }

  /** 0 after the end of the text. */
  function unit(index: number): number {
    return index < length ? (units[index] ?? 0) : 0
  }

  /** At ink after white space or the end of a sentence: does a statement open here? */
  function reach(code: number) {
    const lineStart = newlines > 0 || (from === 0 && !inked)
    if (
      lineStart &&
      newlines > 1 &&
      block !== '' &&
      !isFence(block) &&
      base + at - blockFrom > longestFormula
    )
      block = ''
    if (inked && block === '' && (lineStart ? cutsLine(code) : cutsSentence(code))) {
      const parts = form === 'item' && newlines > 0 && column > indent && isItem()
      close(newlines > 1 ? 'paragraph' : newlines === 1 ? 'line' : 'sentence', parts)
    }
    if (lineStart) {
      line = base + at
      lineCode = code
      if (block === '') ticks = 0
      depth = 0
      quoteFrom = -1
    }
    if (inked) return
    inked = true
    if (lineStart) openLine(code)
  }

  function cutsLine(code: number): boolean {
    if (code === 41 || code === 93 || code === 125) return false // ) ] }
    if ((newlines === 1 && goesOn(code, last)) || (mayRule(code) && isRule(buffer, at))) return false
    if (newlines > 1) return true
    if (form === 'prose' && column > indent + 1 && !isItem()) return false
    if (isLower(code) && (isLetter(last) || last === 44)) return form === 'heading' || isItem() // ,
    const row = code === 124 || code === 91 // | [
    if (row && lineCode === code) return form === 'item'
    if (form === 'prose' && (code === 45 || code === 58) && isRuledRow(inSight())) form = 'table' // - :
    if (form === 'table' && lineCode !== 124 && code !== 124) return false // |
    return !(last === 42 && /^\\(?:boxed|\[\s*\\boxed)/.test(inSight())) // *
  }

  function cutsSentence(code: number): boolean {
    if (ticks > 0 || form === 'table') return false
    const here = base + at
    if (depth > 0 && here - depthFrom < longestBracket && (bound || closesSoon(buffer, at))) return false
    if (quoteFrom >= 0 && here - quoteFrom < longestQuote) return false
    const statement = Math.max(0, from - base)
    if (mark >= 0) return endsAt(buffer, mark - base, at, statement) && !isEnclosed(buffer, at, statement)
    if (!spaced) return false
    if (mayBreakIn(code)) return breaksIn(buffer, at)
    return mayTakeBack(code, units[at - 2] ?? 0) && takesBack(buffer, at, statement)
  }

  function openLine(code: number) {
    indent = column
    if (isLetter(code) && !mayNumber(code, unit(at + 1))) return // most lines
    ;({ form, marker } = formOf(inSight()))
  }

  function isItem(): boolean {
    return itemMark(inSight()) !== ''
  }

  /** What may be looked at from here on. */
  function inSight(): string {
    return buffer.slice(at, at + sight)
  }

  /** Looks at ink outside of blocks and says how much of it was taken. */
  function take(code: number): number {
    if (endsSentence(code) || endsWideSentence(code)) {
      mark = base + at
      return 1
    }
    if (mark >= 0 && !isCloser(code) && code !== 36) mark = -1 // $
    switch (code) {
      case 96: // `
        return takeTicks()
      case 34: // "
        quoteFrom = quoteFrom < 0 && spaced ? base + at : -1
        return 1
      case 0x201c: // “, which closes „
        quoteFrom = quoteFrom >= 0 && low ? -1 : base + at
        low = false
        return 1
      case 0x201e: // „
      case 0x300c: // 「
      case 0x300e: // 『
        quoteFrom = base + at
        low = code === 0x201e
        return 1
      case 0x201d: // ”
      case 0x300d: // 」
      case 0x300f: // 』
        quoteFrom = -1
        return 1
      case 126: // ~
        return base + at === line && buffer.startsWith('~~~', at) ? openFence(code) : 1
      case 36: // $
        return unit(at + 1) === 36 && ticks === 0 ? openBlock('$$', 2) : 1
      case 92: // \
        return takeBackslash()
      default:
        takeBracket(code)
        return 1
    }
  }

  function takeBracket(code: number) {
    if (closesBracket(code)) depth = Math.max(0, depth - 1)
    else if (opensBracket(code) && depth++ === 0) {
      depthFrom = base + at
      bound = code === 123 || (at > opening && bindsBracket(units[at - 1] ?? 0)) // {
    }
  }

  function takeBackslash(): number {
    if (ticks > 0) return 2
    const next = unit(at + 1)
    if (next === 91) return openBlock('\\]', 2) // [
    if (next === 98 && buffer.startsWith('\\begin{', at)) {
      const name = /^\w{1,20}\*?\}/.exec(buffer.slice(at + 7, at + sight))?.[0] ?? ''
      return openBlock(`\\end{${name}`, 7)
    }
    // Escaped brackets count as brackets; any other escape is taken with what it escapes
    const bracket = next === 40 || next === 41 || next === 123 || next === 125 // ( ) { }
    return bracket || isSpace(next) || isLetter(next) || next === 0 ? 1 : 2
  }

  function takeTicks(): number {
    const run = rowOf(96)
    if (run >= 3 && (newlines > 0 || base + at === line || /^`+\w*\s*\n/.test(inSight()))) {
      return openFence(96)
    }
    if (ticks === 0) ticks = run
    else if (ticks === run) ticks = 0
    return run
  }

  /** How many of this unit stand here. */
  function rowOf(code: number): number {
    let row = 1
    while (row < sight && unit(at + row) === code) row++
    return row
  }

  /** A fence closes with a row that is no shorter. */
  function openFence(code: number): number {
    const row = rowOf(code)
    return openBlock(String.fromCharCode(code).repeat(row), row)
  }

  function openBlock(closer: string, length: number): number {
    block = closer
    blockFrom = base + at
    return length
  }

  /** Looks at ink inside a block. */
  function takeBlock(code: number): number {
    if (code !== block.charCodeAt(0) || !buffer.startsWith(block, at))
      return code === 92 && unit(at + 1) === 92 ? 2 : 1
    if (isFence(block) && newlines === 0) return 1
    const length = isFence(block) ? rowOf(code) : block.length
    block = ''
    mark = -1
    return length
  }
}

import { isDigit, isLetter, isWide } from './characters.ts'
import { known, mostKnown, numbered, type Word } from './vocabulary.ts'

/**
 * What a text says, as far as it was read: its words in small letters, of which "let's" is "let us" and a Chinese or
 * Japanese character one of its own, and the marks that stand in it. One such object serves many texts.
 */
export interface Reading {
  /** The first `count` hold; what follows is of an earlier text. */
  readonly words: Int32Array
  count: number
  /** The tables that some word of these is in. */
  tables: WordTable
  /** Of `marks`, those that stand in the text. */
  marks: number
}

/** Marks that bear on what a text does. */
export const marks = {
  digit: 1,
  equals: 2,
  arrow: 4,
  asks: 8,
  colon: 16,
  quote: 32,
  tick: 64,
  underscore: 128,
  /** A capital within a word of small letters: `getTotal`. */
  camel: 256,
} as const

export function createReading(mostWords = 40): Reading {
  return { words: new Int32Array(mostWords), count: 0, tables: 0, marks: 0 }
}

export function read(text: string, into: Reading): void {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at)
  readUnits(units, 0, text.length, into)
}

/** Reads `units[from, to)`. */
export function readUnits(units: Uint16Array, from: number, to: number, into: Reading): void {
  let seen = 0
  let word = seed // a hash of its letters so far
  into.count = 0
  into.tables = 0
  for (let at = from; at < to; at++) {
    const code = units[at] ?? 0
    const letter = code < 128 ? (foldedAscii[code] ?? 0) : folded(code)
    if (letter !== 0) {
      word = Math.imul(word ^ letter, prime)
      if (letter < 58) seen |= marks.digit
      else if (letter !== code && at > from + 1 && at + 1 < to && isCamel(units, at)) seen |= marks.camel
    } else if (
      word !== seed &&
      (code === 95 || isApostrophe(code)) &&
      at + 1 < to &&
      isLetter(units[at + 1] ?? 0)
    ) {
      word = Math.imul(word ^ (code === 95 ? 95 : 39), prime)
      if (code === 95) seen |= marks.underscore
    } else {
      if (word !== seed) keep(word, into)
      word = seed
      if (code < 128) seen |= markOf[code] ?? 0
      else if (isWide(code)) keep(Math.imul(seed ^ code, prime), into)
      else seen |= wideMarkOf(code)
    }
  }
  if (word !== seed) keep(word, into)
  into.marks = seen
}

function keep(spelling: number, into: Reading) {
  if (spelling === lets) {
    keep(letWord, into)
    keep(usWord, into)
  } else if (into.count < into.words.length) {
    const word = numbered(spelling)
    into.words[into.count++] = word
    if (word > 0) into.tables |= tablesOf[word] ?? 0
  }
}

/** For a text by itself; many share a `Reading`. */
export function readingOf(text: string): Reading {
  const reading = createReading()
  read(text, reading)
  return reading
}

/** The words of a phrase, which are known from now on. */
export function wordsOf(phrase: string): readonly Word[] {
  const reading = createReading(phrase.length + 1)
  read(phrase, reading)
  return Array.from(reading.words.subarray(0, reading.count), known)
}

/** The first word of a phrase, known from now on. */
export function wordOf(phrase: string): Word {
  return wordsOf(phrase)[0] ?? 0
}

/** A set of words, by a bit of its own; `|` of two is what is in either. */
export type WordTable = number

/** A new table, of words between spaces. Made when rules are loaded: there are 32 at most. */
export function tableOf(words: string): WordTable {
  if (tableCount === 32) throw new Error('more tables than there are bits')
  const table = 1 << tableCount++
  for (const word of wordsOf(words)) tablesOf[word] = (tablesOf[word] ?? 0) | table
  return table
}

export function inTable(table: WordTable, word: Word): boolean {
  return word > 0 && ((tablesOf[word] ?? 0) & table) !== 0
}

/** Whether a word that was read is in the table: no more than a look, however many words there are. */
export function says({ tables }: Reading, table: WordTable): boolean {
  return (tables & table) !== 0
}

/** More words stand in the text than were read. */
export function isFull({ words, count }: Reading): boolean {
  return count === words.length
}

/** By word. */
const tablesOf = new Int32Array(mostKnown)
let tableCount = 0

/** Words are hashed as FNV-1a does it, a unit at a time. */
const seed = 0x811c9dc5 | 0
const prime = 16777619

/** A letter made small; 0 for all else. */
function folded(code: number): number {
  return isLetter(code) ? small(code) : 0
}

/** ASCII, Latin-1 and Cyrillic capitals made small. */
function small(code: number): number {
  if (code < 65 || (code > 90 && code < 0xc0)) return code
  if (code <= 90 || code <= 0xde || (code >= 0x410 && code <= 0x42f)) return code + 32
  return code
}

/** Whether the capital at `at` begins a word within a word: `getTotal`, but not `keV`. */
function isCamel(units: Uint16Array, at: number): boolean {
  return isSmall(units[at - 2]) && isSmall(units[at - 1]) && isSmall(units[at + 1])
}

/** Of ASCII. */
function isSmall(code = 0): boolean {
  return code >= 97 && code <= 122
}

const foldedAscii = Uint8Array.from({ length: 128 }, (_, code) =>
  isLetter(code) || isDigit(code) ? small(code) : 0,
)

const markOf = new Uint8Array(128)
markOf[34] = marks.quote
markOf[58] = marks.colon
markOf[61] = marks.equals
markOf[63] = marks.asks
markOf[95] = marks.underscore
markOf[96] = marks.tick

function wideMarkOf(code: number): number {
  switch (code) {
    case 0x2248: // ≈
    case 0x21d2: // ⇒
    case 0x2192: // →
      return marks.arrow
    case 0xff1f: // ？
      return marks.asks
    case 0x201c: // “
      return marks.quote
    default:
      return 0
  }
}

function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019 // ' ’
}

const letWord = spelled('let')
const usWord = spelled('us')
const lets = spelled("let's")

function spelled(text: string): number {
  let word = seed
  for (let at = 0; at < text.length; at++) word = Math.imul(word ^ text.charCodeAt(at), prime)
  return word
}

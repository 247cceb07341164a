import { isDigit, isLetter, isWide } from './characters.ts'
import { advance, start, type Offset, type Span } from './text.ts'

/** What a trace can speak of: the files and identifiers of the context that was sent. */
export interface Known {
  /** Workspace-relative, forward slashes. The first is the file that was asked about. */
  readonly paths: readonly string[]
  readonly names: readonly string[]
}

export const nothingKnown: Known = { paths: [], names: [] }

/** A mention of code. `path` and `lines` as written; `name` is an identifier known from the context. */
export interface Reference {
  readonly span: Span
  readonly path?: string
  /** 1-based, inclusive. */
  readonly lines?: { readonly first: number; readonly last: number }
  readonly name?: string
}

export type FindReferences = (text: string, base?: Offset) => Reference[]

/**
 * The mentions of code in a text, in order and without overlap: `path:line`, `path:3-7`, known paths and `path(12)` of
 * them, "line 12", "lines 3–7", "lines 3, 5 and 7" (one each), `#L3`, `L12-L20`, 第12行, and known identifiers. `base` is
 * where the text begins in the reasoning. Linear in the text.
 */
export function findReferences(text: string, known: Known, base: Offset = start): Reference[] {
  return createReferenceFinder(known)(text, base)
}

/** The same for many texts: what is known is indexed once. */
export function createReferenceFinder(known: Known): FindReferences {
  const names = new Set(known.names)
  const shapes = new Set(known.names.map((name) => shapeOf(name.charCodeAt(0), name.length)))
  const paths = new Set(known.paths.flatMap(tails))
  return find

  function find(text: string, base: Offset = start): Reference[] {
    const found: Reference[] = []
    let at = 0
    while (at < text.length) {
      const code = text.charCodeAt(at)
      if (code === 0x7b2c) at = chineseLines(text, at, base, found) // 第
      else if (startsWord(code) || (code === 0x5b && beginsPath(text, at))) at = word(text, at, base, found) // [
      else at++
    }
    return found
  }

  /** Reads a word, a path or a dotted name, and says where to read on. */
  function word(text: string, from: number, base: Offset, found: Reference[]): number {
    const { end, marked, joined } = wordAt(text, from)
    if (text.charCodeAt(end) === 58 && text.startsWith('://', end)) return endOfAddress(text, end)
    let to = end // nothing begins in the marks after it
    while (to > from + 1 && isTrailing(text.charCodeAt(to - 1))) to--
    if (to - from > longestWord) return end

    let past: number | undefined
    for (const range of linesAt(text, from, to, marked)) {
      found.push({ span: spanOf(base, range.from, range.to), lines: range.lines })
      past = range.to
    }
    if (past !== undefined) return past

    if (!marked && names.size === 0) return end
    if (!joined && !shapes.has(shapeOf(text.charCodeAt(from), to - from))) return end
    const run = text.slice(from, to)
    const path = marked && looksLikePath(run) ? pathOf(run, text, to) : undefined
    if (path) {
      const { to: pastPath, ...mention } = path
      found.push({ span: spanOf(base, from, pastPath), ...mention })
      return Math.max(pastPath, end)
    }
    if (names.size > 0) namesIn(run, text, from, base, found)
    return end
  }

  /** The lines that a word speaks of: `L12`, "line 12", "lines 3 and 5". */
  function linesAt(text: string, from: number, to: number, marked: boolean): readonly Range[] {
    const first = text.charCodeAt(from)
    if (first === 76 && isDigit(text.charCodeAt(from + 1)) && !names.has(text.slice(from, to))) {
      // L
      const mark = lineMark(text, from)
      if (mark) return [mark]
    }
    const mayBeLine = !marked && (to - from === 4 || to - from === 5) && (first | 32) === 108 // l, L
    return mayBeLine && /^lines?$/i.test(text.slice(from, to)) ? linesAfter(text, from, to) : none
  }

  /** A known path, or one with lines after it, which may be of another folder; `run` ends at `to`. */
  function pathOf(run: string, text: string, to: number) {
    const path = run.replaceAll('\\', '/')
    const isKnown = paths.has(path.replace(/^\.?\//, ''))
    // Of others it might be a call.
    const range = rangeBy(afterPath, text, to) ?? (isKnown ? rangeBy(inBrackets, text, to) : undefined)
    if (!isKnown && (!range || address.test(path))) return undefined
    return { path, to: range?.to ?? to, ...(range && { lines: range.lines }) }
  }

  /** The whole dotted run when it is known, else those of its parts that are. */
  function namesIn(run: string, text: string, from: number, base: Offset, found: Reference[]) {
    const ticked = text.charCodeAt(from - 1) === 96 // `
    const next = text.charCodeAt(from + run.length)
    if (names.has(run) && (ticked || speaksOfCode(run, next))) {
      found.push({ span: spanOf(base, from, from + run.length), name: run })
      return
    }
    for (const { 0: part, index } of run.matchAll(/[^.\\/@[\]()-]+/g)) {
      if (!names.has(part) || !(ticked || part.length < run.length || speaksOfCode(part, next))) continue
      found.push({ span: spanOf(base, from + index, from + index + part.length), name: part })
    }
  }
}

/** In units; what is longer is no path. */
const longestWord = 260
const none: readonly Range[] = []
const address = /\.(?:com|org|net|edu|gov)$/i

/** Where the word at `from` ends, and what it may be by the marks in it. */
function wordAt(text: string, from: number) {
  let end = Math.max(from + 1, groupAt(text, from))
  let marked = isMark(text.charCodeAt(from)) // holds a dot or a slash: may be a path
  let joined = marked || text.charCodeAt(from) === 64 // @: may hold several names
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (!continuesWord(code)) {
      const past = text.charCodeAt(end - 1) === 47 ? groupAt(text, end) : end // /
      if (past === end) break
      end = past - 1
    } else if (isMark(code)) marked = joined = true
    else if (code === 45 || code === 64) joined = true // - @
  }
  return { end, marked, joined }
}

/** `a/b/c.ts`, `b/c.ts`, `c.ts`. */
function tails(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(index).join('/'))
}

/** Tells most words from the known names without a string of their own. */
function shapeOf(first: number, length: number): number {
  return first * 512 + length
}

function startsWord(code: number): boolean {
  if (code < 128) return wordStarts[code] === 1
  return isLetter(code)
}

/** Letters, digits, `_ $ . / @`, by their code. */
const wordStarts = Uint8Array.from({ length: 128 }, (_, code) =>
  isLetter(code) || isDigit(code) || code === 95 || code === 36 || code === 46 || code === 47 || code === 64
    ? 1
    : 0,
)

function continuesWord(code: number): boolean {
  return startsWord(code) || code === 92 || code === 45 // \ -
}

/** `. / \\` */
function isMark(code: number): boolean {
  return code === 46 || code === 47 || code === 92
}

function isTrailing(code: number): boolean {
  return code === 46 || code === 45 || code === 47 || code === 92 // . - / \
}

function endOfAddress(text: string, from: number): number {
  let to = from
  while (to < text.length && text.charCodeAt(to) > 32 && !isWide(text.charCodeAt(to))) to++
  return to
}

function looksLikePath(run: string): boolean {
  return /[A-Za-z_)\]-]\w*\.[A-Za-z]\w{0,9}$/.test(run) || /\/[^/]*[^\d./-][^/]*$/.test(run)
}

/**
 * Whether a bare word is a name rather than a word of the language: it has the shape of one (`addLine`, `Cart`,
 * `tax_rate`, `x2`) or is called. What could be an English word is a name only in backticks.
 */
function speaksOfCode(name: string, next: number): boolean {
  return name.length > 2 && (next === 40 || /[\p{Lu}\d_$#]/u.test(name))
}

/** Whether a path begins with a part in brackets; after a name they are an index. */
function beginsPath(text: string, at: number): boolean {
  const before = text.charCodeAt(at - 1)
  return !continuesWord(before) && before !== 0x5d && before !== 0x29 && groupAt(text, at) > at // ] )
}

/** The end of a part of a path that stands in brackets, such as `[id].tsx`, `[...all]/` or `(shop)/`; else where it begins. */
function groupAt(text: string, from: number): number {
  const code = text.charCodeAt(from)
  if (code !== 0x5b && code !== 0x28) return from // [ (
  group.lastIndex = from
  return group.test(text) ? group.lastIndex : from
}

const group = /(?:\[{1,2}\.{0,3}[\w-]{1,60}\]{1,2}|\([\w-]{1,60}\)(?=\/))(?=[./])/y

interface Range {
  readonly from: number
  readonly to: number
  readonly lines: { readonly first: number; readonly last: number }
}

/** `:12`, `:3-7`, `#L3-L7`, `#L3C5`. */
const afterPath = /(?::|#L)(\d{1,7})(?:C\d{1,5})?(?:\s?[-–—]\s?L?(\d{1,7})(?:C\d{1,5})?|:\d{1,5})?(?!\w)/y
/** `L12`, `L3-L17`; what is called or is equal to something is a name. */
const byMark = /L(\d{1,7})(?:\s?[-–—]\s?L?(\d{1,7}))?(?![\w(]|-\w|\s=)/y
/** As compilers write it: `(12)`, `(12,5)`, `(3-7)`. */
const inBrackets = /\((\d{1,7})(?:\s?[-–—]\s?(\d{1,7})|,\s?\d{1,5})?\)/y
/** After "line": ` 12`, ` 3–7`, ` 3 to 7`. */
const lineNumber = /\s?#?(\d{1,7})(?:\s?(?:[-–—]|to|through)\s?(\d{1,7}))?(?![\w.]\d|\w)/y
/** After "between lines": ` 3 and 7`. */
const betweenNumbers = /\s?#?(\d{1,7})\sand\s(\d{1,7})(?![\w.]\d|\w)/y
/** What stands before one more line, and of several lines also a comma; not the comma of `1,200`. */
const oneMore = /\s(?:and|or|&)(?=\s#?\d)/y
const oneOfMore = /(?:\s(?:and|or|&)|,(?!\d{3}(?!\d))(?:\s(?:and|or))?)(?=\s?#?\d)/y

function rangeBy(form: RegExp, text: string, from: number): Range | undefined {
  form.lastIndex = from
  const found = form.exec(text)
  return found ? { from, to: form.lastIndex, lines: linesOf(found[1], found[2]) } : undefined
}

/** The lines that `L12` speaks of, or `#L3`. Without a `#`, a single digit makes a name of it: the norm L2, the cache L3. */
function lineMark(text: string, from: number): Range | undefined {
  const hashed = text.charCodeAt(from - 1) === 35 // #
  if (hashed && continuesWord(text.charCodeAt(from - 2))) return undefined
  const range = rangeBy(byMark, text, from)
  if (!range || (!hashed && range.lines.last < 10)) return undefined
  return hashed ? { ...range, from: from - 1 } : range
}

function linesOf(one: string | undefined, other = one): Range['lines'] {
  const [first, last] = [Number(one), Number(other)]
  return { first: Math.min(first, last), last: Math.max(first, last) }
}

/** The lines that a word "line" or "lines", which ends at `to`, speaks of: the first range has the word in it. */
function linesAfter(text: string, from: number, to: number): readonly Range[] {
  const between = /between\s$/i.test(text.slice(Math.max(0, from - 8), from))
  const first = (between ? rangeBy(betweenNumbers, text, to) : undefined) ?? rangeBy(lineNumber, text, to)
  const found = first ? [{ ...first, from }] : []
  const more = to - from === 5 ? oneOfMore : oneMore
  for (let last = first; last;) {
    more.lastIndex = last.to
    last = more.test(text) ? rangeBy(lineNumber, text, more.lastIndex) : undefined
    if (last) found.push({ ...last, from: last.from + (text.charCodeAt(last.from) === 32 ? 1 : 0) })
  }
  return found
}

/** Longer series are not read. */
const longestSeries = 60
const chineseNumber = String.raw`(\d{1,7})(?:\s?行?\s?[-–—~～到至]\s?第?\s?(\d{1,7}))?`
const chineseSeries = new RegExp(
  `^第\\s?${chineseNumber}(?:\\s?[、，,和及与或]\\s?第?\\s?${chineseNumber})*\\s?行`,
)

function chineseLines(text: string, from: number, base: Offset, found: Reference[]): number {
  const [series] = chineseSeries.exec(text.slice(from, from + longestSeries)) ?? []
  if (series === undefined) return from + 1
  const numbers = [...series.matchAll(new RegExp(chineseNumber, 'g'))]
  for (const [index, { 0: number, 1: one, 2: other, index: at }] of numbers.entries()) {
    const first = index === 0 ? 0 : at
    const past = index === numbers.length - 1 ? series.length : at + number.length
    found.push({ span: spanOf(base, from + first, from + past), lines: linesOf(one, other) })
  }
  return from + series.length
}

function spanOf(base: Offset, from: number, to: number) {
  return { from: advance(base, from), to: advance(base, to) }
}

import { isDigit, isLetter, isSpace } from './characters.ts'

/**
 * Whether `at` stands within single quotes, dollar signs, stars or underscores, which close soon after: "the string
 * 'Hello. World'". The statement begins at `statement`.
 */
export function isEnclosed(text: string, at: number, statement: number): boolean {
  for (let to = at; to < at + nearCloser; to++) {
    const code = text.charCodeAt(to)
    if (code === 42 || (code === 95 && !isSubscript(text, to))) return isMarked(text, at, to, statement) // * _
    const opener = openerOf(code)
    if (opener === 0 || isAlphanumeric(text.charCodeAt(to + 1))) continue
    const tight = opener === 0xab || !isSpace(text.charCodeAt(to - 1)) // «
    return tight && isOpen(text, at, statement, opener, code)
  }
  return false
}

/** `( [ {` and the wide one. */
export function opensBracket(code: number): boolean {
  return code === 40 || code === 91 || code === 123 || code === 0xff08
}

/** `) ] }` and the wide one. */
export function closesBracket(code: number): boolean {
  return code === 41 || code === 93 || code === 125 || code === 0xff09
}

/** Whether a bracket after this unit belongs to a formula or a call: `\(`, `f(`, `a[0](`. */
export function bindsBracket(before: number): boolean {
  return before === 92 || before === 41 || before === 93 || before === 125 || isAlphanumeric(before) // \ ) ] }
}

/** Whether a bracket that is open at `at` closes within few characters. */
export function closesSoon(text: string, at: number): boolean {
  let depth = 1
  for (let to = at; to < at + nearCloser; to++) {
    const code = text.charCodeAt(to)
    if (code === 10) return false
    if (opensBracket(code)) depth++
    else if (closesBracket(code) && --depth === 0) return true
  }
  return false
}

const nearCloser = 30
const longestEnclosed = 160

/**
 * Whether `at` stands within text that stars or underscores mark, the first of these after it being at `to`: "*One. Two*",
 * "**One. Two**". The statement begins at `statement`.
 */
function isMarked(text: string, at: number, to: number, statement: number): boolean {
  const mark = text.charCodeAt(to)
  let past = to + 1
  while (past < to + mostMarks && text.charCodeAt(past) === mark) past++
  if (beginsMarked.test(text.charAt(to - 1)) || followsMarked.test(text.charAt(past))) return false
  const least = Math.max(statement, at - longestEnclosed)
  let last = at - 1
  while (last >= least && !(text.charCodeAt(last) === mark && !isJoint(text, last))) last--
  let first = last
  while (first > least && text.charCodeAt(first - 1) === mark) first--
  if (last < least || last - first !== past - to - 1 || isSpace(text.charCodeAt(last + 1))) return false
  return first === statement || precedesMarked.test(text.charAt(first - 1))
}

const mostMarks = 3
/** What cannot stand after marked text: the mark is a sign of a formula, or opens. */
const followsMarked = /[\w*([{\\$]/
/** What cannot end it. */
const beginsMarked = /[\s([{]/
const precedesMarked = /[\s([{"':\u2010-\u201f\u3000-\u9fff\uff00-\uffef]/

/** Whether something hangs on the underscore: "a_1", "x_{i}". */
function isSubscript(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1)
  return next === 123 || next === 92 || isAlphanumeric(next) // { \
}

/** Whether an underscore joins two parts of a name. */
function isJoint(text: string, at: number): boolean {
  return (
    text.charCodeAt(at) === 95 &&
    isAlphanumeric(text.charCodeAt(at + 1)) &&
    isAlphanumeric(text.charCodeAt(at - 1))
  )
}

/** Of what closes. */
function openerOf(code: number): number {
  if (code === 39 || code === 36) return code // ' $
  if (code === 0x2019) return 0x2018 // ‘ ’
  return code === 0xbb ? 0xab : 0 // « »
}

/** Whether the last of these marks before `at` opens; those within a word do neither. */
function isOpen(text: string, at: number, statement: number, opener: number, closer: number): boolean {
  for (let from = at - 1; from >= Math.max(statement, at - longestEnclosed); from--) {
    const code = text.charCodeAt(from)
    if (code !== opener && code !== closer) continue
    const joined = isAlphanumeric(text.charCodeAt(from - 1))
    const next = text.charCodeAt(from + 1)
    if (joined && isAlphanumeric(next)) continue
    return code === opener && !joined && (opener === 0xab || !isSpace(next))
  }
  return false
}

function isAlphanumeric(code: number): boolean {
  return isLetter(code) || isDigit(code)
}

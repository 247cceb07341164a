import { lastInk } from './characters.ts'

/** Whether a text is a line of code that stands in no fence: `total_sum = add(a, b)`, `list.push(item);`. */
export function isCodeLine(text: string): boolean {
  const last = lastInk(text)
  const end = text.charAt(last)
  if (end === ';' || end === '{' || end === '}') return true
  const line = text.slice(0, 160)
  return (end === ':' && block.test(line)) || comment.test(line) || (!ends.has(end) && written.test(line))
}

/** In a thought about code a line that begins with one `#` is more often a comment than a heading. */
export function isComment(text: string): boolean {
  return /^\s*# /.test(text.slice(0, 20))
}

/** Sentences end so, and announcements. */
const ends = new Set('.?!:。？！：')
/** A name of code that is given a value or called, or brackets that close. */
const written =
  /^\s*(?:(?:const |let |var )?(?:[A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*|\w{2,}\.[a-z_]\w*)(?:\.\w+|\[\w*\])* ?(?:[-+*]?= ?[\w"'[({]|\([^\n]*\);?\s*(?:\n|$))|\w{2,} = [A-Z]\w*\([^\n]*\)\s*(?:\n|$)|[A-Za-z_]\w*(?:, ?[A-Za-z_]\w*)* ?[-+*/]?= ?[^=\s][^\n]*\s*$|[\])}]+[;,]?\s*(?:\n|$))/
/** What is indented under it follows. */
const block = /^\s*(?:(?:for|while|if|elif|def|class|with|try|except|switch) ?[^.?]*|else|try|finally):\s*$/
const comment = /^\s*(?:\/\/|\/\*|#(?!#)) ?\w/

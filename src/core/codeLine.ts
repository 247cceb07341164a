import { lastInk } from './characters.ts'

/** Whether a text is a line of code that stands in no fence: `total_sum = add(a, b)`, `list.push(item);`. */
export function isCodeLine(text: string): boolean {
  return !ends.has(text.charAt(lastInk(text))) && written.test(text.slice(0, 160))
}

/** Sentences end so, and announcements. */
const ends = new Set('.?!:。？！：')
/** A name of code that is given a value or called, or brackets that close. */
const written =
  /^\s*(?:(?:const |let |var )?(?:[A-Za-z]\w*_\w+|[a-z]+[A-Z]\w*|\w{2,}\.[a-z_]\w*)(?:\.\w+|\[\w*\])* ?(?:[-+*]?= ?[\w"'[({]|\([^\n]*\);?\s*(?:\n|$))|\w{2,} = [A-Z]\w*\([^\n]*\)\s*(?:\n|$)|[\])}]+[;,]?\s*(?:\n|$))/

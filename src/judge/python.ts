/** What the rules of the trainers mean by their Python, where JavaScript would count otherwise. */

/** `str.split()`: what Python takes for white space, which is not all that `\s` is, and no empty words. */
export function wordsOf(text: string): readonly string[] {
  return text.split(blanks).filter((word) => word !== '')
}

/** `str.count(part)`: matches do not overlap. */
export function countOf(text: string, part: string): number {
  return text.split(part).length - 1
}

/** `len(str)`: code points. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

// The four separators 1C to 1F are white space to Python.
// oxlint-disable-next-line no-control-regex
const blanks = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

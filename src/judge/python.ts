/** What the rules of the trainers mean by their Python, where JavaScript would count otherwise. */

/** What parts words in `str.split()`: what Python takes for white space, which is not all that `\s` is. */
export function isBlank(code: number): boolean {
  if (code > 0x20 && code < 0x85) return false
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13) || code >= 0x1c
  return others.has(code)
}

/** `str.count(part)`: matches do not overlap. */
export function countOf(text: string, part: string): number {
  let count = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++
  return count
}

/** `len(str)`: code points. */
export function lengthOf(text: string): number {
  let length = text.length
  if (!/[\ud800-\udbff]/.test(text)) return length
  for (let at = 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0xdc00 || code > 0xdfff) continue
    const before = text.charCodeAt(at - 1)
    if (before >= 0xd800 && before <= 0xdbff) length--
  }
  return length
}

const others = new Set([
  0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
])

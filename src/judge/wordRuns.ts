import { isBlank } from './python.ts'

/*
 * Words and runs of words, counted in tables of numbers: thousands of long texts are checked at once, and a string for
 * each word and run would take most of the time. A table's slot has a number plus one, or 0 where it is free.
 */

/** The words of a text, as Python parts them, each by a number: the same word has the same. */
export function wordNumbers(text: string): Int32Array {
  const { length } = text
  const codes = new Uint16Array(length)
  let most = 0
  let before = true
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    const blank = isBlank(code)
    // No word has a blank in it, so that one sign can stand for all of them.
    codes[at] = blank ? space : code
    if (before && !blank) most++
    before = blank
  }
  const found = new Int32Array(most)
  const starts = new Int32Array(most)
  const ends = new Int32Array(most)
  const slots = tableFor(most)
  const mask = slots.length - 1
  let count = 0
  let different = 0
  for (let at = 0; at < length; at++) {
    const from = at
    let hash = 0
    for (let code = codes[at] ?? space; code !== space; code = codes[++at] ?? space)
      hash = Math.imul(hash ^ code, 0x01000193)
    if (at === from) continue
    let slot = mixed(hash) & mask
    for (; ; slot = (slot + 1) & mask) {
      const known = (slots[slot] ?? 0) - 1
      if (known < 0) break
      const start = starts[known] ?? 0
      if ((ends[known] ?? 0) - start === at - from && sameRun(codes, start, from, at - from)) break
    }
    if (slots[slot] === 0) {
      starts[different] = from
      ends[different] = at
      slots[slot] = ++different
    }
    found[count++] = (slots[slot] ?? 0) - 1
  }
  return found
}

const space = 0x20

/** How many runs of so many words there are, and how many different ones. */
export function countRuns(
  words: Int32Array,
  size: number,
): { readonly total: number; readonly different: number } {
  const total = Math.max(0, words.length - size + 1)
  const slots = tableFor(total)
  const mask = slots.length - 1
  let different = 0
  for (let from = 0; from < total; from++) {
    let hash = 0
    for (let at = from; at < from + size; at++) hash = Math.imul(hash ^ (words[at] ?? 0), 0x9e3779b1)
    let slot = mixed(hash) & mask
    for (; ; slot = (slot + 1) & mask) {
      const known = (slots[slot] ?? 0) - 1
      if (known < 0) {
        slots[slot] = from + 1
        different++
        break
      }
      if (sameRun(words, known, from, size)) break
    }
  }
  return { total, different }
}

/** At least twice as many slots as there can be entries. */
function tableFor(most: number): Int32Array {
  return new Int32Array(2 ** Math.max(4, 33 - Math.clz32(most)))
}

function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return once ^ (once >>> 13)
}

function sameRun(list: Int32Array | Uint16Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (list[a + at] !== list[b + at]) return false
  return true
}

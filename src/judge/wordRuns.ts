import { isBlank } from './python.ts'

/**
 * How many runs of so many words a text has, words as Python parts them, and how many different ones.
 *
 * Thousands of long texts are checked at once, and a string for each word and run would take most of the time. So a word,
 * and a run, is known by 63 bits: that two among ten thousand have the same by chance happens in one of 10^11 texts.
 */
export function countRuns(
  text: string,
  size: number,
): { readonly total: number; readonly different: number } {
  const { ones, twos, count } = wordHashes(text)
  const total = Math.max(0, count - size + 1)
  // A slot has the two halves of a run, or zeroes where it is free; at least twice as many as there can be runs.
  const slots = new Int32Array(2 ** Math.max(5, 34 - Math.clz32(total)))
  const mask = slots.length - 2
  let different = 0
  for (let from = 0; from < total; from++) {
    let one = 1
    let two = 1
    for (let at = from; at < from + size; at++) {
      one = (Math.imul(one, 0x9e3779b1) + (ones[at] ?? 0)) | 0
      two = (Math.imul(two, 0x2c1b3c6d) + (twos[at] ?? 0)) | 0
    }
    two |= 1
    let slot = ((one ^ (one >>> 15)) << 1) & mask
    while (slots[slot + 1] !== 0 && (slots[slot] !== one || slots[slot + 1] !== two)) slot = (slot + 2) & mask
    if (slots[slot + 1] !== 0) continue
    slots[slot] = one
    slots[slot + 1] = two
    different++
  }
  return { total, different }
}

/** Two halves of 64 bits for each word. */
function wordHashes(text: string) {
  const { length } = text
  const most = (length + 1) >> 1
  const [ones, twos] = [new Int32Array(most), new Int32Array(most)]
  let count = 0
  let one = seed
  let two = seed
  let inWord = false
  for (let at = 0; at <= length; at++) {
    const code = at < length ? text.charCodeAt(at) : space
    if ((code > space && code < 0x85) || !isBlank(code)) {
      one = Math.imul(one ^ code, 0x01000193)
      two = Math.imul(two ^ code, 0x5bd1e995)
      inWord = true
    } else if (inWord) {
      ones[count] = one
      twos[count++] = two
      one = seed
      two = seed
      inWord = false
    }
  }
  return { ones, twos, count }
}

const space = 0x20
/** So that a word of zeroes is not like none. */
const seed = 0x9dc5

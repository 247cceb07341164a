/**
 * A word, told apart from others by a number: cheaper than a string of its own for each word of a long text. Words that
 * a rule asks of are counted from 1, so that what is known of them stands in arrays; all others are below zero.
 */
export type Word = number

/** So many words can be known. */
export const mostKnown = 2048

// Known words by the last bits of their spellings; where another stands there, at the next free place.
const places = 2 * mostKnown
const spellings = new Int32Array(places)
const numbers = new Uint16Array(places)
let count = 0

/** The number of the word that is spelled so, by a hash of its letters. */
export function numbered(spelling: number): Word {
  const unknown = spelling | unknownBit
  return numbers[placeOf(unknown)] || unknown
}

/** The number of a word from now on. Rules ask for theirs when they are loaded, before anything is read. */
export function known(word: Word): Word {
  if (word >= 0) return word
  const place = placeOf(word)
  if (numbers[place] !== 0) return numbers[place] ?? 0
  if (++count === mostKnown) throw new Error('more words than can be known')
  spellings[place] = word
  numbers[place] = count
  return count
}

function placeOf(unknown: Word): number {
  let place = unknown & (places - 1)
  while (numbers[place] !== 0 && spellings[place] !== unknown) place = (place + 1) & (places - 1)
  return place
}

const unknownBit = 1 << 31

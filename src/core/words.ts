import { isDigit, isLetter, isWide } from './characters.ts'

/** A word, told apart from others by a number: cheaper than a string of its own for each word of a long text. */
export type Word = number

/**
 * The words of a text in small letters; "let's" is "let us", a Chinese or Japanese character is a word of its own. At
 * most `most` of them.
 */
export function wordsOf(text: string, most: number): Word[] {
  const words: Word[] = []
  for (let at = 0; at < text.length && words.length < most;) {
    const code = text.charCodeAt(at++)
    const first = folded(code)
    if (first === 0) {
      if (isWide(code)) words.push(more(seed, code))
      continue
    }
    let word = more(seed, first)
    for (; at < text.length; at++) {
      const next = text.charCodeAt(at)
      const letter = folded(next)
      if (letter !== 0) word = more(word, letter)
      else if (isApostrophe(next) && isLetter(text.charCodeAt(at + 1))) word = more(word, 39)
      else break
    }
    if (word === lets) words.push(letWord, usWord)
    else words.push(word)
  }
  return words
}

/** The first word of a text, such as a name in a list of words. */
export function wordOf(text: string): Word {
  return wordsOf(text, 1)[0] ?? 0
}

export function setOf(words: string): ReadonlySet<Word> {
  return new Set(words.split(' ').map(wordOf))
}

const seed = 0x811c9dc5 | 0

function more(word: Word, code: number): Word {
  return Math.imul(word ^ code, 16777619)
}

/** A letter made small, or a digit; 0 for all else. */
function folded(code: number): number {
  if (code < 128) return foldedAscii[code] ?? 0
  return isLetter(code) ? small(code) : 0
}

/** ASCII, Latin-1 and Cyrillic capitals made small. */
function small(code: number): number {
  if (code < 65 || (code > 90 && code < 0xc0)) return code
  if (code <= 90 || code <= 0xde || (code >= 0x410 && code <= 0x42f)) return code + 32
  return code
}

const foldedAscii = Uint8Array.from({ length: 128 }, (_, code) =>
  isLetter(code) || isDigit(code) ? small(code) : 0,
)

function isApostrophe(code: number): boolean {
  return code === 39 || code === 0x2019
}

const letWord = spelled('let')
const usWord = spelled('us')
const lets = spelled("let's")

function spelled(text: string): Word {
  let word = seed
  for (let at = 0; at < text.length; at++) word = more(word, text.charCodeAt(at))
  return word
}

import { mayBreakIn, mayTakeBack } from './boundary.ts'
import { isPlain } from './characters.ts'

// These loop, and stand apart from what belongs to one stream: code that the engine compiles in the middle of a loop holds
// on to the functions of that stream, and with any other one is entered, and left again, at every call.

/** Writes the units of a text into `units`, from `to` on. */
export function copyUnits(text: string, units: Uint16Array, to: number) {
  for (let index = 0; index < text.length; index++) units[to + index] = text.charCodeAt(index)
}

/** Where words in the middle of a sentence, which begin at `from`, may end it; at most `to`. */
export function endOfWords(units: Uint16Array, from: number, to: number): number {
  for (let at = from + 1; at < to; at++) {
    const code = units[at] ?? 0
    if (code >= 128) return at
    const pass = passing[code]
    if (pass !== always && (pass === never || (units[at - 1] === 32 && mayCut(code, units, at)))) return at
  }
  return to
}

/** Whether a sentence may be cut at a word that begins with `code`. */
export function mayCut(code: number, units: Uint16Array, at: number): boolean {
  return mayBreakIn(code) || mayTakeBack(code, units[at - 2] ?? 0)
}

const never = 0
const always = 1
const withinWord = 2
/** What passes in the middle of a sentence. */
const passing = Uint8Array.from({ length: 128 }, (_, code) => {
  if (mayBreakIn(code) || mayTakeBack(code, 44)) return withinWord
  return code === 32 || isPlain(code) ? always : never
})

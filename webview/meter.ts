import { firstIndex } from '../src/base/firstIndex.ts'
import { estimateTokens } from '../src/base/tokens.ts'

/** Estimates the tokens of a growing text, reading each part of it once. */
export interface Meter {
  /** Of the whole text. */
  measure(text: string): number
  /** Of the text before `offset`; parts add up to the whole. */
  upTo(offset: number): number
}

/** Units after which an estimate is settled; within them it is spread evenly. */
const stretch = 400

export function createMeter(): Meter {
  let seen = ''
  let ends: number[] = []
  let sums: number[] = []
  let total = 0
  return { measure, upTo }

  function measure(text: string): number {
    if (text === seen) return total
    if (!goesOn(text, seen)) {
      ends = []
      sums = []
    }
    seen = text
    settle()
    total = (sums.at(-1) ?? 0) + estimateTokens(text, ends.at(-1) ?? 0)
    return total
  }

  function upTo(offset: number): number {
    const next = firstIndex(ends.length, (index) => (ends[index] ?? 0) > offset)
    const [from, before] = [ends[next - 1] ?? 0, sums[next - 1] ?? 0]
    const [to, after] = [ends[next] ?? seen.length, sums[next] ?? total]
    return to > from ? before + ((after - before) * (offset - from)) / (to - from) : before
  }

  /** Cuts at white space, so that no word is counted twice. */
  function settle() {
    for (let from = ends.at(-1) ?? 0; seen.length - from > 2 * stretch;) {
      const space = seen.slice(from + stretch, from + 2 * stretch).search(/\s/)
      const to = from + stretch + Math.max(0, space)
      sums.push((sums.at(-1) ?? 0) + estimateTokens(seen, from, to))
      ends.push(to)
      from = to
    }
  }
}

/** Of English and code. */
const unitsAToken = 4

/** Goes by lengths alone. */
export function createRoughMeter(): Meter {
  const upTo = (offset: number) => offset / unitsAToken
  return { measure: (text) => Math.ceil(upTo(text.length)), upTo }
}

/** Whether a text begins with another, by its end: to compare all of it would cost more than the rest. */
function goesOn(text: string, seen: string): boolean {
  const from = Math.max(0, seen.length - 200)
  return text.slice(from, seen.length) === seen.slice(from)
}

import { sha256 } from '../base/sha256.ts'

/**
 * Where in a reasoning a judged step stands, in a way that outlives another cut of it into steps: by its own first
 * words, its length, and a hash of it with what stands around it. `at` only says where to look first.
 */
export interface Anchor {
  readonly quote: string
  /** UTF-16 units. */
  readonly at: number
  readonly length: number
  readonly hash: string
}

export interface Range {
  readonly from: number
  readonly to: number
}

export function anchorOf(reasoning: string, { from, to }: Range): Anchor {
  return {
    quote: wholeCharacters(reasoning.slice(from, Math.min(to, from + quoted))),
    at: from,
    length: to - from,
    hash: hashAt(reasoning, from, to - from),
  }
}

/**
 * Where it stands now: where it stood if the words are there; else where its surroundings are the same too; else the
 * place nearest to where it stood. Undefined where its words are gone.
 */
export function findAnchor(reasoning: string, { quote, at, length, hash }: Anchor): Range | undefined {
  if (quote === '') return undefined
  const rangeAt = (from: number) => ({ from, to: Math.min(reasoning.length, from + length) })
  const isThere = reasoning.startsWith(quote, at)
  if (isThere && hashAt(reasoning, at, length) === hash) return rangeAt(at)
  const places = placesOf(quote, reasoning)
  const same = places.length < tried ? places.filter((from) => hashAt(reasoning, from, length) === hash) : []
  if (isThere && same.length === 0) return rangeAt(at)
  const near = (some: readonly number[]) =>
    some.reduce<number | undefined>(
      (a, b) => (a === undefined || Math.abs(b - at) < Math.abs(a - at) ? b : a),
      undefined,
    )
  const found = near(same) ?? near(places)
  return found === undefined ? undefined : rangeAt(found)
}

/** So much of a step is written down to know it by; so much around it belongs to its hash. */
const quoted = 120
const around = 40
/** A quote that stands in more places than this is told by its place only. */
const tried = 500

function placesOf(quote: string, reasoning: string): readonly number[] {
  const places: number[] = []
  for (let from = reasoning.indexOf(quote); from >= 0; from = reasoning.indexOf(quote, from + quote.length))
    places.push(from)
  return places
}

function hashAt(reasoning: string, from: number, length: number): string {
  const whole = reasoning.slice(Math.max(0, from - around), from + length + around)
  return sha256(whole.replace(/\s+/g, ' ').trim()).slice(0, 16)
}

/** Half a character would not survive a file. */
function wholeCharacters(text: string): string {
  return /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
}

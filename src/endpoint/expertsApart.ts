import { parseJson } from '../base/json.ts'
import { createBase64, type Pieces } from './base64.ts'

/** What is taken out of a stream's text, and put back into what is parsed of it. */
export interface ExpertsApart {
  /** The text without: a number stands in its place. */
  push(text: string): string
  /** What is still held back when no more comes. */
  end(): string
  /** Parses JSON, with the bytes in their place. */
  parse(text: string): unknown
}

/** Shorter ones (UTF-16 units) stay where they are. */
const long = 2 ** 16

/**
 * Which experts worked may be a hundred million letters of one event: they are decoded as they come, so that the thread is
 * never held up by all of them at once. Any cut of the text gives the same.
 */
export function createExpertsApart(least = long): ExpertsApart {
  const taken: (Pieces & { readonly toJSON: () => string })[] = []
  let passed = '' // what may be the beginning of a name
  let held: ReturnType<typeof createHeld> | undefined

  return {
    push,
    end: () => held?.text() ?? '',
    parse(text) {
      if (taken.length === 0) return parseJson(text)
      try {
        return JSON.parse(text, putBack) as unknown
      } catch {
        return undefined
      }
    },
  }

  function push(text: string): string {
    let out = ''
    for (let rest = text; ;) {
      const begin = held ? 0 : beginIn(rest)
      out += rest.slice(0, begin)
      rest = rest.slice(begin)
      if (!held) return out
      const other = rest.search(/[^A-Za-z0-9+/=]/)
      held.push(other < 0 ? rest : rest.slice(0, other))
      if (other < 0) return out
      out += held.text() ?? placeOf(held.pieces())
      held = undefined
      rest = rest.slice(other)
    }
  }

  function placeOf(pieces: Pieces): string {
    const name = `#${taken.length}`
    taken.push({ ...pieces, toJSON: () => name })
    return name
  }

  /** Where the letters begin; the end of the text where none do. */
  function beginIn(text: string): number {
    const before = passed.length
    const looked = passed + text
    for (const { index, 0: found } of looked.matchAll(opening)) {
      const begin = index + found.length - before
      if (begin <= 0) continue
      passed = ''
      held = createHeld(least)
      return begin
    }
    passed = looked.slice(-longestOpening)
    return text.length
  }

  function putBack(key: string, value: unknown): unknown {
    const [, number] = key === 'routed_experts' && typeof value === 'string' ? (place.exec(value) ?? []) : []
    return number === undefined ? value : (taken[Number(number)] ?? value)
  }
}

const opening = /"routed_experts"\s{0,8}:\s{0,8}"/g
const longestOpening = 40
/** No letters of base64: where others followed, this is none. */
const place = /^#(\d+)$/

/** Letters as a text while they are few, else decoded. */
function createHeld(least: number) {
  const base64 = createBase64()
  let text: string | undefined = ''
  return {
    push(letters: string) {
      if (text === undefined) return base64.push(letters)
      text += letters
      if (text.length < least) return
      base64.push(text)
      text = undefined
    },
    text: () => text,
    pieces: () => base64.pieces(),
  }
}

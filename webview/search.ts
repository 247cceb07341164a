import { firstIndex } from '../src/base/firstIndex.ts'

/** Where the words that are looked for stand: in UTF-16 units of the reasoning, or of the answer. */
export interface Match {
  readonly where: 'reasoning' | 'answer'
  readonly from: number
  readonly to: number
}

export interface Found {
  /** In the order of reading: the reasoning, then the answer. */
  readonly matches: readonly Match[]
  /** Where those of the reasoning begin. */
  readonly offsets: readonly number[]
  /** There are more, which nobody would walk through. */
  readonly more: boolean
}

export const nothingFound: Found = { matches: [], offsets: [], more: false }

/** More are not looked for in one text. */
const most = 2000

/**
 * What finds a query, in the text as it came and as it is shown: small and capital letters are alike, and so is all
 * white space; marks of Markdown may stand around words. `undefined` where there is nothing to look for.
 */
export function patternOf(query: string): RegExp | undefined {
  const parts = query.trim().match(/[\p{L}\p{N}]+|\s+|./gu)
  if (!parts) return undefined
  const marks = '[*_`]*'
  let source = ''
  for (const [index, part] of parts.entries()) {
    if (/^\s/.test(part)) source += `${marks}\\s+${marks}`
    else
      source +=
        (index > 0 && !source.endsWith(marks) ? marks : '') + part.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&')
  }
  return new RegExp(source, 'gi')
}

/** Searches a growing text again and again, reading each part of it once for each query. */
export function createSearch(): (query: string, reasoning: string, answer: string) => Found {
  const inReasoning = createSearcher('reasoning')
  const inAnswer = createSearcher('answer')
  let last: {
    readonly reasoning: readonly Match[]
    readonly answer: readonly Match[]
    readonly found: Found
  } = {
    reasoning: [],
    answer: [],
    found: nothingFound,
  }
  return (query, reasoning, answer) => {
    const [first, second] = [inReasoning(query, reasoning), inAnswer(query, answer)]
    if (last.reasoning !== first || last.answer !== second) {
      const found: Found = {
        matches: first.concat(second),
        offsets: last.reasoning === first ? last.found.offsets : first.map(({ from }) => from),
        more: first.length === most || second.length === most,
      }
      last = { reasoning: first, answer: second, found }
    }
    return last.found
  }
}

function createSearcher(where: Match['where']): (query: string, text: string) => readonly Match[] {
  let asked = ''
  let seen = ''
  let pattern: RegExp | undefined
  let found: readonly Match[] = []
  return (query, text) => {
    if (query === asked && text === seen) return found
    const grew = query === asked && text.startsWith(seen)
    if (!grew) {
      pattern = patternOf(query)
      found = []
    }
    // A match may have begun in what was there before, and end only now.
    const from = Math.max(found.at(-1)?.to ?? 0, grew ? seen.length - 3 * query.length - 16 : 0)
    asked = query
    seen = text
    const fresh = pattern ? search(pattern, text, from, most - found.length) : []
    if (fresh.length > 0) found = found.concat(fresh)
    return found
  }

  function search(pattern: RegExp, text: string, from: number, room: number): readonly Match[] {
    const matches: Match[] = []
    pattern.lastIndex = from
    while (matches.length < room) {
      const match = pattern.exec(text)
      if (!match) break
      matches.push({ where, from: match.index, to: match.index + match[0].length })
    }
    return matches
  }
}

/** The place of a match among all; −1 where it is none of them. */
export function placeOf({ matches }: Found, match: Match | null): number {
  if (!match) return -1
  const place = firstAfter(matches, match)
  const there = matches[place]
  return there?.where === match.where && there.from === match.from ? place : -1
}

/** The next match, or the one before, round about; from `here` in the reasoning where one is at none. */
export function matchBeside(found: Found, at: Match | null, by: 1 | -1, here: number): Match | undefined {
  const { matches } = found
  const place = placeOf(found, at)
  const start = at ?? { where: 'reasoning' as const, from: here }
  const after = firstAfter(matches, start)
  const to = place >= 0 ? place + by : by > 0 ? after : after - 1
  return matches[(to + matches.length) % Math.max(1, matches.length)]
}

/** How many matches of the reasoning begin in `[from, to)`. */
export function countIn({ offsets }: Found, from: number, to: number): number {
  return (
    firstIndex(offsets.length, (index) => (offsets[index] ?? 0) >= to) -
    firstIndex(offsets.length, (index) => (offsets[index] ?? 0) >= from)
  )
}

function firstAfter(matches: readonly Match[], { where, from }: Pick<Match, 'where' | 'from'>): number {
  return firstIndex(matches.length, (index) => {
    const match = matches[index]
    if (!match || match.where === where) return (match?.from ?? 0) >= from
    return match.where === 'answer'
  })
}

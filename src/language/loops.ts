import type { ParsedTurn } from './parsed.ts'
import type { Range } from '../traces/place.ts'

/** A stretch of reasoning that says the same again and again. */
export interface Loop {
  /** From the second time on. */
  readonly range: Range
  readonly times: number
}

/** So many statements at most make one round. */
const longestRound = 24
const fewestTimes = 3
/** Shorter ones, such as a row of “Hmm.”, are no loop. */
const fewestUnits = 160

/** Statements that come in the same order at least three times, one round right after the other. */
export function loopsIn({ steps, reasoning, range }: ParsedTurn): readonly Loop[] {
  const spans = steps.flatMap(({ level, span }) => (level === 'statement' ? [span] : []))
  const words = spans.map(({ from, to }) => normal(reasoning.slice(from, to)))
  const found: Loop[] = []
  let index = 0
  while (index < words.length) {
    const loop = loopAt(words, index)
    const begin = loop && spans[index + loop.round]
    const end = loop && spans[index + loop.round * loop.times - 1]
    if (!loop || !begin || !end || end.to - begin.from < fewestUnits) {
      index++
      continue
    }
    const text = reasoning.slice(begin.from, end.to)
    found.push({
      range: range('reasoning', begin.from, begin.from + text.trimEnd().length),
      times: loop.times,
    })
    index += loop.round * loop.times
  }
  return found
}

/** The shortest round that begins at a statement and comes often enough. */
function loopAt(words: readonly string[], index: number): { round: number; times: number } | undefined {
  for (let round = 1; round <= longestRound; round++) {
    if (words[index] !== words[index + round]) continue
    let same = 0
    while (index + same + round < words.length && words[index + same] === words[index + same + round]) same++
    const times = Math.floor(same / round) + 1
    if (times >= fewestTimes) return { round, times }
  }
  return undefined
}

/** Numbers count: to compute in steps is no loop. */
function normal(statement: string): string {
  return statement
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}=+\-*/<>]+/gu, ' ')
    .trim()
}

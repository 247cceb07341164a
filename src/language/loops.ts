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
  const numbers = new Map<string, number>()
  const said = spans.map(({ from, to }) => {
    const text = reasoning.slice(from, to).trim()
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  })
  const found: Loop[] = []
  let index = 0
  while (index < said.length) {
    const loop = loopAt(said, index)
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
function loopAt(said: readonly number[], index: number): { round: number; times: number } | undefined {
  for (let round = 1; round <= longestRound; round++) {
    if (said[index] !== said[index + round]) continue
    let same = 0
    while (index + same + round < said.length && said[index + same] === said[index + same + round]) same++
    const times = Math.floor(same / round) + 1
    if (times >= fewestTimes) return { round, times }
  }
  return undefined
}

import type { Step } from './step.ts'
import type { Span } from './text.ts'

/** A stretch of reasoning that says the same again and again. */
export interface Loop {
  /** From the second time on. */
  readonly span: Span
  readonly times: number
}

/** So many statements at most make one round. */
const longestRound = 24
const fewestTimes = 3
/** Shorter ones, such as a row of “Hmm.”, are no loop. */
const fewestUnits = 160

/** Statements that come in the same order at least three times, one round right after the other. */
export function loopsIn(steps: readonly Step[], reasoning: string): readonly Loop[] {
  const spans = statementsOf(steps)
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
    const from = index
    const rounds = roundsOf(said.length - from, (a, b) => said[from + a] === said[from + b])
    const loop = rounds && loopOver(spans.slice(from, from + rounds.length * rounds.times), rounds)
    if (loop) found.push(loop)
    index += loop ? rounds.length * rounds.times : 1
  }
  return found
}

/** The loop that a thought has come to at its end. The last statement may still grow, and counts for nothing. */
export function loopAtEnd(steps: readonly Step[], reasoning: string): Loop | undefined {
  const spans = statementsOf(steps).slice(0, -1)
  const last = spans.length - 1
  const said = (back: number) => {
    const { from, to } = spans[last - back] ?? { from: 0, to: 0 }
    return reasoning.slice(from, to).trim()
  }
  const rounds = roundsOf(spans.length, (a, b) => said(a) === said(b))
  return rounds && loopOver(spans.slice(-rounds.length * rounds.times), rounds)
}

function statementsOf(steps: readonly Step[]): readonly Span[] {
  return steps.flatMap(({ level, span }) => (level === 'statement' ? [span] : []))
}

function loopOver(spans: readonly Span[], { length, times }: Rounds): Loop | undefined {
  const second = spans[length]
  const last = spans.at(-1)
  if (!second || !last || last.to - second.from < fewestUnits) return undefined
  return { span: { from: second.from, to: last.to }, times }
}

interface Rounds {
  /** Of one, in statements. */
  readonly length: number
  readonly times: number
}

/** The shortest round that comes often enough from the first of so many statements on. */
function roundsOf(count: number, isSame: (a: number, b: number) => boolean): Rounds | undefined {
  for (let length = 1; length <= longestRound && length < count; length++) {
    let same = 0
    while (same + length < count && isSame(same, same + length)) same++
    const times = Math.floor(same / length) + 1
    if (times >= fewestTimes) return { length, times }
  }
  return undefined
}

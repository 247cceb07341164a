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
    const rounds = roundsOf((a, b) => said[from + b] !== undefined && said[from + a] === said[from + b])
    const units = rounds ? rounds.length * rounds.times : 1
    const loop = rounds && loopOver(spans[from + rounds.length], spans[from + units - 1], rounds.times)
    if (loop) found.push(loop)
    index += loop ? units : 1
  }
  return found
}

/**
 * The loop that a thought has come to at its end. The last statement may still grow, and counts for nothing. No further
 * back is looked than it goes: this is asked whenever a thought has grown.
 */
export function loopAtEnd(steps: readonly Step[], reasoning: string): Loop | undefined {
  const spanOf = fromLast(steps)
  const said = (back: number) => {
    const span = spanOf(back + 1)
    return span && reasoning.slice(span.from, span.to).trim()
  }
  const rounds = roundsOf((a, b) => said(b) !== undefined && said(a) === said(b))
  return rounds && loopOver(spanOf(rounds.length * (rounds.times - 1)), spanOf(1), rounds.times)
}

function statementsOf(steps: readonly Step[]): readonly Span[] {
  return steps.flatMap(({ level, span }) => (level === 'statement' ? [span] : []))
}

/** The statements by their place from the end, the last at 0. */
function fromLast(steps: readonly Step[]): (place: number) => Span | undefined {
  const found: Span[] = []
  let next = steps.length - 1
  return (place) => {
    for (; found.length <= place && next >= 0; next--) {
      const step = steps[next]
      if (step?.level === 'statement') found.push(step.span)
    }
    return found[place]
  }
}

function loopOver(second: Span | undefined, last: Span | undefined, times: number): Loop | undefined {
  if (!second || !last || last.to - second.from < fewestUnits) return undefined
  return { span: { from: second.from, to: last.to }, times }
}

interface Rounds {
  /** Of one, in statements. */
  readonly length: number
  readonly times: number
}

/** The shortest round that comes often enough; `isSame` says whether two statements are there and say the same. */
function roundsOf(isSame: (a: number, b: number) => boolean): Rounds | undefined {
  for (let length = 1; length <= longestRound; length++) {
    let same = 0
    while (isSame(same, same + length)) same++
    const times = Math.floor(same / length) + 1
    if (times >= fewestTimes) return { length, times }
  }
  return undefined
}

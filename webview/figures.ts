import type { Step } from '../src/core/step.ts'
import type { Tick, TurnValue } from '../src/core/turn.ts'

/** Numbers of a turn as far as it has come. */
export interface Figures {
  readonly tokens: number
  readonly reasoningTokens: number
  readonly answerTokens: number
  readonly estimated: boolean
  /** While text came. */
  readonly tokensPerSecond: number | undefined
  /** Of a step. */
  of(step: Step): { readonly tokens: number; readonly seconds: number | undefined; readonly share: number }
}

export function figuresOf(value: TurnValue): Figures {
  const { usage, reasoning, answer, timeline, times } = value
  const estimate = (length: number) => Math.round(length / 3.8)
  const completion = usage.completion
  const reasoningTokens = usage.reasoning ?? estimate(reasoning.length)
  const tokens = completion ?? reasoningTokens + estimate(answer.length)
  const answerTokens = Math.max(0, tokens - reasoningTokens)
  const writing = times.firstText === undefined ? 0 : (times.ended ?? times.latest) - times.firstText
  return {
    tokens,
    reasoningTokens,
    answerTokens,
    estimated: completion === undefined,
    tokensPerSecond: writing > 500 ? (tokens * 1000) / writing : undefined,
    of({ span }) {
      const share = reasoning.length > 0 ? (span.to - span.from) / reasoning.length : 0
      const first = timeline.length > 0 ? timeAt(timeline, span.from, times.firstText ?? 0) : undefined
      return {
        tokens: Math.round(share * reasoningTokens),
        seconds: first === undefined ? undefined : (timeAt(timeline, span.to, first) - first) / 1000,
        share,
      }
    },
  }
}

/** When the text had grown to `offset`, in milliseconds. */
function timeAt(timeline: readonly Tick[], offset: number, fallback: number): number {
  let low = 0
  let high = timeline.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((timeline[middle]?.offset ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return offset === 0 ? fallback : ((timeline[low] ?? timeline.at(-1))?.at ?? fallback)
}

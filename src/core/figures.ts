import { firstIndex } from '../base/firstIndex.ts'
import { generatedTokens } from '../base/prices.ts'
import { estimateTokens } from '../base/tokens.ts'
import type { Span } from './text.ts'
import type { Tick, TurnValue } from './turn.ts'

/** What a part of the reasoning took. */
export interface Figures {
  readonly tokens: number
  /** Counted by characters, since the server has not said how many there were. */
  readonly estimated: boolean
  /** Absent where it is not known when the text came. */
  readonly seconds?: number
}

/**
 * Tokens and seconds of a span of the reasoning: its share of the characters in what the server counted, and the time
 * in which it was written.
 */
export function figuresOf(span: Span, value: TurnValue): Figures {
  return { ...tokensOf(span, value), ...secondsOf(span, value) }
}

/** What a turn has taken so far. */
export interface TurnFigures {
  /** All that was generated so far, reasoning and answer. */
  readonly tokens: number
  readonly estimated: boolean
  /** While text came, from the first to the last; absent until it can be told. */
  readonly tokensPerSecond?: number
  /** Seconds from asking to the first text. */
  readonly firstText?: number
  /** Seconds from asking to the end, or to `now`. */
  readonly elapsed: number
}

/** Figures of a whole turn; `now` in milliseconds since the question was sent, for a turn that has not ended. */
export function turnFigures(value: TurnValue, now: number): TurnFigures {
  const { times } = value
  const generated = generatedTokens(value.usage)
  const tokens = generated ?? estimateTokens(value.reasoning) + estimateTokens(value.answer)
  const seconds = times.firstText === undefined ? 0 : (times.latest - times.firstText) / 1000
  return {
    tokens,
    estimated: generated === undefined,
    ...(seconds > 0 && tokens > 0 && { tokensPerSecond: tokens / seconds }),
    ...(times.firstText !== undefined && { firstText: times.firstText / 1000 }),
    elapsed: (times.ended ?? Math.max(now, times.latest)) / 1000,
  }
}

function tokensOf({ from, to }: Span, value: TurnValue): Pick<Figures, 'tokens' | 'estimated'> {
  const { reasoning, answer, usage } = value
  const length = to - from
  if (usage.reasoning) {
    return { tokens: share(length, reasoning.length, usage.reasoning), estimated: false }
  }
  const generated = generatedTokens(value.usage)
  if (generated !== undefined) {
    return { tokens: share(length, reasoning.length + answer.length, generated), estimated: false }
  }
  return { tokens: estimateTokens(reasoning.slice(from, to)), estimated: true }
}

function share(part: number, whole: number, count: number): number {
  return whole > 0 ? Math.round((part / whole) * count) : 0
}

/** Absent where it is not known when the text came, or where it came at once. */
export function secondsOf({ from, to }: Span, value: TurnValue): Pick<Figures, 'seconds'> {
  const [first] = value.timeline
  if (!first || endOf(value).at <= first.at) return {}
  return { seconds: Math.max(0, writtenAt(to, value) - writtenAt(from, value)) / 1000 }
}

/** When the reasoning had come so far (milliseconds since the question was sent), where it is known when it came. */
export function writtenAt(offset: number, value: TurnValue): number {
  return timeAt(offset, value.timeline, endOf(value))
}

function endOf({ times, reasoning }: TurnValue): Tick {
  return { offset: reasoning.length, at: times.firstAnswer ?? times.latest }
}

function timeAt(offset: number, timeline: readonly Tick[], last: Tick): number {
  const next = firstIndex(timeline.length, (index) => (timeline[index]?.offset ?? 0) > offset)
  const before = timeline[next - 1]
  if (!before) return timeline[0]?.at ?? last.at
  const after = timeline[next] ?? last
  if (after.offset <= before.offset) return before.at
  const passed = Math.min(1, (offset - before.offset) / (after.offset - before.offset))
  return before.at + passed * (after.at - before.at)
}

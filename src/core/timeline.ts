import type { Tick } from './turn.ts'

export interface Timeline {
  /** Something happens at `at`, before which the reasoning had grown to `offset`. */
  note(offset: number, at: number): void
  /** Whether there are ticks that `take` has not given. */
  grown(): boolean
  /** The ticks since the last call. */
  take(): readonly Tick[]
  all(): readonly Tick[]
}

/** Milliseconds between ticks. */
const interval = 50

/** Begins after the ticks `before`, which count as taken. */
export function createTimeline(before: readonly Tick[] = []): Timeline {
  const ticks: Tick[] = [...before]
  let latest = before.at(-1)?.at ?? -Infinity
  let taken = before.length
  return {
    note(offset, at) {
      if (at - latest < interval) return
      ticks.push({ offset, at })
      latest = at
    },
    grown: () => ticks.length > taken,
    take() {
      const fresh = ticks.slice(taken)
      taken = ticks.length
      return fresh
    },
    all: () => ticks.slice(),
  }
}

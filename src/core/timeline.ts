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

export function createTimeline(): Timeline {
  const ticks: Tick[] = []
  let latest = -Infinity
  let taken = 0
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

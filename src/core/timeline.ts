import type { Tick } from './turn.ts'

/** When the reasoning came. */
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
  let fresh: Tick[] = [] // not taken
  return {
    note(offset, at) {
      if (at - latest < interval) return
      const tick = { offset, at }
      ticks.push(tick)
      if (fresh.length === 0) fresh = [tick] // mostly the only one: pushed, it would take the room of seventeen
      else fresh.push(tick)
      latest = at
    },
    grown: () => fresh.length > 0,
    take() {
      const taken = fresh
      fresh = []
      return taken
    },
    all: () => ticks.slice(),
  }
}

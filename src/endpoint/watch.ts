import type { Timeouts } from './profile.ts'

type Stage = keyof Timeouts

/** A server was waited for in vain. */
export class TimeoutFault extends Error {
  readonly stage: Stage

  constructor(stage: Stage) {
    super(`no sign of life (${stage})`)
    this.stage = stage
  }
}

export interface Watch {
  /** Begins a wait, and ends the one before; `giveUp` is called when its limit is over. */
  waitFor(stage: Stage, giveUp: (fault: TimeoutFault) => void): void
  /** Nobody waits now. */
  rest(): void
}

/** What a timer can hold, in milliseconds: 24 days. */
export const longest = 2 ** 31 - 1

/** The first byte is waited for once, through headers and body: a second wait for it goes on with the first one's time. */
export function createWatch(timeouts: Timeouts): Watch {
  let timer: NodeJS.Timeout | undefined
  let firstByteBy: number | undefined
  return {
    waitFor: (stage, giveUp) => {
      clearTimeout(timer)
      const limit = timeouts[stage]
      if (limit === 0) return
      const now = performance.now()
      if (stage === 'firstByte') firstByteBy ??= now + limit
      const wait = stage === 'firstByte' && firstByteBy !== undefined ? firstByteBy - now : limit
      timer = setTimeout(() => giveUp(new TimeoutFault(stage)), Math.max(1, Math.min(wait, longest)))
    },
    rest: () => clearTimeout(timer),
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'

/** Waits so many milliseconds, or until the signal. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** How often, and how long between, in milliseconds; each wait doubles up to the longest. */
interface Patience {
  readonly tries: number
  readonly first: number
  readonly longest: number
}

const few: Patience = { tries: 4, first: 1000, longest: 8000 }
/** A model may take minutes to load. */
const loading: Patience = { tries: 60, first: 2000, longest: 10_000 }
/** A server that asks for a longer wait than this many seconds is left to the user. */
const longestAsked = 60

/**
 * Asks again where the failure says that this may help, as long as nothing of an answer has come. Each wait is told
 * as a delta before it begins; the last failure is passed on.
 */
export async function* withRetries(
  ask: () => AsyncIterable<Delta>,
  signal: AbortSignal,
  pause: Pause = rest,
): AsyncIterable<Delta> {
  for (let tried = 1; ; tried++) {
    const failure = yield* untilRefused(ask())
    if (!failure) return
    const delay = delayBefore(failure, tried)
    if (delay === undefined) {
      yield { kind: 'failed', failure }
      return
    }
    yield { kind: 'waiting', failure, delay }
    await pause(delay, signal)
    if (signal.aborted) return
  }
}

/** Passes deltas on; a failure that is the first of them is held back, for it may be mended by asking again. */
async function* untilRefused(deltas: AsyncIterable<Delta>): AsyncGenerator<Delta, Failure | undefined> {
  let begun = false
  for await (const delta of deltas) {
    if (!begun && delta.kind === 'failed') return delta.failure
    begun = true
    yield delta
  }
  return undefined
}

function delayBefore({ code, retryAfter }: Failure, tried: number): number | undefined {
  const { tries, first, longest } = code === 'loading' ? loading : few
  if (retryAfter === undefined || retryAfter > longestAsked || tried >= tries) return undefined
  const wait = Math.min(longest, first * 2 ** (tried - 1))
  // Many who were refused at once must not come back at once; nobody comes before the server wants it.
  return Math.max(wait / 2, retryAfter * 1000) + (Math.random() * wait) / 2
}

async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal }).catch(() => {})
}

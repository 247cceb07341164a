import { setTimeout as sleep } from 'node:timers/promises'
import type { Delta } from '../base/delta.ts'

/** Milliseconds between two pieces. */
const beat = 40

/**
 * A trace's text as if a server were writing it, in pieces of a few words at `tokensPerSecond` (a word with its space
 * counts as a token and a third).
 */
export async function* play(
  text: string,
  tokensPerSecond: number,
  signal: AbortSignal,
): AsyncIterable<Delta> {
  yield { kind: 'accepted' }
  const words = text.match(/\s*\S+|\s+$/g) ?? []
  const perBeat = (tokensPerSecond * beat) / 1000 / 1.33
  let due = 0
  for (let at = 0; at < words.length && !signal.aborted;) {
    await sleep(beat, undefined, { signal }).catch(() => undefined)
    due += perBeat
    const next = Math.floor(due)
    if (next > at) yield { kind: 'text', channel: 'content', text: words.slice(at, next).join('') }
    at = Math.max(at, next)
  }
  if (signal.aborted) return
  yield { kind: 'finished', reason: 'stop' }
  yield { kind: 'closed' }
}

import type { Delta } from '../base/delta.ts'
import { estimateTokens } from '../base/tokens.ts'
import { createTurn } from '../core/growingTurn.ts'
import type { TurnValue } from '../core/turn.ts'
import type { NewTurn } from '../traces/turns.ts'
import { createRecorder, turnToWrite, type Asked } from './asked.ts'

/** How far a sample is. */
export interface Progress {
  readonly state: 'waiting' | 'thinking' | 'answering'
  /** Estimated. */
  readonly tokens: number
  /** Why its server is asked again. */
  readonly refused?: string
}

export interface Taken {
  readonly value: TurnValue
  /** As it is to be written. */
  readonly turn: NewTurn
}

interface Hearing {
  readonly signal: AbortSignal
  /** `now` tells the sample as far as it has come, to be written. */
  readonly grew?: (progress: Progress, now: () => NewTurn) => void
}

/** Takes one answer to a question; never rejects for what a server does. */
export async function takeSample(
  asked: Omit<Asked, 'at'>,
  deltas: AsyncIterable<Delta>,
  { signal, grew }: Hearing,
): Promise<Taken> {
  const began = new Date()
  const begun = performance.now()
  const elapsed = () => performance.now() - begun
  const turn = createTurn(asked.profile.split)
  const recorder = createRecorder()
  const now = () => turnToWrite({ ...asked, at: began }, turn.value(), recorder.came())
  let tokens = 0
  let state: Progress['state'] = 'waiting'
  grew?.({ state, tokens }, now)
  for await (const delta of deltas) {
    if (signal.aborted) break
    recorder.hear(delta)
    turn.push(delta, elapsed())
    if (delta.kind === 'waiting') grew?.({ state, tokens, refused: delta.failure.message }, now)
    if (!grew || delta.kind !== 'text') continue
    tokens += estimateTokens(delta.text)
    const { kind } = turn.take().state ?? {}
    if (kind === 'thinking' || kind === 'answering') state = kind
    grew({ state, tokens }, now)
  }
  turn.end(signal.aborted ? 'stopped' : 'closed', elapsed())
  return { value: turn.value(), turn: now() }
}

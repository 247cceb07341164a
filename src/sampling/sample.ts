import type { Delta } from '../base/delta.ts'
import { estimateTokens } from '../base/tokens.ts'
import { createTurn, type TurnValue } from '../core/turn.ts'
import { createRecorder, documentText, type Asked } from './asked.ts'

/** How far a sample is. */
export interface Progress {
  readonly state: 'waiting' | 'thinking' | 'answering'
  /** Estimated. */
  readonly tokens: number
}

export interface Taken {
  readonly value: TurnValue
  /** The `.think` document. */
  readonly text: string
}

interface Hearing {
  readonly signal: AbortSignal
  readonly grew?: (progress: Progress) => void
}

/** Takes one answer to a question; never rejects for what a server does. */
export async function takeSample(
  asked: Omit<Asked, 'id' | 'at'>,
  deltas: AsyncIterable<Delta>,
  { signal, grew }: Hearing,
): Promise<Taken> {
  const at = new Date()
  const begun = performance.now()
  const elapsed = () => performance.now() - begun
  const turn = createTurn(asked.profile.split)
  const recorder = createRecorder()
  let tokens = 0
  grew?.({ state: 'waiting', tokens })
  for await (const delta of deltas) {
    if (signal.aborted) break
    recorder.hear(delta)
    turn.push(delta, elapsed())
    if (!grew || delta.kind !== 'text') continue
    tokens += estimateTokens(delta.text)
    grew({ state: delta.channel === 'content' && tokens > 0 ? 'answering' : 'thinking', tokens })
  }
  turn.end(signal.aborted ? 'stopped' : 'closed', elapsed())
  const value = turn.value()
  return { value, text: documentText({ ...asked, id: crypto.randomUUID(), at }, value, recorder.came()) }
}

import type { Delta } from '../../base/delta.ts'
import type { Failure } from '../../base/failure.ts'
import { inEnglish } from '../../base/say.ts'
import { askAt, inquire, type Access, type Outgoing } from '../openai.ts'
import { withRetries, type Pause } from '../retry.ts'
import type { Message } from '../stream.ts'
import type { CutText } from './cut.ts'
import { createSeam } from './seam.ts'
import { NoPrompt, Refused, ways, type WayName } from './ways.ts'

/** What is to go on, and how. */
export interface Continuation {
  /** What was asked, without the answer that was cut. */
  readonly messages: readonly Message[]
  readonly cut: CutText
  readonly way: WayName
}

/**
 * Lets the endpoint go on from a cut: deltas of the text that follows it. Whether text is thought or answer its
 * channel does not tell, as servers file it either way; who goes on knows where it was cut. `sent` is told each request.
 */
export async function* continueStream(
  access: Access,
  { messages, cut, way }: Continuation,
  signal: AbortSignal,
  sent: (request: Outgoing) => void = () => {},
  pause?: Pause,
): AsyncGenerator<Delta> {
  const { profile, say = inEnglish } = access
  const seam = createSeam(profile, cut)
  for await (const delta of withRetries(ask, signal, pause)) {
    if (delta.kind === 'finished' || delta.kind === 'closed' || delta.kind === 'failed') yield* seam.end()
    yield* seam.push(delta)
  }
  yield* seam.end()

  async function* ask(): AsyncGenerator<Delta> {
    const prepared = await prepare()
    if ('failure' in prepared) {
      if (!signal.aborted) yield { kind: 'failed', failure: prepared.failure }
      return
    }
    sent(prepared.request)
    yield* askAt(access, prepared.request, signal)
  }

  /** Some ways ask the server for its prompt first. */
  async function prepare(): Promise<{ readonly request: Outgoing } | { readonly failure: Failure }> {
    try {
      const request = await ways[way].request({ profile, messages, cut }, async (asked) => {
        const told = await inquire(access, asked, signal)
        if ('failure' in told) throw new Refused(told.failure)
        return told.value
      })
      return { request }
    } catch (error) {
      if (error instanceof Refused) return { failure: error.failure }
      if (error instanceof NoPrompt) {
        const message = say('The server does not show the prompt that it makes of a question.')
        return { failure: { code: 'noPrompt', message, action: 'askAgain', detail: '' } }
      }
      throw error
    }
  }
}

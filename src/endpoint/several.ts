import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { askAt, openaiStream, type Access } from './openai.ts'
import { completionsUrl } from './profile.ts'
import { createReplies } from './replies.ts'
import { bodyOfRequest } from './request.ts'
import { withRetries, type Pause } from './retry.ts'
import type { CompletionRequest } from './stream.ts'

/**
 * So many answers to one question, asked for in one request (`n`), each as a stream of its own. It is sent when the first of
 * them is listened to. An answer that the server does not give so, because it refuses `n` or does not heed it, is asked for
 * by itself.
 */
export function severalStreams(
  access: Access,
  request: CompletionRequest,
  count: number,
  signal: AbortSignal,
  pause?: Pause,
): readonly AsyncIterable<Delta>[] {
  const answers = Array.from({ length: count }, createAnswer)
  let asking: Promise<void> | undefined
  return answers.map((answer) => listen(answer))

  async function* listen(answer: Answer): AsyncGenerator<Delta> {
    asking ??= ask()
    yield* answer.deltas()
    await asking
    if (!answer.begun() && !signal.aborted) yield* openaiStream(access, pause)(request, signal)
  }

  /** Never rejects: what a server does comes as deltas. */
  async function ask(): Promise<void> {
    const { profile } = access
    const outgoing = { url: completionsUrl(profile), body: { ...bodyOfRequest(profile, request), n: count } }
    const ways = (asked: Parameters<typeof createReplies>[1]) =>
      createReplies(count, asked, (number, delta) => answers[number]?.hear(delta))
    for await (const delta of withRetries(() => askAt(access, outgoing, signal, ways), signal, pause))
      if (delta.kind === 'waiting' || (delta.kind === 'failed' && !mayBeOfMany(delta.failure)))
        for (const answer of answers) answer.hear(delta)
    for (const answer of answers) answer.end()
  }
}

/** Whether the same question may be taken if one answer is asked for. */
function mayBeOfMany({ code }: Failure): boolean {
  return code === 'badRequest' || code === 'streamError' || code === 'serverError'
}

interface Answer {
  readonly hear: (delta: Delta) => void
  readonly end: () => void
  readonly deltas: () => AsyncGenerator<Delta>
  /** Whether anything of it came, or what there is in place of it. */
  readonly begun: () => boolean
}

/** What was heard waits until somebody takes it. */
function createAnswer(): Answer {
  const waiting: Delta[] = []
  let begun = false
  let finished = false
  let over = false
  let wake = () => {}
  return { hear, end, deltas, begun: () => begun }

  function hear(delta: Delta): void {
    // It is whole, whatever becomes of the others.
    if (finished && delta.kind === 'failed') return
    finished ||= delta.kind === 'finished'
    if (!begun && delta.kind !== 'waiting') {
      begun = true
      if (delta.kind !== 'failed') waiting.push({ kind: 'accepted' })
    }
    waiting.push(delta)
    wake()
  }

  function end(): void {
    over = true
    wake()
  }

  async function* deltas(): AsyncGenerator<Delta> {
    for (;;) {
      yield* waiting.splice(0)
      if (waiting.length > 0) continue
      if (over) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}

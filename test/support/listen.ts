import type { Delta, Usage } from '../../src/base/delta.ts'
import type { Failure } from '../../src/base/failure.ts'
import type { Say } from '../../src/base/say.ts'
import { openaiStream } from '../../src/endpoint/openai.ts'
import { createProfile, type Profile } from '../../src/endpoint/profile.ts'
import type { Pause } from '../../src/endpoint/retry.ts'
import type { Message } from '../../src/endpoint/stream.ts'

/** What a stream amounted to. */
export interface Heard {
  readonly deltas: readonly Delta[]
  readonly reasoning: string
  readonly content: string
  readonly usage: Usage | undefined
  readonly finish: string | undefined
  readonly failure: Failure | undefined
}

export interface Asked extends Partial<Profile> {
  readonly url: string
  readonly model?: string
  readonly key?: string | null
  readonly signal?: AbortSignal
  readonly messages?: readonly Message[]
  /** How to wait before asking again; without it, no time is lost. */
  readonly pause?: Pause
  readonly say?: Say
}

/** Asks an endpoint over real HTTP, with limits that end a test before its own does. */
export function ask({
  url,
  key = null,
  signal,
  messages,
  pause,
  say,
  ...given
}: Asked): AsyncIterable<Delta> {
  const profile = createProfile({
    name: 'test',
    baseUrl: url,
    model: 'sample-r1',
    timeouts: { connect: 60_000, firstByte: 60_000, idle: 60_000 },
    ...given,
  })
  const stream = openaiStream({ profile, key, ...(say && { say }) }, pause ?? noPause)
  return stream(
    { messages: messages ?? [{ role: 'user', content: 'Where do the cents go in `src/pricing.ts`?' }] },
    signal ?? new AbortController().signal,
  )
}

async function noPause(): Promise<void> {}

export async function listen(stream: AsyncIterable<Delta>): Promise<Heard> {
  const deltas: Delta[] = []
  for await (const delta of stream) deltas.push(delta)
  return heardIn(deltas)
}

/** What these deltas amount to. */
export function heardIn(deltas: readonly Delta[]): Heard {
  return {
    deltas,
    reasoning: textOf(deltas, 'reasoning'),
    content: textOf(deltas, 'content'),
    usage: deltas.findLast((delta) => delta.kind === 'usage')?.usage,
    finish: deltas.find((delta) => delta.kind === 'finished')?.reason,
    failure: deltas.find((delta) => delta.kind === 'failed')?.failure,
  }
}

function textOf(deltas: readonly Delta[], channel: string): string {
  return deltas
    .map((delta) => (delta.kind === 'text' && delta.channel === channel ? delta.text : ''))
    .join('')
}

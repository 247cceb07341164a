import type { Delta } from '../base/delta.ts'
import { createChunkReader } from './chunk.ts'
import { createEventReader, type StreamEvent } from './events.ts'
import { createExpertsApart } from './expertsApart.ts'
import { EndlessFault, failureOfFault, type Asked } from './failure.ts'
import { TimeoutFault } from './watch.ts'
import { isRecord, listOf, recordOf, textOf } from '../base/json.ts'
import { withoutOllama } from './ollama.ts'
import { failureOfEvent, failureOfStranger } from './refusal.ts'

/**
 * How long, in milliseconds, a server may go on after it said that it is finished; usage comes in this time. One that was
 * asked which experts worked gathers them first, ten times as long.
 */
const grace = 3000
/** An event that is longer (UTF-16 units) is no sign of life only: while it comes, it is waited for. */
const sizeable = 2 ** 16

/**
 * What a server may send without saying anything, in UTF-16 units: nobody's events are as long, but those that tell
 * which experts worked.
 */
function longestFor({ experts }: Asked): number {
  return experts ? 2 ** 28 : 2 ** 25
}

/**
 * The deltas of an answer that began well. A connection that breaks after some text ends the stream without failing:
 * with no finish reason it is known to be incomplete.
 */
export async function* readReply(
  body: ReadableStream<Uint8Array>,
  asked: Asked,
  signal: AbortSignal,
  patience = grace,
  reply = createReply(asked),
): AsyncGenerator<Delta> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const events = createEventReader(createExpertsApart())
  let timer: NodeJS.Timeout | undefined
  const longest = longestFor(asked)
  let unsaid = 0
  try {
    yield { kind: 'accepted' }
    for (;;) {
      const { done, value } = await reader.read()
      if (signal.aborted) return
      const text = decoder.decode(value, { stream: !done })
      const said = events.push(text)
      unsaid = said.length > 0 ? 0 : unsaid + text.length
      if (unsaid > longest) throw new EndlessFault('no end')
      for (const event of done ? [...said, ...events.end()] : said) {
        for (const delta of reply.push(event)) {
          yield delta
          if (signal.aborted) return
        }
        if (reply.over()) return
      }
      if (done) break
      if (!reply.finished()) continue
      if (asked.experts && unsaid > sizeable) {
        clearTimeout(timer)
        timer = undefined
      }
      timer ??= setTimeout(
        () => void reader.cancel().catch(() => {}),
        asked.experts ? 10 * patience : patience,
      )
    }
    yield* reply.end()
  } catch (fault) {
    if (signal.aborted || reply.finished()) return
    const ours = fault instanceof TimeoutFault || fault instanceof EndlessFault
    if (reply.someText()) {
      yield* reply.end()
      if (!ours) return
    }
    yield { kind: 'failed', failure: failureOfFault(fault, asked) }
  } finally {
    clearTimeout(timer)
    await reader.cancel().catch(() => {})
  }
}

/** The text of an answer in one piece. */
export async function readWhole({ body }: Response, asked: Asked): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > longestFor(asked)) throw new EndlessFault('no end')
  }
  return text + decoder.decode()
}

export interface Reply {
  push(event: StreamEvent): readonly Delta[]
  end(): readonly Delta[]
  /** Nothing after this counts. */
  over(): boolean
  finished(): boolean
  someText(): boolean
}

/** Reads what one reply says, event by event. */
export function createReply(asked: Asked): Reply {
  const chunks = createChunkReader(asked.controlled)
  const stray: string[] = []
  let understood = false
  let over = false
  let someText = false

  return { push, end, over: () => over, finished: () => chunks.finished(), someText: () => someText }

  function push(event: StreamEvent): readonly Delta[] {
    switch (event.kind) {
      case 'done':
        understood = true
        over = true
        return [...chunks.end(), { kind: 'closed' }]
      case 'stray':
        keep(event.text)
        return []
      case 'value':
        return read(event.named, withoutOllama(event.value))
    }
  }

  function read(named: string, value: unknown): readonly Delta[] {
    const wrong = isError(named, value)
    if (wrong || 'choices' in recordOf(value)) understood = true
    else keep(JSON.stringify(value))
    const deltas = chunks.push(value)
    someText ||= deltas.some((delta) => delta.kind === 'text')
    if (!wrong) return deltas
    over = true
    const failed: Delta = { kind: 'failed', failure: failureOfEvent(value, asked) }
    return [...deltas.filter((delta) => delta.kind !== 'finished'), ...chunks.end(), failed]
  }

  function keep(text: string): void {
    if (stray.length < 20) stray.push(text.slice(0, 4000))
  }

  function end(): readonly Delta[] {
    return understood
      ? chunks.end()
      : [{ kind: 'failed', failure: failureOfStranger(stray.join('\n'), asked) }]
  }
}

/** Errors come as events of that name, under `error`, inside the choice, or as a bare object with a message. */
function isError(named: string, value: unknown): boolean {
  if (named === 'error') return true
  const fields = recordOf(value)
  const inside = recordOf(listOf(fields['choices'])[0])['error']
  if (says(fields['error']) || says(inside)) return true
  return !('choices' in fields) && (textOf(fields['message']) !== '' || says(fields['detail']))
}

function says(error: unknown): boolean {
  return (
    textOf(error) !== '' || listOf(error).length > 0 || (isRecord(error) && Object.keys(error).length > 0)
  )
}

import { listOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { inEnglish } from '../base/say.ts'
import type { StreamEvent } from '../endpoint/events.ts'
import { createReply, type Reply } from '../endpoint/reply.ts'
import { isWhole } from './chunks.ts'
import { titleOf, type Sink } from './conversation.ts'
import { conversationOf, noQuestion, type Question, type Said } from './exchange.ts'
import { serverOf } from './form.ts'
import { requestOf, type Talk } from './question.ts'
import { createToolCalls, type ToolCalls } from './toolCalls.ts'

/** Puts replies together from their chunks, one after another as they stand in a file. */
export interface Replies {
  /** What the next reply answers. */
  ask(talk: Talk, line: number): void
  /** Nothing follows that answers it. */
  forget(): void
  chunk(line: number, named: string, chunk: Fields): void
  /** The stream says that it is over. */
  done(): void
  /** Gives out what is under way. */
  end(): void
}

/** One stream; with `n` in the request it has several choices. */
interface Stream {
  readonly line: number
  readonly whole: boolean
  id: string
  model: string
  server: string
  created: number
  error: string
  /** Some servers say again what they were asked, and with which sampling. */
  echo: Fields
  /** Of a line of Ollama's: milliseconds since 1970. */
  began: number
  readonly choices: Map<number, Choice>
}

interface Choice {
  readonly reply: Reply
  readonly said: Said[]
  readonly tools: ToolCalls
}

export function createReplies({ found, problem }: Sink): Replies {
  let stream: Stream | undefined
  let asked: { readonly talk: Talk; readonly line: number } | undefined
  return { ask, forget, chunk, done, end }

  function ask(talk: Talk, line: number) {
    end()
    asked = { talk, line }
  }

  function forget() {
    asked = undefined
  }

  function chunk(line: number, named: string, value: Fields) {
    const whole = isWhole(value)
    const id = textOf(value['id'])
    if (stream && (whole || isNext(stream, id, value))) end()
    stream ??= begin(line, whole)
    stream.id ||= id
    stream.model ||= textOf(value['model'])
    stream.server ||= serverOf(value)
    stream.error ||= errorIn(named, value)
    if (typeof value['prompt'] === 'string') stream.echo = value
    stream.created ||= Number(value['created'] ?? value['created_at']) || 0
    for (const [index, part] of byChoice(value)) {
      const choice = choiceOf(stream, index)
      push(choice, { kind: 'value', named, value: part }, at(stream, value))
      choice.tools.push(messageIn(part))
    }
  }

  function done() {
    for (const choice of stream?.choices.values() ?? []) push(choice, { kind: 'done' }, 0)
    end()
  }

  function end() {
    const over = stream
    stream = undefined
    if (over) give(over)
  }

  function begin(line: number, whole: boolean): Stream {
    return {
      line,
      whole,
      id: '',
      model: '',
      server: '',
      created: 0,
      error: '',
      echo: {},
      began: 0,
      choices: new Map(),
    }
  }

  function choiceOf({ choices, model }: Stream, index: number): Choice {
    const known = choices.get(index)
    if (known) return known
    const asked = { url: 'http://server', model: model || 'the model', secrets: [], timeouts, say: inEnglish }
    const reply = createReply(asked)
    const fresh = { reply, said: [], tools: createToolCalls() }
    choices.set(index, fresh)
    return fresh
  }

  function push({ reply, said }: Choice, event: StreamEvent, at: number) {
    if (!reply.over()) for (const delta of reply.push(event)) said.push({ delta, at })
  }

  function give({ line, whole, model, server, created, error, echo, choices }: Stream) {
    const { exchanges = [], open = noQuestion } = asked?.talk ?? askedIn(echo) ?? {}
    const from = asked?.line ?? line
    const kind = asked ? 'log' : whole ? 'response' : 'stream'
    asked = undefined
    const question: Question = {
      ...open,
      model: model || open.model,
      endpoint: open.endpoint || server,
      asked: open.asked || (created > 0 ? new Date(created * 1000).toISOString() : ''),
    }
    const spoken = [...choices.values()].filter(
      ({ said, tools }) =>
        tools.calls().length > 0 ||
        said.some(({ delta }) => delta.kind === 'text' || delta.kind === 'hidden'),
    )
    for (const { reply, said, tools } of spoken) {
      const at = said.at(-1)?.at ?? 0
      if (reply.someText()) said.push(...reply.end().map((delta) => ({ delta, at })))
      const last = { question, said: () => said, calls: tools.calls() }
      found(conversationOf(from, { kind, server }, [...exchanges, last]))
    }
    if (spoken.length === 0 && error === '') problem(line, 'noText')
    else if (spoken.length === 0) problem(line, 'error', titleOf(error))
  }
}

const timeouts = { connect: 0, firstByte: 0, idle: 0 }

/** As llama.cpp's `/completion` tells it at its end. */
function askedIn({ prompt, generation_settings: settings }: Fields): Talk | undefined {
  return textOf(prompt) === '' ? undefined : requestOf({ ...recordOf(settings), prompt })
}

/** What a chunk holds of the message: a piece of it, or all. */
function messageIn(value: Fields): Fields {
  const { delta, message } = recordOf(listOf(value['choices'])[0])
  return recordOf(delta ?? message ?? value['message'])
}

/** What a server says is wrong, in its words. */
function errorIn(named: string, value: Fields): string {
  const error = value['error'] ?? (named === 'error' ? value : undefined)
  return textOf(error) || textOf(recordOf(error)['message']) || (error ? JSON.stringify(error) : '')
}

/** Whether a chunk belongs to another stream than the one that has said that it is finished. */
function isNext({ whole, id, choices }: Stream, other: string, value: Fields): boolean {
  if (whole) return true
  const replies = [...choices.values()].map(({ reply }) => reply)
  if (replies.length > 0 && replies.every((reply) => reply.over())) return true
  if (!replies.some((reply) => reply.finished())) return false
  return value['done'] === false || (other !== '' && id !== '' && other !== id)
}

/** The chunk of each choice as if it were the only one. */
function byChoice(value: Fields): readonly (readonly [number, Fields])[] {
  const choices = listOf(value['choices']).map(recordOf)
  const others = choices.filter((choice) => Number(choice['index'] ?? 0) > 0)
  if (others.length === 0) return [[0, value]]
  return choices.map((choice) => {
    const index = Number(choice['index'] ?? 0)
    return [index, { ...value, choices: [{ ...choice, index: 0 }] }]
  })
}

/** Ollama says when each piece came. */
function at(stream: Stream, value: Fields): number {
  if (typeof value['done'] !== 'boolean') return 0
  const now = Date.parse(textOf(value['created_at']))
  if (Number.isNaN(now)) return 0
  if (stream.began === 0) {
    stream.began = now
    stream.created = now / 1000
  }
  return Math.max(0, now - stream.began)
}

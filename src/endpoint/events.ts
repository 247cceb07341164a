import { isRecord, parseJson } from '../base/json.ts'
import type { ExpertsApart } from './expertsApart.ts'
import { createLineReader } from './lines.ts'

/** One thing a stream said. `named` is the event's own name, such as `error`. */
export type StreamEvent =
  | { readonly kind: 'value'; readonly named: string; readonly value: unknown }
  | { readonly kind: 'done' }
  /** Text that belongs to no form we know; the first of it helps to say what the server is. */
  | { readonly kind: 'stray'; readonly text: string }

export interface EventReader {
  push(text: string): readonly StreamEvent[]
  /** What an end without a blank line left over. */
  end(): readonly StreamEvent[]
}

/**
 * Reads what servers send for a stream of chunks: server-sent events, also with a single newline between them or an
 * `error:` field; JSON a line; one JSON document over many lines. Any cut of the text gives the same events. A chunk
 * is given as soon as its line is whole, without waiting for the blank line after it. What `apart` takes out is in no
 * stray text.
 */
export function createEventReader(apart?: ExpertsApart): EventReader {
  const line = createLineReader()
  let named = ''
  let data: string[] = []
  let document: string[] | undefined
  let begun = false

  return {
    push: (text) => line.push(apart?.push(text) ?? text).flatMap(readLine),
    end: () => [
      ...[...line.push(apart?.end() ?? ''), ...line.end()].flatMap(readLine),
      ...closeEvent(),
      ...closeDocument(),
    ],
  }

  /** Only objects and lists: a bare number or word is no chunk. */
  function parse(text: string): unknown {
    if (!/^\s*[[{]/.test(text)) return undefined
    return apart ? apart.parse(text) : parseJson(text)
  }

  function readLine(text: string): readonly StreamEvent[] {
    if (document) {
      document.push(text)
      return []
    }
    if (text.trim() === '') return closeEvent()
    const first = !begun
    begun = true
    if (text.startsWith(':')) return []
    if (/^\s*[[{]/.test(text)) return readJsonLine(text, first)
    const field = /^(data|event|error|id|retry)(?::[ ]?|$)/.exec(text)
    if (field) return readField(field[1] ?? '', text.slice(field[0].length))
    if (text.trim() === '[DONE]') return [{ kind: 'done' }]
    return [{ kind: 'stray', text }]
  }

  function readField(name: string, text: string): readonly StreamEvent[] {
    switch (name) {
      case 'data':
        return readData(text)
      case 'error':
        return [{ kind: 'value', named: 'error', value: parse(text) ?? text }]
      case 'event': {
        const before = closeEvent()
        named = text.trim()
        return before
      }
      default:
        return []
    }
  }

  /** What begins an event that is not whole is kept until the event ends, or another chunk shows that it has. */
  function readData(text: string): readonly StreamEvent[] {
    const alone = text.trim() === '[DONE]' ? 'done' : parse(text)
    if (alone === undefined || (data.length > 0 && !isChunk(alone))) {
      data.push(text)
      return []
    }
    const before = data.length > 0 ? closeEvent() : []
    return [...before, alone === 'done' ? { kind: 'done' } : value(alone)]
  }

  /** The name holds for one chunk only, so that events parted by single newlines stay apart. */
  function value(parsed: unknown): StreamEvent {
    const event = { kind: 'value', named, value: parsed } as const
    named = ''
    return event
  }

  /** Data over several lines is one value; if it is not, each line that is a value of its own counts. */
  function closeEvent(): readonly StreamEvent[] {
    const lines = data
    data = []
    const whole = lines.length > 0 ? parse(lines.join('\n')) : undefined
    const events = whole ? [value(whole)] : lines.map(readAlone)
    named = ''
    return events
  }

  function readAlone(text: string): StreamEvent {
    if (text.trim() === '[DONE]') return { kind: 'done' }
    const alone = parse(text)
    if (alone) return value(alone)
    return named === 'error' ? value(text) : { kind: 'stray', text }
  }

  function readJsonLine(text: string, first: boolean): readonly StreamEvent[] {
    if (text.trim() === '[DONE]') return [{ kind: 'done' }]
    const before = closeEvent()
    const parsed = parse(text)
    if (parsed) return [...before, value(parsed)]
    if (!first) return [...before, { kind: 'stray', text }]
    document = [text]
    return before
  }

  function closeDocument(): readonly StreamEvent[] {
    if (!document) return []
    const text = document.join('\n')
    document = undefined
    const parsed = parse(text)
    return [parsed ? value(parsed) : { kind: 'stray', text }]
  }
}

function isChunk(value: unknown): boolean {
  return value === 'done' || (isRecord(value) && ('choices' in value || 'error' in value))
}

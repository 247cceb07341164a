import type { Channel, Delta } from '../base/delta.ts'
import { isRecord, listOf, numberOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { createIncrements, type TextDelta } from './increments.ts'
import { expertsOf, tokensOf } from './inside.ts'
import { usageOf } from './usage.ts'

export interface ChunkReader {
  /** What one parsed chunk says: reasoning, then content, then the finish, then usage. Errors are the caller's. */
  push(chunk: unknown): readonly Delta[]
  /** The stream is over: what was held of its text. */
  end(): readonly Delta[]
  /** Whether a finish reason was seen. */
  finished(): boolean
}

/**
 * Reads chunks of an OpenAI-compatible stream. Of several fields with reasoning one is read, never two. Null, empty
 * and absent are the same. Only the first choice is read, only the first finish reason counts; tool calls are not read.
 * The answer's name is told where `names` says so.
 */
export function createChunkReader(names = false): ChunkReader {
  const increments = createIncrements()
  let someText = false
  let someHidden = false
  let someSigned = false
  let someRefusal = false
  let finish = ''
  let name = ''

  return {
    push: (chunk) => (isRecord(chunk) ? read(chunk) : []),
    end: () => increments.end(),
    finished: () => finish !== '',
  }

  function read(chunk: Fields): readonly Delta[] {
    const choice = firstChoice(chunk)
    someRefusal ||= choice !== undefined && textOf(saidBy(choice)['refusal']) !== ''
    const texts = choice ? textsOf(choice) : []
    const news = increments.push(texts)
    const tokens = choice && !isRepeated(choice) ? tokensOf(choice) : []
    someText ||= texts.length > 0
    return [
      ...named(chunk),
      ...progress(chunk),
      ...(choice ? hidden(choice) : []),
      ...(choice ? signed(choice) : []),
      ...news,
      ...(textOf(choice?.['finish_reason']) === '' ? [] : increments.end()),
      ...tokens,
      ...finishOf(choice),
      ...expertsOf(chunk, choice),
      ...usage(chunk),
    ]
  }

  function named(chunk: Fields): readonly Delta[] {
    if (!names || name !== '') return []
    name = textOf(chunk['id'])
    return name === '' ? [] : [{ kind: 'named', id: name }]
  }

  /** A `message` beside or after deltas repeats the whole answer; alone, it is the answer of a server that does not stream. */
  function textsOf(choice: Fields): readonly TextDelta[] {
    if (isRecord(choice['delta'])) return textDeltas(choice['delta'])
    if (!isRecord(choice['message'])) return textDeltas({ content: choice['text'] })
    return someText ? [] : textDeltas(choice['message'])
  }

  function isRepeated(choice: Fields): boolean {
    return someText && !isRecord(choice['delta']) && isRecord(choice['message'])
  }

  function hidden(choice: Fields): readonly Delta[] {
    if (someHidden || !detailsOf(saidBy(choice)).some(isEncrypted)) return []
    someHidden = true
    return [{ kind: 'hidden' }]
  }

  function signed(choice: Fields): readonly Delta[] {
    if (someSigned || !isSigned(saidBy(choice))) return []
    someSigned = true
    return [{ kind: 'signed' }]
  }

  function finishOf(choice: Fields | undefined): readonly Delta[] {
    const reason = textOf(choice?.['finish_reason'])
    if (finish !== '' || reason === '') return []
    finish = someRefusal ? 'refusal' : reason
    return [{ kind: 'finished', reason: finish }]
  }
}

function firstChoice(chunk: Fields): Fields | undefined {
  return listOf(chunk['choices'])
    .filter(isRecord)
    .find((choice) => (choice['index'] ?? 0) === 0)
}

function saidBy(choice: Fields): Fields {
  return recordOf(choice['delta'] ?? choice['message'])
}

/** llama.cpp says how far it is with the prompt, when asked to. */
function progress(chunk: Fields): readonly Delta[] {
  const { total, processed } = recordOf(chunk['prompt_progress'])
  const [all = 0, read = 0] = [numberOf(total), numberOf(processed)]
  return all > 0 ? [{ kind: 'reading', share: Math.min(1, Math.max(0, read / all)) }] : []
}

function usage(chunk: Fields): readonly Delta[] {
  const counts = usageOf(chunk)
  return counts ? [{ kind: 'usage', usage: counts }] : []
}

function textDeltas(delta: Fields): readonly TextDelta[] {
  const parts = partsOf(delta['content'])
  const field = reasoningField(delta)
  const reasoning = field === '' ? parts.reasoning : field
  const content = parts.content + textOf(delta['refusal'])
  return [...text('reasoning', reasoning), ...text('content', content)]
}

function text(channel: Channel, written: string): readonly TextDelta[] {
  return written === '' ? [] : [{ kind: 'text', channel, text: written }]
}

function reasoningField(delta: Fields): string {
  for (const name of ['reasoning_content', 'reasoning', 'reasoning_text', 'cot_summary']) {
    const written = textIn(delta[name])
    if (written !== '') return written
  }
  return detailsOf(delta)
    .map((detail) => textOf(detail['text']) || textOf(detail['summary']))
    .join('')
}

function detailsOf(delta: Fields): readonly Fields[] {
  return listOf(delta['reasoning_details']).filter(isRecord)
}

function isEncrypted(detail: Fields): boolean {
  return detail['type'] === 'reasoning.encrypted'
}

/** With a signature of its own, as those of Anthropic and Google have, or of a gateway's making. */
function isSigned(delta: Fields): boolean {
  const lists = [delta['reasoning_details'], delta['thinking_blocks'], delta['content']].flatMap(listOf)
  const blocks = [delta['reasoning_content'], ...lists].filter(isRecord)
  const inner = blocks.flatMap((block) => listOf(block['summary'])).filter(isRecord)
  return (
    textOf(delta['reasoning_opaque']) !== '' ||
    [...blocks, ...inner].some((block) => textOf(block['signature']) !== '')
  )
}

/** Content is text, or a list of parts of which some may be thinking. */
function partsOf(content: unknown): { readonly reasoning: string; readonly content: string } {
  if (typeof content === 'string') return { reasoning: '', content }
  const parts = listOf(content).filter(isRecord)
  return {
    reasoning: parts.filter(isThinking).map(thinkingOf).join(''),
    content: parts
      .filter((part) => !isThinking(part))
      .map((part) => textOf(part['text']))
      .join(''),
  }
}

/** Mistral calls it thinking, Databricks reasoning. */
function isThinking(part: Fields): boolean {
  return part['type'] === 'thinking' || part['type'] === 'reasoning'
}

function thinkingOf(part: Fields): string {
  return textIn(part['thinking'] ?? part['summary'] ?? part['text'])
}

/** A text, or the texts in a list of records or in one, as gateways of Bedrock send it. */
function textIn(value: unknown): string {
  if (typeof value === 'string') return value
  const parts = isRecord(value) ? [value] : listOf(value)
  return parts.map((part) => textOf(recordOf(part)['text'])).join('')
}

import { isRecord, listOf, parseJson, recordOf, textOf, type Fields } from '../base/json.ts'
import { chunkOf } from './chunks.ts'
import { messageAs } from './message.ts'
import { generationsIn, langchainMessage } from './langchain.ts'
import { isMessages, requestOf, type Talk } from './question.ts'
import { createValueReader } from './values.ts'

/** A request and what came back. */
export interface Transfer {
  readonly talk: Talk | undefined
  readonly reply: readonly ReplyPart[]
}

export type ReplyPart =
  | { readonly kind: 'done' }
  | { readonly kind: 'chunk'; readonly named: string; readonly chunk: Fields }

/** Of a record that has both, by the names that logs give them; undefined if it has no reply. */
export function transferIn(value: Fields): Transfer | undefined {
  const reply = ['response', 'response_body', 'res', 'output', 'outputs', 'result']
    .map((key) => value[key])
    .find(isReply)
  if (reply === undefined) return undefined
  const asked = ['request', 'request_body', 'req', 'input', 'inputs', 'kwargs'].map((key) =>
    requestIn(value[key], value),
  )
  const talk = asked.find((each) => each !== undefined) ?? requestOf(value)
  const at = [value['startTime'], value['start_time']].map(textOf).find((time) => time !== '') ?? ''
  return { talk: talk && { ...talk, open: talk.open && { ...talk.open, asked: at } }, reply: partsOf(reply) }
}

/** Of what a browser has recorded, those that ask a model. */
export function transfersInHar(log: Fields): readonly Transfer[] {
  return listOf(log['entries'])
    .map(recordOf)
    .flatMap(({ request, response, startedDateTime }) => {
      const body = harText(recordOf(recordOf(response)['content']))
      const talk = requestIn(textOf(recordOf(recordOf(request)['postData'])['text']))
      if (!talk?.open || body === '') return []
      const host = URL.parse(textOf(recordOf(request)['url']))?.host ?? ''
      const open = { ...talk.open, endpoint: host, asked: textOf(startedDateTime) }
      return [{ talk: { ...talk, open }, reply: partsOf(body) }]
    })
}

/** A body, or what was asked in it; its messages alone where the `record` around it has the rest. */
function requestIn(value: unknown, record: Fields = {}): Talk | undefined {
  const parsed = typeof value === 'string' ? parseJson(value) : value
  if (isMessages(parsed))
    return requestOf({ ...recordOf(record['modelParameters']), model: record['model'], messages: parsed })
  return requestOf(parsed) ?? requestOf(recordOf(parsed)['body']) ?? requestOf(recordOf(parsed)['json'])
}

/** A body, chunks, or what came over the wire. */
function isReply(value: unknown): boolean {
  if (typeof value === 'string' && !/^\s*(?:data:|event:|:|\{|\[)/.test(value)) return false
  return partsOf(value).length > 0
}

function partsOf(reply: unknown): readonly ReplyPart[] {
  if (typeof reply === 'string') {
    const whole = parseJson(reply)
    return typeof whole === 'object' ? partsOf(whole) : partsInText(reply)
  }
  const body = bodyOf(recordOf(reply))
  const generations = generationsIn(body)
  const list = Array.isArray(reply)
    ? listOf(reply).map(recordOf)
    : generations.length > 0
      ? generations
      : [body]
  return list.flatMap((value) => {
    const message = langchainMessage(value) ?? value
    const chunk = chunkOf(message) ?? (isAssistant(message) ? messageAs(message) : undefined)
    return chunk ? [{ kind: 'chunk', named: '', chunk }] : []
  })
}

function partsInText(text: string): readonly ReplyPart[] {
  const reader = createValueReader()
  return [...reader.push(text), ...reader.end()].flatMap((found): readonly ReplyPart[] => {
    if (found.kind === 'done') return [found]
    if (found.kind === 'stray') return []
    const chunk =
      chunkOf(recordOf(found.value)) ?? (found.named === 'error' ? recordOf(found.value) : undefined)
    return chunk ? [{ kind: 'chunk', named: found.named, chunk }] : []
  })
}

function bodyOf(reply: Fields): Fields {
  const body = typeof reply['body'] === 'string' ? parseJson(reply['body']) : reply['body']
  return isRecord(body) ? body : reply
}

function isAssistant(value: Fields): boolean {
  return value['role'] === 'assistant' && ('content' in value || 'reasoning_content' in value)
}

function harText(content: Fields): string {
  const text = textOf(content['text'])
  return content['encoding'] === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}

import { isRecord, listOf, parseJson, recordOf, textOf } from '../base/json.ts'
import { chunkOf, messageAs, partsText } from './chunks.ts'
import type { Sink } from './conversation.ts'
import { conversationOf, noQuestion, type Question } from './exchange.ts'
import type { FormKind } from './form.ts'
import { isMessages, requestOf, saidBy, talkOf, type Talk } from './question.ts'
import { createReplies, type Replies } from './replies.ts'
import { createValueReader, type Found } from './values.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads values of a file, one after another. */
export interface Records {
  read(found: Found): void
  end(): void
}

export function createRecords(sink: Sink): Records {
  const replies = createReplies(sink)
  let waiting: { readonly talk: Talk; readonly line: number } | undefined // that no reply has followed

  return { read, end }

  function read(found: Found) {
    switch (found.kind) {
      case 'done':
        return replies.done()
      case 'stray':
        return sink.problem(found.line, 'notJson')
      case 'value':
        if (found.mended) sink.problem(found.line, 'cut')
        return readValue(found.value, found.line, found.named)
    }
  }

  function end() {
    settle()
  }

  function readValue(value: unknown, line: number, named = ''): void {
    if (isMessages(value)) return readTalk(value, line, 'messages')
    if (Array.isArray(value)) return listOf(value).forEach((each) => readValue(each, line))
    if (!isRecord(value)) return sink.problem(line, 'unknown')
    if (isRecord(value['log']) && Array.isArray(value['log']['entries'])) return readHar(value['log'], line)
    const chunk = chunkOf(value)
    if (chunk || named === 'error') {
      waiting = undefined
      return replies.chunk(line, named, chunk ?? value)
    }
    if (readExchange(value, line)) return undefined
    return readConversation(value, line)
  }

  /** A request and its reply in one record. */
  function readExchange(value: Fields, line: number): boolean {
    const reply = ['response', 'response_body', 'res', 'output', 'result']
      .map((key) => value[key])
      .find(isReply)
    if (reply === undefined) return false
    const asked = ['request', 'request_body', 'req', 'input', 'kwargs'].map((key) => requestIn(value[key]))
    const talk = asked.find((each) => each !== undefined) ?? requestOf(value)
    settle()
    if (talk) replies.ask(talk, line)
    answerWith(replies, reply, line)
    replies.end()
    return true
  }

  function readConversation(value: Fields, line: number) {
    const list = [value['messages'], value['conversations'], value['conversation']].find(isMessages)
    if (list) return readMessages(value, list, line)
    const input = recordOf(value['input'])
    if (isMessages(input['messages']))
      return readAnswers(talkOf(input['messages']), line, [
        value['preferred_output'],
        value['non_preferred_output'],
      ])
    if (isMessages(value['prompt'])) return readAnswers(talkOf(value['prompt']), line, answersIn(value))
    return readPair(value, line)
  }

  function readMessages(value: Fields, list: readonly unknown[], line: number) {
    const kind = 'from' in recordOf(list[0]) ? 'sharegpt' : 'messages'
    const base = { ...noQuestion, system: textOf(value['system']), model: textOf(value['model']) }
    if (value['chosen'] !== undefined) return readAnswers(talkOf(list, base), line, answersIn(value), kind)
    if (talkOf(list).open === undefined) return readTalk(list, line, kind, base)
    return awaitReply(requestOf({ ...value, messages: list }), line)
  }

  /** Only a question: the reply may stand on the lines below. */
  function awaitReply(talk: Talk | undefined, line: number) {
    settle()
    if (!talk) return
    waiting = { talk, line }
    replies.ask(talk, line)
  }

  function readTalk(list: readonly unknown[], line: number, kind: FormKind, base = noQuestion) {
    settle()
    const { exchanges, open, calls } = talkOf(list, base)
    if (exchanges.length > 0) sink.found(conversationOf(line, { kind, server: '' }, exchanges))
    if (open) sink.problem(line, 'unanswered')
    if (calls > 0) sink.problem(line, 'calls', String(calls))
  }

  /** The same question with each of its answers. */
  function readAnswers(
    { exchanges, open }: Talk,
    line: number,
    answers: readonly unknown[],
    kind: FormKind = 'pairs',
  ) {
    settle()
    const question = open ?? noQuestion
    for (const answer of answers) {
      const message = messageIn(answer)
      if (!message) continue
      sink.found(
        conversationOf(line, { kind, server: '' }, [...exchanges, { question, said: () => saidBy(message) }]),
      )
    }
  }

  /** A question, an answer, and perhaps the reasoning, in fields of a data set. */
  function readPair(value: Fields, line: number) {
    const first = (names: readonly string[]) =>
      names.map((name) => partsText(value[name])).find((text) => text !== '') ?? ''
    const asked = [first(questions), 'instruction' in value ? textOf(value['input']) : ''].filter(
      (text) => text !== '',
    )
    const reasoning = first(reasonings)
    const others = answersIn(value).length > 0 ? answersIn(value) : [first(answers)]
    const known = others.filter((answer) => messageIn(answer) !== undefined)
    if (known.length === 0 && reasoning === '' && typeof value['prompt'] === 'string')
      return awaitReply(requestOf(value), line)
    if ((asked.length === 0 || known.length === 0) && reasoning === '') return sink.problem(line, 'unknown')
    settle()
    const base: Question = { ...noQuestion, model: textOf(value['model']), system: textOf(value['system']) }
    const before = listOf(value['history']).flatMap((pair) => {
      const [text, answer] = listOf(pair).map(textOf)
      return [{ question: { ...base, text: text ?? '' }, said: () => saidBy({ content: answer ?? '' }) }]
    })
    for (const answer of known.length > 0 ? known : ['']) {
      const message = { ...messageIn(answer), ...(reasoning !== '' && { reasoning_content: reasoning }) }
      const question = { ...base, text: asked.join('\n') }
      sink.found(
        conversationOf(line, { kind: 'pairs', server: '' }, [
          ...before,
          { question, said: () => saidBy(message) },
        ]),
      )
    }
  }

  function readHar(log: Fields, line: number) {
    let some = false
    for (const entry of listOf(log['entries']).map(recordOf)) {
      const { request, response, startedDateTime } = entry
      const body = harText(recordOf(recordOf(response)['content']))
      const talk = requestIn(textOf(recordOf(recordOf(request)['postData'])['text']))
      if (!talk?.open || body === '') continue
      some = true
      const host = URL.parse(textOf(recordOf(request)['url']))?.host ?? ''
      const open = { ...talk.open, endpoint: host, asked: textOf(startedDateTime) }
      replies.ask({ ...talk, open }, line)
      answerWith(replies, body, line)
      replies.end()
    }
    if (!some) sink.problem(line, 'har')
  }

  /** What is under way has all that it will have. */
  function settle() {
    replies.end()
    if (!waiting) return
    const { talk, line } = waiting
    waiting = undefined
    if (talk.exchanges.length > 0)
      sink.found(conversationOf(line, { kind: 'messages', server: '' }, talk.exchanges))
    sink.problem(line, 'unanswered')
  }
}

const questions = ['prompt', 'question', 'problem', 'instruction', 'query']
const reasonings = [
  'reasoning',
  'reasoning_content',
  'thinking',
  'think',
  'reasoning_trace',
  'thought',
  'cot',
]
const answers = ['completion', 'response', 'output', 'answer', 'content', 'generation', 'solution', 'text']

function answersIn(value: Fields): readonly unknown[] {
  if (value['chosen'] !== undefined) return [value['chosen'], value['rejected']]
  return isMessages(value['completion']) ? [value['completion']] : []
}

/** Of an answer that is text, a message or a list with one. */
function messageIn(answer: unknown): Fields | undefined {
  if (typeof answer === 'string') return answer === '' ? undefined : { content: answer }
  const message = Array.isArray(answer) ? listOf(answer).at(-1) : answer
  if (!isRecord(message)) return undefined
  return 'value' in message ? { ...message, content: message['value'] } : message
}

function requestIn(value: unknown): Talk | undefined {
  const parsed = typeof value === 'string' ? parseJson(value) : value
  return requestOf(parsed) ?? requestOf(recordOf(parsed)['body']) ?? requestOf(recordOf(parsed)['json'])
}

/** A body, chunks, or what came over the wire. */
function isReply(value: unknown): boolean {
  if (typeof value === 'string')
    return /^\s*(?:data:|event:|:|\{|\[)/.test(value) && /"(?:choices|message|response)"/.test(value)
  if (Array.isArray(value)) return listOf(value).some((each) => chunkOf(recordOf(each)) !== undefined)
  const body = bodyOf(recordOf(value))
  return chunkOf(body) !== undefined || isAssistant(body)
}

function bodyOf(reply: Fields): Fields {
  const body = typeof reply['body'] === 'string' ? parseJson(reply['body']) : reply['body']
  return isRecord(body) ? body : reply
}

function isAssistant(value: Fields): boolean {
  return value['role'] === 'assistant' && 'content' in value
}

function answerWith(replies: Replies, reply: unknown, line: number) {
  if (typeof reply === 'string') {
    const reader = createValueReader()
    for (const found of [...reader.push(reply), ...reader.end()]) {
      if (found.kind === 'done') replies.done()
      if (found.kind !== 'value') continue
      const chunk = chunkOf(recordOf(found.value))
      if (chunk || found.named === 'error') replies.chunk(line, found.named, chunk ?? recordOf(found.value))
    }
    return
  }
  for (const each of Array.isArray(reply) ? listOf(reply).map(recordOf) : [bodyOf(recordOf(reply))]) {
    const chunk = chunkOf(each) ?? (isAssistant(each) ? messageAs(each) : undefined)
    if (chunk) replies.chunk(line, '', chunk)
  }
}

function harText(content: Fields): string {
  const text = textOf(content['text'])
  return content['encoding'] === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text
}

import { listOf, parseJson, recordOf, textOf } from '../../src/base/json.ts'
import { json, sse, write, type Answer, type Step } from './answer.ts'

/** What can go wrong, by name. */
export const faults = [
  '400',
  '401',
  '403',
  '404',
  '408',
  '409',
  '422', // a field that the server does not know
  'model', // 404: no such model
  '413',
  'context', // 400: the prompt is too long
  'narrow', // the same, where it has more than 600 tokens
  '429',
  '500',
  '502',
  '503',
  'busy-at-first', // 503, and the second time an answer
  'loading',
  'echo', // 400, with address and headers of the request in its words
  'echo-event', // the same in an error event, in the middle
  'html', // a web page, status 200
  'html502',
  'redirect', // to another origin
  'garbage', // JSON that is no completion
  'nothing', // status 200 and an empty body
  'hangup', // the connection ends before the headers
  'deaf', // no headers, ever
  'silence', // headers, then nothing
  'stall', // silent in the middle
  'keepalive', // comments before the first token
  'reading', // takes its time with the prompt: says how far it is where asked to, else comments
  'quiet', // takes its time with the prompt, and says nothing
  'cut', // reset in the middle
  'cut-json', // reset inside a chunk
  'cut-letter', // reset inside a letter of several bytes
  'cut-tag', // reset inside a tag
  'eof', // ends in the middle, as if whole
  'error-event', // event: error
  'error-field', // error: {…}
  'error-data', // data: {"error": …}
  'endless', // never ends after the finish reason
  'no-done', // no [DONE]
  'length', // the token limit, in the middle
  'refusal', // a content filter, in the middle
  'no-answer', // reasoning only
  'empty', // a finish reason, and no text at all
  'declined', // a refusal in the model's own words
  'repeat', // the whole answer again in the last event
  'flood', // a line that does not end
] as const
export type Fault = (typeof faults)[number]

export function isFault(text: string): text is Fault {
  return faults.some((fault) => fault === text)
}

/** Tokens that a prompt may have, where the context is narrow. */
const narrow = 600

interface Circumstances {
  readonly model: string
  /** How often this was asked for before. */
  readonly before: number
  /** With its query. */
  readonly url: string
  readonly headers: Readonly<Record<string, unknown>>
  /** Estimated. */
  readonly promptTokens: number
  /** How long the prompt is read, in milliseconds. */
  readonly readsFor: number
  /** It was asked to say how far it is with that. */
  readonly tellsProgress: boolean
}

/** What the server answers instead of `whole`. */
export function withFault(fault: Fault, whole: Answer, circumstances: Circumstances): Answer {
  const { model, before, url, headers, promptTokens, readsFor, tellsProgress } = circumstances
  const { steps } = whole
  const half = steps.slice(0, Math.ceil(steps.length / 2))
  const then = (...more: readonly Step[]): Answer => ({ ...whole, steps: [...half, ...more] })
  const unless = (mark: RegExp) => steps.filter((step) => !holds(step, mark))
  switch (fault) {
    case '400':
      return refusal(400, "Unrecognized request argument supplied: 'top_p'")
    case '401':
      return refusal(401, 'Incorrect API key provided.')
    case '403':
      return refusal(403, 'This key may not use the model.')
    case '404':
      return json(404, { detail: 'Not Found' })
    case 'model':
      return refusal(404, `The model \`${model}\` does not exist.`)
    case '408':
      return refusal(408, 'The request took too long.')
    case '409':
      return refusal(409, 'The model is being replaced.')
    case '422':
      return json(422, { detail: [{ loc: ['body', 'top_p'], msg: 'Extra inputs are not permitted' }] })
    case '502':
      return refusal(502, 'No upstream.')
    case 'busy-at-first':
      return before === 0 ? refusal(503, 'All slots are busy.') : whole
    case '413':
      return { status: 413, headers: { 'content-type': 'text/plain' }, steps: [write('Payload Too Large')] }
    case 'context':
      return tooLong(4096, 9000)
    case 'narrow':
      return promptTokens > narrow ? tooLong(narrow, promptTokens) : whole
    case '429':
      return {
        ...refusal(429, 'Too many requests.'),
        headers: { 'content-type': 'application/json', 'retry-after': '20' },
      }
    case '500':
      return refusal(500, 'CUDA error: out of memory')
    case '503':
      return refusal(503, 'The server is overloaded.')
    case 'loading':
      return refusal(503, 'Loading model')
    case 'echo':
      return refusal(400, `Refused: ${JSON.stringify({ headers, url })}`)
    case 'echo-event':
      return then(write(`event: error\n${sse(errorOf(500, `Broken: ${JSON.stringify({ headers, url })}`))}`))
    case 'html':
      return page(200)
    case 'html502':
      return page(502)
    case 'redirect':
      return { status: 307, headers: { location: 'http://elsewhere.invalid/v1/chat/completions' }, steps: [] }
    case 'garbage':
      return json(200, { hello: 'world' })
    case 'nothing':
      return { ...whole, steps: [] }
    case 'hangup':
      return { ...whole, steps: [{ kind: 'reset' }] }
    case 'deaf':
      return { ...whole, steps: [{ kind: 'silence' }] }
    case 'silence':
      return { ...whole, steps: [{ kind: 'headers' }, { kind: 'silence' }] }
    case 'stall':
      return then({ kind: 'silence' })
    case 'keepalive':
      return { ...whole, steps: [write(': still here\n\n'.repeat(3)), ...steps] }
    case 'reading': {
      const parts = [0, 1, 2, 3, 4].map((part) => Math.round((promptTokens * part) / 4))
      const told = parts.map((processed) =>
        write(
          tellsProgress
            ? said({}, { prompt_progress: { total: promptTokens, cache: 0, processed } })
            : ': still here\n\n',
        ),
      )
      return { ...whole, steps: [...told.flatMap((step) => [step, pause(readsFor / 4)]), ...steps] }
    }
    case 'quiet':
      return { ...whole, steps: [{ kind: 'headers' }, pause(readsFor), ...steps] }
    case 'cut':
      return then({ kind: 'reset' })
    case 'cut-json':
      return then(write('data: {"choices":[{"index":0,"del'), { kind: 'reset' })
    case 'cut-letter': {
      const bytes = new TextEncoder().encode('data: {"choices":[{"index":0,"delta":{"content":"é')
      return then(write(bytes.subarray(0, -1)), { kind: 'reset' })
    }
    case 'cut-tag':
      return then(write(said({ content: '\n</thi' })), { kind: 'reset' })
    case 'eof':
      return then()
    case 'error-event':
      return then(write(`event: error\n${sse(errorOf(500, 'The engine died.'))}`))
    case 'error-field':
      return then(write(`error: ${JSON.stringify(errorOf(500, 'The engine died.').error)}\n\n`))
    case 'error-data':
      return then(write(sse(errorOf(500, 'The engine died.'))), write(sse('[DONE]')))
    case 'endless':
      return { ...whole, steps: [...unless(/\[DONE\]/), { kind: 'silence' }] }
    case 'no-done':
      return { ...whole, steps: unless(/\[DONE\]/) }
    case 'length':
      return then(write(finish('length')), write(sse('[DONE]')))
    case 'refusal':
      return then(write(finish('content_filter')), write(sse('[DONE]')))
    case 'empty':
      return { ...whole, steps: [write(finish('stop')), write(sse('[DONE]'))] }
    case 'declined':
      return {
        ...whole,
        steps: [write(said({ refusal: 'I cannot help with that.' })), write(finish('stop'))],
      }
    case 'repeat': {
      const message = { role: 'assistant', content: contentOf(whole) }
      const again = sse({ object: 'chat.completion.done', choices: [{ index: 0, message, delta: {} }] })
      return { ...whole, steps: [...unless(/\[DONE\]/), write(again)] }
    }
    case 'flood':
      return then(write(`data: {"choices":[{"index":0,"delta":{"content":"${'a'.repeat(40 * 2 ** 20)}`))
    case 'no-answer':
      return { ...whole, steps: unless(/"content":"[^"]/) }
  }
}

function holds(step: Step, mark: RegExp): boolean {
  return step.kind === 'write' && typeof step.bytes === 'string' && mark.test(step.bytes)
}

/** What the deltas of an answer say together. */
function contentOf({ steps }: Answer): string {
  return steps
    .map((step) => {
      const [, data = ''] = step.kind === 'write' ? (/^data: (.*)/.exec(String(step.bytes)) ?? []) : []
      const [choice] = listOf(recordOf(parseJson(data))['choices'])
      return textOf(recordOf(recordOf(choice)['delta'])['content'])
    })
    .join('')
}

function said(delta: Readonly<Record<string, unknown>>, more = {}): string {
  return sse({ object: 'chat.completion.chunk', choices: [{ index: 0, delta }], ...more })
}

function pause(milliseconds: number): Step {
  return { kind: 'pause', for: milliseconds }
}

function tooLong(most: number, requested: number): Answer {
  return refusal(
    400,
    `This model's maximum context length is ${most} tokens. However, you requested ${requested} tokens.`,
  )
}

function finish(reason: string): string {
  return sse({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: {}, finish_reason: reason }] })
}

function errorOf(code: number, message: string) {
  return { error: { message, type: 'server_error', code } }
}

function refusal(status: number, message: string): Answer {
  return json(status, errorOf(status, message))
}

function page(status: number): Answer {
  const html =
    '<!doctype html>\n<html><head><title>Welcome to the proxy</title></head><body>Hello</body></html>'
  return { status, headers: { 'content-type': 'text/html' }, steps: [write(html)] }
}

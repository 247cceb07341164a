import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { estimateTokens } from '../../src/base/tokens.ts'
import { listOf, parseJson, recordOf } from '../../src/base/json.ts'
import { eventStream, json, sse, write, type Answer, type Step } from './answer.ts'
import { isFault, withFault } from './faults.ts'
import { recordingsIn, replay } from './recordings.ts'
import { pickSample, readSamples, type Sample } from './samples.ts'
import { deltasOf, messageOf, wireForms, type WireForm } from './wireForms.ts'

export interface SampleEndpointOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number
  /** The folder of sample traces. */
  readonly samples?: string
  /** A folder of recorded streams to replay. */
  readonly recordings?: string
  /** 0, the default, sends everything at once. */
  readonly tokensPerSecond?: number
  /** How reasoning is sent when the model's name does not say; `inline` by default. */
  readonly form?: WireForm
  /** Requests without it are refused. */
  readonly key?: string
}

export interface SampleEndpoint {
  /** The base URL, with `/v1`. */
  readonly url: string
  /** What was asked so far, the oldest first. */
  readonly requests: readonly SampleRequest[]
  close(): Promise<void>
}

export interface SampleRequest {
  readonly method: string
  readonly path: string
  readonly headers: http.IncomingHttpHeaders
  /** The parsed body; an empty object where there is none. */
  readonly body: Body
  /** How the request ended: the answer was sent in full, or the client went away before. */
  readonly outcome: Promise<'finished' | 'abandoned'>
}

type Body = Readonly<Record<string, unknown>>

const sampleFolder = path.join(import.meta.dirname, '../../samples/traces')

/**
 * An OpenAI-compatible server on 127.0.0.1 for the demo, the tests and the terminal. The model's name says what it
 * does: `sample-r1` answers with the sample that fits; `sample-r1:reasoning_content` in that wire form; a fault may
 * follow, as in `sample-r1:inline:cut`; `recording/NAME` replays a recording, `recording/NAME:7` cut at other places.
 */
export async function createSampleEndpoint(options: SampleEndpointOptions = {}): Promise<SampleEndpoint> {
  const samples = await readSamples(options.samples ?? sampleFolder)
  const recordings = options.recordings === undefined ? [] : await recordingsIn(options.recordings)
  const requests: SampleRequest[] = []

  const server = http.createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/v1`,
    requests,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }

  async function handle(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const outcome = once(response, 'close').then(() => (response.writableFinished ? 'finished' : 'abandoned'))
    const { method = '', url = '', headers } = request
    const body = await bodyOf(request)
    requests.push({ method, path: url, headers, body, outcome })
    await play(await answer(method, url, headers.authorization, body), response, options.tokensPerSecond ?? 0)
  }

  async function answer(
    method: string,
    url: string,
    authorization: string | undefined,
    body: Body,
  ): Promise<Answer> {
    if (options.key !== undefined && authorization !== `Bearer ${options.key}`)
      return json(401, { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } })
    const { pathname } = new URL(url, 'http://localhost')
    if (method === 'GET' && pathname === '/v1/models') return json(200, modelList(modelNames()))
    if (method === 'POST' && pathname === '/v1/chat/completions') return completion(body)
    return json(404, { detail: 'Not Found' })
  }

  function modelNames(): readonly string[] {
    return [
      'sample-r1',
      ...wireForms.map((form) => `sample-r1:${form}`),
      ...recordings.map((name) => `recording/${name}`),
    ]
  }

  async function completion(body: Body): Promise<Answer> {
    const model = String(body['model'])
    const [name = '', ...marks] = model.split(':')
    const recording = recordings.find((each) => name === `recording/${each}`)
    if (recording !== undefined && options.recordings !== undefined)
      return replay(
        path.join(options.recordings, recording),
        marks[0] === undefined ? undefined : Number(marks[0]),
      )
    if (name !== 'sample-r1')
      return json(404, {
        error: { message: `The model \`${model}\` does not exist.`, code: 'model_not_found' },
      })
    const form = wireForms.find((each) => marks.includes(each)) ?? options.form ?? 'inline'
    const whole = answerOf(sampleFor(body), form, body)
    const fault = marks.find(isFault)
    return fault === undefined ? whole : withFault(fault, whole, model)
  }

  function sampleFor(body: Body): Sample {
    const texts = listOf(body['messages']).map(contentOf)
    return pickSample(samples, texts.join('\n'), texts.at(-1) ?? '')
  }
}

function answerOf(sample: Sample, form: WireForm, body: Body): Answer {
  const deltas = deltasOf(sample, form)
  const usage = usageOf(sample, form, body)
  const head = { id: `chatcmpl-${sample.name}`, created: Math.floor(Date.now() / 1000), model: body['model'] }
  if (body['stream'] !== true) {
    const message = { role: 'assistant', ...messageOf(sample, form) }
    const choices = [{ index: 0, message, finish_reason: 'stop' }]
    return json(200, { ...head, object: 'chat.completion', choices, usage })
  }
  const chunk = (choices: readonly unknown[], more = {}) =>
    sse({ ...head, object: 'chat.completion.chunk', choices, ...more })
  const choice = (delta: unknown, finish_reason: string | null = null) => [{ index: 0, delta, finish_reason }]
  const options = body['stream_options']
  const counted =
    typeof options === 'object' && options !== null && 'include_usage' in options && options.include_usage
  return eventStream([
    write(chunk(choice({ role: 'assistant', content: '' }))),
    ...deltas.map((delta) => write(chunk(choice(delta)), 1)),
    write(chunk(choice({}, 'stop'))),
    ...(counted ? [write(chunk([], { usage }))] : []),
    write(sse('[DONE]')),
  ])
}

function usageOf(sample: Sample, form: WireForm, body: Body) {
  const prompt_tokens = estimateTokens(JSON.stringify(body['messages'] ?? ''))
  const completion_tokens = deltasOf(sample, form).length
  const reasoning_tokens = deltasOf({ ...sample, answer: '' }, form).length
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    completion_tokens_details: { reasoning_tokens },
  }
}

/** Sends an answer step by step, at the given speed, for as long as somebody listens. */
async function play(
  { status, headers, steps }: Answer,
  response: http.ServerResponse,
  speed: number,
): Promise<void> {
  const [first] = steps
  if (first?.kind === 'silence') return
  response.writeHead(status, headers)
  const begun = performance.now()
  let tokens = 0
  for (const step of steps) {
    if (response.destroyed) return
    switch (step.kind) {
      case 'write':
        tokens += step.tokens
        if (speed > 0) await until(begun + (tokens * 1000) / speed)
        if (!(await send(response, step))) return
        break
      case 'headers':
        response.flushHeaders()
        break
      case 'silence':
        return
      case 'reset':
        // What was written must have left before the connection breaks.
        await sleep(20)
        response.destroy()
        return
    }
  }
  response.end()
}

async function send(response: http.ServerResponse, { bytes }: Step & { kind: 'write' }): Promise<boolean> {
  if (response.destroyed) return false
  if (response.write(bytes)) return true
  await new Promise<void>((resolve) => {
    const goOn = () => {
      response.off('drain', goOn).off('close', goOn)
      resolve()
    }
    response.on('drain', goOn).on('close', goOn)
  })
  return !response.destroyed
}

async function until(time: number): Promise<void> {
  const wait = time - performance.now()
  if (wait > 1) await sleep(wait)
}

async function bodyOf(request: http.IncomingMessage): Promise<Body> {
  const pieces: Uint8Array[] = []
  for await (const piece of request) pieces.push(piece)
  const text = Buffer.concat(pieces).toString('utf8')
  return recordOf(parseJson(text))
}

function contentOf(message: unknown): string {
  const { content } = recordOf(message)
  return typeof content === 'string' ? content : JSON.stringify(content ?? '')
}

function modelList(names: readonly string[]) {
  return {
    object: 'list',
    data: names.map((id) => ({ id, object: 'model', created: 0, owned_by: 'samples' })),
  }
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

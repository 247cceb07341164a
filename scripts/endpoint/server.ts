import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { listOf, numberOf, parseJson, recordOf, textOf } from '../../src/base/json.ts'
import { estimateTokens } from '../../src/base/tokens.ts'
import { json, type Answer } from './answer.ts'
import { createControl, type Controlled } from './control.ts'
import { completionsOf } from './completion.ts'
import { caveats, continuationOf, minds } from './continuing.ts'
import { isFault, withFault } from './faults.ts'
import { play, type Hold } from './player.ts'
import { recordingsIn, replay } from './recordings.ts'
import { pickSample, readSamples, type Sample } from './samples.ts'
import { wireForms, type WireForm } from './wireForms.ts'

export interface SampleEndpointOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number
  /** Where it listens; on this machine only by default. */
  readonly host?: string
  /** The folder of sample traces. */
  readonly samples?: string
  /** A folder of recorded streams to replay. */
  readonly recordings?: string
  /** 0, the default, sends everything at once. */
  readonly tokensPerSecond?: number
  /** Asked before each piece, with the tokens that were sent: what it gives is waited for. */
  readonly hold?: Hold
  /** How reasoning is sent when the model's name does not say; `inline` by default. */
  readonly form?: WireForm
  /** How long a prompt is read by a model that takes its time, in milliseconds; 100 by default. */
  readonly readsFor?: number
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

interface SampleRequest {
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
const distilledFolder = path.join(import.meta.dirname, '../../samples/distilled')

/**
 * An OpenAI-compatible server on 127.0.0.1 for the demo, the tests and the terminal. The model's name says what it
 * does: `sample-r1` answers with the sample that fits, `sample-r1-distill` as a smaller model might, each time another way
 * where there are several; `sample-r1:reasoning_content` in that wire form; a fault may
 * follow, as in `sample-r1:inline:cut`; so may a server that goes on from what it had begun, as in `sample-r1:vllm:drops`; `recording/NAME` replays a recording, `recording/NAME:7` cut at other places.
 */
export async function createSampleEndpoint(options: SampleEndpointOptions = {}): Promise<SampleEndpoint> {
  const samples = await readSamples(options.samples ?? sampleFolder)
  const distilled = await readSamples(distilledFolder)
  const recordings = options.recordings === undefined ? [] : await recordingsIn(options.recordings)
  const requests: SampleRequest[] = []
  const control = createControl()

  const server = http.createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  })
  const host = options.host ?? '127.0.0.1'
  server.listen(options.port ?? 0, host)
  await once(server, 'listening')
  return {
    url: `http://${host}:${portOf(server.address())}/v1`,
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
    await play(await answer(method, url, headers, body), response, options.tokensPerSecond ?? 0, options.hold)
  }

  async function answer(
    method: string,
    url: string,
    headers: http.IncomingHttpHeaders,
    body: Body,
  ): Promise<Controlled> {
    if (options.key !== undefined && headers.authorization !== `Bearer ${options.key}`)
      return json(401, { error: { message: 'Incorrect API key provided.', code: 'invalid_api_key' } })
    const { pathname } = new URL(url, 'http://localhost')
    if (method === 'GET' && pathname === '/v1/models') return json(200, modelList(modelNames()))
    if (method === 'POST') {
      const marks = textOf(body['model']).split(':')
      const mind = minds.find((each) => marks.includes(each))
      const thinker = mind && {
        mind,
        caveats: new Set(caveats.filter((each) => marks.includes(each))),
        samples,
      }
      const continued = thinker && continuationOf(thinker, pathname, body)
      if (continued) return continued
      const controls = mind === 'llamacpp' && !thinker?.caveats.has('old')
      if (controls && pathname === '/v1/chat/completions/control')
        return control.tell(textOf(body['id']), textOf(body['action']))
      if (pathname === '/v1/chat/completions') {
        const id = `chatcmpl-${requests.length}`
        const whole = await completion(id, body, url, headers)
        return controls && body['reasoning_control'] === true ? control.over(id, whole) : whole
      }
    }
    return json(404, { detail: 'Not Found' })
  }

  function modelNames(): readonly string[] {
    return [
      'sample-r1',
      'sample-r1-distill',
      ...wireForms.map((form) => `sample-r1:${form}`),
      ...recordings.map((name) => `recording/${name}`),
    ]
  }

  async function completion(
    id: string,
    body: Body,
    url: string,
    headers: http.IncomingHttpHeaders,
  ): Promise<Answer> {
    const model = String(body['model'])
    const [name = '', ...marks] = model.split(':')
    const recording = recordings.find((each) => name === `recording/${each}`)
    if (recording !== undefined && options.recordings !== undefined)
      return replay(
        path.join(options.recordings, recording),
        marks[0] === undefined ? undefined : Number(marks[0]),
      )
    if (name !== 'sample-r1' && name !== 'sample-r1-distill')
      return json(404, {
        error: { message: `The model \`${model}\` does not exist.`, code: 'model_not_found' },
      })
    const form = wireForms.find((each) => marks.includes(each)) ?? options.form ?? 'inline'
    const count = numberOf(body['n']) ?? 1
    if (count > 1 && marks.includes('llamacpp'))
      return json(400, { error: { message: 'Only one completion choice is allowed', code: 400 } })
    // This request is the last of them.
    const before = requests.filter((request) => request.body['model'] === model).length - 1
    // Ollama does not heed it.
    const most = marks.includes('ollama') ? 1 : count
    const chosen = name === 'sample-r1' ? samplesFor(body, most) : distilledFor(body, most, before)
    const whole = completionsOf(id, chosen, form, body)
    const fault = marks.find(isFault)
    if (fault === undefined) return whole
    return withFault(fault, whole, {
      model,
      before,
      url,
      headers,
      promptTokens: estimateTokens(listOf(body['messages']).map(contentOf).join('\n')),
      readsFor: options.readsFor ?? 100,
      tellsProgress: body['return_progress'] === true,
    })
  }

  function fitting(body: Body): Sample {
    const texts = listOf(body['messages']).map(contentOf)
    return pickSample(samples, texts.join('\n'), texts.at(-1) ?? '')
  }

  /** What a smaller model says to the same question, one after another; the sample where there is nothing of its. */
  function distilledFor(body: Body, count: number, before: number): readonly Sample[] {
    const fits = fitting(body)
    const tries = distilled.filter(({ question }) => question === fits.question)
    return Array.from({ length: count }, (_, at) => tries[(before + at) % tries.length] ?? fits)
  }

  /** The one that fits first, then the others. */
  function samplesFor(body: Body, count: number): readonly Sample[] {
    const fits = fitting(body)
    const others = samples.filter(({ name }) => name !== fits.name)
    return Array.from({ length: count }, (_, at) => {
      const other = at === 0 ? undefined : others[(at - 1) % others.length]
      return other ?? fits
    })
  }
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

import http from 'node:http'
import https from 'node:https'
import type { Timeouts } from './profile.ts'

/** What a server that did not say yes answered. */
export interface Refusal {
  readonly status: number
  readonly headers: Headers
  /** The beginning of what it wrote. */
  readonly text: string
}

export class TimeoutFault extends Error {
  readonly stage: keyof Timeouts

  constructor(stage: keyof Timeouts) {
    super(`no sign of life (${stage})`)
    this.stage = stage
  }
}

export class RedirectFault extends Error {
  readonly to: string

  constructor(to: string) {
    super(`redirected to ${to}`)
    this.to = to
  }
}

/** One request's connection, and what became of it: the SDK keeps neither the cause nor the server's words. */
export interface Wire {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>
  fault(): unknown
  refusal(): Refusal | undefined
}

/**
 * A `fetch` on Node's own http: with limits of ours for connecting, first byte and silence, where the built-in fetch
 * has 300 seconds of its own for headers and body; VS Code's proxy and certificate settings reach it. It follows a
 * redirect only within the origin and sends no header but the given ones, the content type and the authorization.
 */
export function createWire(timeouts: Timeouts, headers: Readonly<Record<string, string>>): Wire {
  let fault: unknown
  let refusal: Refusal | undefined
  return { fetch: guarded, fault: () => fault, refusal: () => refusal }

  async function guarded(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    try {
      return await follow(new URL(url instanceof Request ? url.url : url), init)
    } catch (error) {
      fault = error
      throw error
    }
  }

  async function follow(url: URL, init: RequestInit): Promise<Response> {
    let at = url
    for (let hops = 0; ; hops++) {
      const watch = createWatch(timeouts)
      const answer = await send(at, init, headers, watch)
      const status = answer.statusCode ?? 0
      const target = redirectOf(answer, at)
      if (status >= 200 && status < 300)
        return responseOf(
          answer,
          bodyOf(answer, watch, (error) => (fault = error)),
        )
      if (!target) {
        const text = await beginningOf(answer, watch)
        refusal = { status, headers: headersOf(answer), text }
        return responseOf(answer, null)
      }
      watch.rest()
      answer.destroy()
      if (target.origin !== url.origin || (status !== 307 && status !== 308) || hops === 5)
        throw new RedirectFault(target.href)
      at = target
    }
  }
}

function send(
  url: URL,
  init: RequestInit,
  extra: Readonly<Record<string, string>>,
  watch: Watch,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { signal } = init
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: init.method ?? 'GET',
      headers: { ...kept(new Headers(init.headers)), ...lowered(extra), connection: 'close' },
    })
    const abort = () => request.destroy()
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    request.once('close', () => signal?.removeEventListener('abort', abort))
    request.on('error', (error) => {
      watch.rest()
      reject(error)
    })
    // The request counts as sent when the connection, TLS included, has taken it.
    request.once('finish', () => watch.waitFor('firstByte', (fault) => request.destroy(fault)))
    request.once('response', (answer) => {
      watch.waitFor('firstByte', (fault) => answer.destroy(fault))
      resolve(answer)
    })
    request.setSocketKeepAlive(true, 30_000)
    watch.waitFor('connect', (fault) => request.destroy(fault))
    request.end(typeof init.body === 'string' ? init.body : undefined)
  })
}

/** Nothing that the SDK would like to tell about itself. */
function kept(headers: Headers): Record<string, string> {
  const names = ['accept', 'content-type', 'authorization']
  return Object.fromEntries([...headers].filter(([name]) => names.includes(name)))
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

interface Watch {
  /** Begins a wait; ends the one before. The first byte is waited for once, through headers and body. */
  waitFor(stage: keyof Timeouts, end: (fault: TimeoutFault) => void): void
  rest(): void
}

function createWatch(timeouts: Timeouts): Watch {
  let timer: NodeJS.Timeout | undefined
  let deadline = 0
  return {
    waitFor: (stage, end) => {
      clearTimeout(timer)
      const limit = timeouts[stage]
      if (limit === 0) return
      const now = Date.now()
      if (stage === 'firstByte' && deadline === 0) deadline = now + limit
      const wait = stage === 'firstByte' ? deadline - now : limit
      timer = setTimeout(() => end(new TimeoutFault(stage)), Math.max(1, Math.min(wait, longest)))
    },
    rest: () => clearTimeout(timer),
  }
}

/** What a timer can hold: 24 days. */
const longest = 2 ** 31 - 1

/** Time counts only while somebody waits for the next piece. */
function bodyOf(
  answer: http.IncomingMessage,
  watch: Watch,
  onFault: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = answer[Symbol.asyncIterator]()
  let stage: keyof Timeouts = 'firstByte'
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        watch.waitFor(stage, (fault) => answer.destroy(fault))
        try {
          const { done, value } = await pieces.next()
          stage = 'idle'
          if (done) controller.close()
          else controller.enqueue(new Uint8Array(value))
        } catch (error) {
          onFault(error)
          controller.error(error)
        } finally {
          watch.rest()
        }
      },
      cancel: () => {
        watch.rest()
        answer.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

const beginning = 64 * 1024

async function beginningOf(answer: http.IncomingMessage, watch: Watch): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of bodyOf(answer, watch, () => {})) {
      pieces.push(piece)
      size += piece.length
      if (size >= beginning) break
    }
  } catch {
    // What came is enough to say why.
  }
  return Buffer.concat(pieces).toString('utf8').slice(0, beginning)
}

function redirectOf(answer: http.IncomingMessage, from: URL): URL | null {
  const { statusCode = 0, headers } = answer
  if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return null
  return URL.parse(headers.location, from.href)
}

function headersOf(answer: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(answer.headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}

function responseOf(answer: http.IncomingMessage, body: ReadableStream<Uint8Array> | null): Response {
  const status = answer.statusCode ?? 0
  return new Response(status === 204 || status === 205 ? null : body, {
    // A status that `Response` does not know is refused as one it does.
    status: status >= 200 && status <= 599 ? status : 502,
    headers: headersOf(answer),
  })
}

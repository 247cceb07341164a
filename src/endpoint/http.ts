import http from 'node:http'
import https from 'node:https'
import { pipeline, type Readable } from 'node:stream'
import zlib from 'node:zlib'
import { codeOf } from '../base/codeOf.ts'
import type { Watch } from './watch.ts'

export interface Outgoing {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Leaving it closes the connection. */
  readonly body: ReadableStream<Uint8Array>
}

/** A proxy on the way answered instead of the server. */
export class ProxyFault extends Error {
  /** 0 where it is not known. */
  readonly status: number

  constructor(status: number, cause?: Error) {
    super(`the proxy said ${status}`, { cause })
    this.status = status
  }
}

/**
 * One request over Node's own http, on a connection of its own. The built-in `fetch` would end it after 300 seconds
 * without headers or without a byte, whatever one's own limits are, and follows redirects with all headers of the
 * caller's; what VS Code sets for proxies and certificates reaches both.
 */
export async function send(url: URL, outgoing: Outgoing, signal: AbortSignal, watch: Watch): Promise<Answer> {
  const answer = await begin(url, outgoing, signal, watch)
  return { status: answer.statusCode ?? 0, headers: headersOf(answer), body: bodyOf(answer, watch) }
}

function begin(
  url: URL,
  { method, headers, body }: Outgoing,
  signal: AbortSignal,
  watch: Watch,
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'https:' ? https : http
    const request = open.request(url, { method, headers: { ...headers, connection: 'close' }, signal })
    request.on('error', (error) => {
      watch.rest()
      reject(codeOf(error) === 'ERR_PROXY_TUNNEL' ? tunnelFault(error) : error)
    })
    // The request counts as sent when the connection, TLS included, has taken it.
    request.once('finish', () => watch.waitFor('firstByte', (fault) => request.destroy(fault)))
    request.once('response', (answer) => {
      if (url.protocol === 'https:' && !isEncrypted(answer)) {
        watch.rest()
        answer.destroy()
        return reject(new ProxyFault(answer.statusCode ?? 0))
      }
      watch.waitFor('firstByte', (fault) => answer.destroy(fault))
      return resolve(answer)
    })
    request.setSocketKeepAlive(true, 30_000)
    watch.waitFor('connect', (fault) => request.destroy(fault))
    request.end(body)
  })
}

/** Of VS Code's proxy agent one gets what the proxy said as if the server had; Node's own fails. */
function isEncrypted({ socket }: http.IncomingMessage): boolean {
  return 'encrypted' in socket && socket.encrypted === true
}

function tunnelFault(error: Error): ProxyFault {
  return new ProxyFault(Number(/HTTP\/1\.\d (\d{3})/.exec(error.message)?.[1] ?? 0), error)
}

/** Time counts only while somebody waits for the next piece. */
function bodyOf(answer: http.IncomingMessage, watch: Watch): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = unpacked(answer)[Symbol.asyncIterator]()
  let stage: 'firstByte' | 'idle' = 'firstByte'
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        watch.waitFor(stage, (fault) => answer.destroy(fault))
        const { done, value } = await pieces.next().finally(() => watch.rest())
        stage = 'idle'
        if (done) controller.close()
        else controller.enqueue(new Uint8Array(value))
      },
      cancel: () => {
        watch.rest()
        answer.destroy()
      },
    },
    { highWaterMark: 0 },
  )
}

/** Nothing asks for it, but a gateway may pack the answer all the same. */
function unpacked(answer: http.IncomingMessage): Readable {
  const unpack = unpackerOf(answer.headers['content-encoding'])
  // Whoever reads is told how it ends.
  return unpack ? pipeline(answer, unpack, () => {}) : answer
}

/** What came is given at once, and what was cut is given as far as it came. */
function unpackerOf(encoding: string | undefined) {
  const flush = zlib.constants.Z_SYNC_FLUSH
  const packing = encoding?.trim().toLowerCase() ?? ''
  if (packing === 'br') return zlib.createBrotliDecompress({ flush: zlib.constants.BROTLI_OPERATION_FLUSH })
  return /^(x-)?gzip$|^deflate$/.test(packing) ? zlib.createUnzip({ flush, finishFlush: flush }) : undefined
}

function headersOf(answer: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(answer.headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}

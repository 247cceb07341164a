import { send, type Answer, type Outgoing } from './http.ts'
import type { Timeouts } from './profile.ts'
import { createWatch } from './watch.ts'

/** What a server that did not say yes answered. */
export interface Refusal {
  readonly status: number
  readonly headers: Headers
  /** The beginning of what it wrote. */
  readonly text: string
}

/** A server wants the request, key and all, to go elsewhere. */
export class RedirectFault extends Error {
  readonly to: string

  constructor(to: string) {
    super(`redirected to ${to}`)
    this.to = to
  }
}

/** One request, and what became of it: the SDK keeps neither the cause of an error nor all of the server's words. */
export interface Wire {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>
  fault(): unknown
  refusal(): Refusal | undefined
}

/**
 * A `fetch` for one request. It sends the given headers, the content type and the authorization, and none of the SDK's
 * others. A redirect is followed within its origin only, so that the key goes nowhere else.
 */
export function createWire(timeouts: Timeouts, headers: Readonly<Record<string, string>>): Wire {
  let fault: unknown
  let refusal: Refusal | undefined
  return { fetch: guarded, fault: () => fault, refusal: () => refusal }

  async function guarded(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    try {
      return await ask(new URL(url instanceof Request ? url.url : url), init)
    } catch (error) {
      fault = error
      throw error
    }
  }

  async function ask(
    url: URL,
    { method = 'GET', body, signal, headers: theirs }: RequestInit,
  ): Promise<Response> {
    const outgoing: Outgoing = {
      method,
      headers: { ...kept(new Headers(theirs)), ...lowered(headers) },
      body: typeof body === 'string' ? body : undefined,
    }
    const answer = await follow(url, outgoing, signal ?? new AbortController().signal)
    if (answer.status >= 200 && answer.status < 300)
      return new Response(answer.body, { headers: answer.headers })
    refusal = { status: answer.status, headers: answer.headers, text: await beginningOf(answer.body) }
    return new Response(null, { status: 500 })
  }

  async function follow(url: URL, outgoing: Outgoing, signal: AbortSignal): Promise<Answer> {
    for (let at = url, hops = 0; ; hops++) {
      const answer = await send(at, outgoing, signal, createWatch(timeouts))
      const target = redirectOf(answer, at)
      if (!target) return answer
      await answer.body.cancel()
      const same = target.origin === url.origin && (answer.status === 307 || answer.status === 308)
      if (!same || hops === 5) throw new RedirectFault(target.href)
      at = target
    }
  }
}

function kept(headers: Headers): Record<string, string> {
  const names = ['accept', 'content-type', 'authorization']
  return Object.fromEntries([...headers].filter(([name]) => names.includes(name)))
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function redirectOf({ status, headers }: Answer, from: URL): URL | null {
  const location = headers.get('location')
  return status >= 300 && status < 400 && location !== null ? URL.parse(location, from.href) : null
}

/** Enough of a refusal to say why; a server may write without end. */
async function beginningOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true })
      if (text.length > 64 * 1024) break
    }
  } catch {
    // What came is enough.
  }
  return text
}

import { messageOf } from '../base/messageOf.ts'
import { codeOf } from '../base/codeOf.ts'
import type { Failure, FailureAction } from '../base/failure.ts'
import type { Say } from '../base/say.ts'
import { ProxyFault } from './http.ts'
import { TimeoutFault } from './watch.ts'
import { RedirectFault } from './wire.ts'
import type { Timeouts } from './profile.ts'
import { redact } from './redact.ts'

/** A server writes and writes, and nothing of it is whole. */
export class EndlessFault extends Error {}

/** Of what request a failure is spoken. */
export interface Asked {
  /** Without a query. */
  readonly url: string
  readonly model: string
  /** Never to be seen in a failure. */
  readonly secrets: readonly string[]
  readonly timeouts: Timeouts
  /** No key was sent. */
  readonly keyless?: boolean
  /** It can be told something while it writes, by the name of its answer. */
  readonly controlled?: boolean
  /** Words a failure in the language of who reads it. */
  readonly say: Say
  /** It was asked which experts worked, which is told in one large event. */
  readonly experts?: boolean
}

/** A failure with its words cleaned of secrets and held to one line. */
export function failure(
  code: string,
  message: string,
  action: FailureAction,
  detail: string,
  { secrets }: Asked,
  retryAfter?: number,
): Failure {
  return {
    code,
    message: oneLine(redact(message, secrets)),
    action,
    detail: redact(detail, secrets),
    ...(retryAfter !== undefined && { retryAfter }),
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** What a connection that failed, or was given up, means to a person. */
export function failureOfFault(fault: unknown, asked: Asked): Failure {
  const { host, hostname, origin } = new URL(asked.url)
  const { say } = asked
  const causes = causesOf(fault)
  const detail = [asked.url, ...causes.map(describe)].join('\n')
  const fail = (code: string, message: string, action: FailureAction, retryAfter?: number) =>
    failure(code, message, action, detail, asked, retryAfter)

  for (const cause of causes) {
    if (cause instanceof TimeoutFault) return fail(...timedOut(cause.stage, host, asked))
    if (cause instanceof ProxyFault)
      return cause.status === 407
        ? fail('proxy', say('A proxy on the way to {0} asks for a login.', host), 'aboutNetwork')
        : fail(
            'proxyRefused',
            say('The proxy on the way to {0} does not lead there ({1}).', host, cause.status),
            'aboutNetwork',
          )
    if (cause instanceof EndlessFault)
      return fail('malformed', say('What {0} sends has no end; it is read no further.', host), 'showLog')
    if (cause instanceof RedirectFault) {
      const to = new URL(cause.to)
      return fail(
        'redirected',
        to.origin === origin
          ? say('{0} sends requests on to {1}; is the address right?', asked.url, `${origin}${to.pathname}`)
          : say('{0} sends requests on to {1}; only that address itself can be used.', origin, to.origin),
        'changeAddress',
      )
    }
  }
  for (const cause of causes) {
    const code = codeOf(cause)
    const proxy = code === 'ECONNREFUSED' ? otherPlace(cause, asked.url) : undefined
    if (proxy !== undefined)
      return fail(
        'proxyUnreachable',
        say('Nothing is listening at {0}, the proxy on the way to {1}.', proxy, host),
        'aboutNetwork',
      )
    if (code === 'ECONNREFUSED')
      return fail(
        'refused',
        say('Nothing is listening at {0}; is the server running?', host),
        'changeAddress',
      )
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return fail(
        'unknownHost',
        say('There is no host named {0}, or no network to ask.', hostname),
        'changeAddress',
      )
    if (/^E(HOST|NET)(UNREACH|DOWN)$|^EADDRNOTAVAIL$/.test(code))
      return fail('unreachable', say('{0} cannot be reached from this machine.', host), 'changeAddress')
    if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
      return fail('connectTimeout', say('{0} did not take the connection in time.', host), 'askAgain')
    if (/^(ERR_SSL_|EPROTO$)/.test(code))
      return fail(
        'notTls',
        say('{0} does not speak https; should the address begin with http://?', host),
        'changeAddress',
      )
    if (code.startsWith('HPE_') && beginsAsTls(cause)) return notPlain(detail, asked)
    if (code.startsWith('HPE_'))
      return fail('notHttp', say('{0} does not answer in HTTP; is the address right?', host), 'changeAddress')
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
      return fail('certificate', say('The certificate of {0} belongs to another host.', host), 'aboutNetwork')
    if (code === 'CERT_HAS_EXPIRED')
      return fail('certificate', say('The certificate of {0} has expired.', host), 'aboutNetwork')
    if (/CERT|VERIFY|ISSUER/.test(code))
      return fail(
        'certificate',
        say('The certificate of {0} is not trusted on this machine ({1}).', host, code),
        'aboutNetwork',
      )
    if (/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE)$/.test(code))
      return fail('cut', say('{0} closed the connection before an answer came.', host), 'askAgain', 0)
  }
  if (causes.some((cause) => /header|ByteString/.test(describe(cause))))
    return fail(
      'badHeader',
      say('The key or a header for {0} holds letters that HTTP cannot send.', host),
      'setKey',
    )
  return fail('failed', say('The request to {0} failed: {1}', host, firstMessage(causes)), 'showLog')
}

/** It was asked in plain HTTP, and wants TLS. */
export function notPlain(detail: string, asked: Asked): Failure {
  const { host } = new URL(asked.url)
  const message = asked.say('{0} speaks https; should the address begin with https://?', host)
  return failure('notPlain', message, 'changeAddress', detail, asked)
}

/** Whether what cannot be read as HTTP is a record of TLS: an alert, or a handshake (RFC 8446, section 5.1). */
function beginsAsTls(cause: unknown): boolean {
  const packet = cause instanceof Error && 'rawPacket' in cause ? cause.rawPacket : undefined
  return packet instanceof Uint8Array && (packet[0] === 21 || packet[0] === 22) && packet[1] === 3
}

/** Where a connection was refused that was not to lead to the server itself. */
function otherPlace(cause: unknown, url: string): string | undefined {
  const { protocol, port } = new URL(url)
  if (!(cause instanceof Error) || !('port' in cause) || !('address' in cause)) return undefined
  const own = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  return cause.port === own ? undefined : `${String(cause.address)}:${String(cause.port)}`
}

function timedOut(
  stage: keyof Timeouts,
  host: string,
  { timeouts, say }: Asked,
): [string, string, FailureAction] {
  const seconds = Number((timeouts[stage] / 1000).toPrecision(3))
  switch (stage) {
    case 'connect':
      return [
        'connectTimeout',
        say('{0} did not take the connection within {1} s.', host, seconds),
        'askAgain',
      ]
    case 'firstByte':
      return [
        'firstByteTimeout',
        say('{0} took the question, but sent nothing for {1} s.', host, seconds),
        'askAgain',
      ]
    case 'idle':
      return [
        'idleTimeout',
        say('{0} stopped in the middle of its answer and was silent for {1} s.', host, seconds),
        'askAgain',
      ]
  }
}

/** An error, its causes, and the errors it gathers; each once. */
export function causesOf(fault: unknown): readonly unknown[] {
  const found = new Set<unknown>()
  const queue = [fault]
  for (const each of queue) {
    if (each === undefined || each === null || found.has(each) || found.size > 20) continue
    found.add(each)
    if (each instanceof AggregateError) queue.push(...each.errors)
    if (each instanceof Error) queue.push(each.cause)
  }
  return [...found]
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = codeOf(cause)
  return `${cause.name}: ${cause.message}${code === '' ? '' : ` [${code}]`}`
}

function firstMessage(causes: readonly unknown[]): string {
  return messageOf(causes[0])
}

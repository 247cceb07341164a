import type { Failure, FailureAction } from '../base/failure.ts'
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
  const { host, origin } = new URL(asked.url)
  const causes = causesOf(fault)
  const detail = [asked.url, ...causes.map(describe)].join('\n')
  const say = (code: string, message: string, action: FailureAction, retryAfter?: number) =>
    failure(code, message, action, detail, asked, retryAfter)

  for (const cause of causes) {
    if (cause instanceof TimeoutFault) return say(...timedOut(cause.stage, host, asked.timeouts))
    if (cause instanceof EndlessFault)
      return say('malformed', `${host} sends one event without an end; it is read no further.`, 'showLog')
    if (cause instanceof RedirectFault) {
      const to = URL.parse(cause.to)?.origin ?? cause.to
      return say(
        'redirected',
        `${origin} sends requests on to ${to}; only that address itself can be used.`,
        'openSettings',
      )
    }
  }
  for (const cause of causes) {
    const code = codeOf(cause)
    if (code === 'ECONNREFUSED')
      return say('refused', `Nothing is listening at ${host}; is the server running?`, 'openSettings')
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return say(
        'unknownHost',
        `There is no host named ${new URL(asked.url).hostname}, or no network to ask.`,
        'openSettings',
      )
    if (/^E(HOST|NET)(UNREACH|DOWN)$|^EADDRNOTAVAIL$/.test(code))
      return say('unreachable', `${host} cannot be reached from this machine.`, 'openSettings')
    if (code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
      return say('connectTimeout', `${host} did not take the connection in time.`, 'askAgain')
    if (/^(ERR_SSL_|EPROTO$)/.test(code))
      return say(
        'notTls',
        `${host} does not speak https; should the address begin with http://?`,
        'openSettings',
      )
    if (code.startsWith('HPE_'))
      return say('notHttp', `${host} does not answer in HTTP; is the address right?`, 'openSettings')
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
      return say('certificate', `The certificate of ${host} belongs to another host.`, 'showLog')
    if (code === 'CERT_HAS_EXPIRED')
      return say('certificate', `The certificate of ${host} has expired.`, 'showLog')
    if (/CERT|VERIFY|ISSUER/.test(code))
      return say(
        'certificate',
        `The certificate of ${host} is not trusted on this machine (${code}).`,
        'showLog',
      )
    if (/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE)$/.test(code))
      return say('cut', `${host} closed the connection before an answer came.`, 'askAgain', 0)
  }
  if (causes.some((cause) => /header|ByteString/.test(describe(cause))))
    return say('badHeader', `The key or a header for ${host} holds letters that HTTP cannot send.`, 'setKey')
  return say('failed', `The request to ${host} failed: ${firstMessage(causes)}`, 'showLog')
}

function timedOut(stage: keyof Timeouts, host: string, timeouts: Timeouts): [string, string, FailureAction] {
  const seconds = `${Number((timeouts[stage] / 1000).toPrecision(3))} s`
  switch (stage) {
    case 'connect':
      return ['connectTimeout', `${host} did not take the connection within ${seconds}.`, 'askAgain']
    case 'firstByte':
      return ['firstByteTimeout', `${host} took the question, but sent nothing for ${seconds}.`, 'askAgain']
    case 'idle':
      return [
        'idleTimeout',
        `${host} stopped in the middle of its answer and was silent for ${seconds}.`,
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

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = codeOf(cause)
  return `${cause.name}: ${cause.message}${code === '' ? '' : ` [${code}]`}`
}

function firstMessage(causes: readonly unknown[]): string {
  const [first] = causes
  return first instanceof Error ? first.message : String(first)
}

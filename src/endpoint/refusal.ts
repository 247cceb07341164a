import type { Failure, FailureAction } from '../base/failure.ts'
import { failure, type Asked } from './failure.ts'
import type { Refusal } from './wire.ts'
import { listOf, numberOf, parseJson, recordOf, textOf } from '../base/json.ts'

/** What an answer with a status of 300 or more means to a person. */
export function failureOfRefusal({ status, headers, text }: Refusal, asked: Asked): Failure {
  const words = wordsOf(text)
  return judge({
    status,
    words,
    wait: secondsToWait(headers),
    html: looksLikeHtml(text),
    detail: `${asked.url}\n${status}\n${text.slice(0, 4000)}`,
    asked,
  })
}

/** What an error inside a stream means; `value` as the server sent it, with or without an `error` around it. */
export function failureOfEvent(value: unknown, asked: Asked): Failure {
  const error = recordOf(recordOf(value)['error'] ?? value)
  const detail = `${asked.url}\nerror in the stream\n${JSON.stringify(value).slice(0, 4000)}`
  const status = [error['status_code'], error['code'], error['status'], recordOf(value)['code']]
    .map((code) => numberOf(code) ?? Number(textOf(code)))
    .find((code) => code > 400 && code < 600 && code !== 422)
  return judge({ status: status ?? 0, words: wordsIn(value), wait: undefined, html: false, detail, asked })
}

/** An answer that is not of this kind of server at all. */
export function failureOfStranger(beginning: string, asked: Asked): Failure {
  const detail = `${asked.url}\nnot a completion\n${beginning.slice(0, 4000)}`
  if (looksLikeHtml(beginning))
    return failure(
      'html',
      `${asked.url} answered with a web page${titled(beginning)}, not with a completion; is the address right?`,
      'openSettings',
      detail,
      asked,
    )
  if (beginning.trim() === '')
    return failure('empty', `${asked.url} ended its answer without a word.`, 'askAgain', detail, asked)
  return failure(
    'malformed',
    `${asked.url} answered with something that is not a completion.`,
    'showLog',
    detail,
    asked,
  )
}

interface Case {
  readonly status: number
  readonly words: string
  readonly wait: number | undefined
  readonly html: boolean
  readonly detail: string
  readonly asked: Asked
}

function judge({ status, words, wait, html, detail, asked }: Case): Failure {
  const { host } = new URL(asked.url)
  const quoted = words === '' ? '' : ` It says: ${sentence(words)}`
  const say = (code: string, message: string, action: FailureAction) =>
    failure(code, message, action, detail, asked, passing.has(status) ? (wait ?? 0) : undefined)

  if (status === 413 || tooLong.test(words))
    return say(
      'contextTooLong',
      `The question with its code is too long for ${asked.model}.${quoted}`,
      'chooseContext',
    )
  if (status === 401) {
    const refused = asked.keyless ? 'wants a key' : 'refused the key'
    return say('unauthorized', `${host} ${refused}.${quoted}`, 'setKey')
  }
  if (status === 402) return say('payment', `${host} asks for payment first.${quoted}`, 'showLog')
  if (status === 403)
    return say(
      'forbidden',
      `${host} does not allow this ${asked.keyless ? 'without a key' : 'with the key it was given'}.${quoted}`,
      'setKey',
    )
  if (status === 407) return say('proxy', `A proxy on the way to ${host} asks for a login.`, 'openSettings')
  if (unknownModel.test(words) && (status === 404 || status === 400 || status === 0))
    return say('modelNotFound', `${host} has no model named ${asked.model}.${quoted}`, 'chooseModel')
  if (status === 404 || status === 405)
    return say(
      'notFound',
      `Nothing answers questions at ${asked.url} (${status}).${html ? '' : quoted}`,
      'openSettings',
    )
  if (status === 408)
    return say('requestTimeout', `${host} gave up waiting for the question (408).${quoted}`, 'askAgain')
  if (status === 409)
    return say('conflict', `${host} cannot answer while something else goes on (409).${quoted}`, 'askAgain')
  if (status === 429)
    return say(
      'rateLimited',
      `${host} asks to wait${forSeconds(wait)} before the next question.${quoted}`,
      'askAgain',
    )
  if (status === 503 && /\bload(ing)?\b|\bwarming|\bstarting/i.test(words))
    return say('loading', `${host} is still loading the model.${quoted}`, 'askAgain')
  if (status === 503 || status === 529)
    return say(
      'overloaded',
      `${host} is too busy${wait === undefined ? '' : `; it asks to wait${forSeconds(wait)}`}.${quoted}`,
      'askAgain',
    )
  if (html)
    return say(
      'html',
      `${asked.url} answered with a web page (${status}), not with a completion; is the address right?`,
      'openSettings',
    )
  if (status >= 500) return say('serverError', `${host} failed inside (${status}).${quoted}`, 'askAgain')
  if (status >= 300 && status < 400)
    return say(
      'redirected',
      `${asked.url} sends requests elsewhere (${status}); is the address right?`,
      'openSettings',
    )
  if (status >= 400)
    return say('badRequest', `${host} does not accept the request (${status}).${quoted}`, 'openSettings')
  return say('streamError', `${host} broke off with an error.${quoted}`, 'askAgain')
}

/** What may be over soon: time-outs, conflicts, limits, a server behind the server that is down, a model that loads. */
const passing: ReadonlySet<number> = new Set([408, 409, 429, 502, 503, 504, 529])

const tooLong =
  /context[ _-]?(length|size|window)|maximum (context|prompt)|(prompt|input|request)( is)? too (long|large)|too many (input )?tokens|exceed\w* .{0,40}(context|tokens)/i

const unknownModel =
  /\bmodels?\b.{0,120}?\b(not (exist|found|available|loaded)|unknown|does ?n[o']t exist|is not|invalid)|\b(unknown|invalid|no such|not a valid) model/i

function forSeconds(wait: number | undefined): string {
  return wait === undefined ? '' : ` ${Math.ceil(wait)} s`
}

/** `Retry-After`, in seconds or as a date (RFC 9110, 10.2.3), or its kin in milliseconds. */
function secondsToWait(headers: Headers): number | undefined {
  const inMs = Number(headers.get('retry-after-ms') ?? Number.NaN)
  if (inMs >= 0) return inMs / 1000
  const after = headers.get('retry-after')?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(after)) return Number(after)
  const until = Date.parse(after)
  return Number.isNaN(until) ? undefined : Math.max(0, (until - Date.now()) / 1000)
}

function wordsOf(text: string): string {
  const value = parseJson(text)
  if (value !== undefined) return wordsIn(value)
  return looksLikeHtml(text) ? '' : text.trim()
}

/** The server's own words, in whichever of the usual places they stand. */
function wordsIn(value: unknown): string {
  if (typeof value === 'string') return value
  const fields = recordOf(Array.isArray(value) ? value[0] : value)
  const error = recordOf(fields['error'])
  const raw = wordsOfUpstream(recordOf(error['metadata'])['raw'])
  const [detail] = listOf(fields['detail'])
  const said =
    textOf(error['message']) ||
    textOf(fields['error']) ||
    textOf(fields['message']) ||
    textOf(fields['detail']) ||
    fieldError(recordOf(detail)) ||
    textOf(error['code']) ||
    textOf(error['type'])
  return raw === '' ? said : `${said} (${raw})`
}

/** FastAPI says which field it means apart: `body.top_p: not a number`. */
function fieldError({ loc, msg }: Readonly<Record<string, unknown>>): string {
  const place = listOf(loc).join('.')
  return place === '' || textOf(msg) === '' ? textOf(msg) : `${place}: ${textOf(msg)}`
}

function wordsOfUpstream(raw: unknown): string {
  const text = textOf(raw)
  const value = parseJson(text)
  return value === undefined ? text : wordsIn(value)
}

function sentence(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}

function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text)
}

function titled(html: string): string {
  const title = /<title[^>]*>([^<]{1,80})/i.exec(html)?.[1]?.trim()
  return title ? ` (“${title}”)` : ''
}

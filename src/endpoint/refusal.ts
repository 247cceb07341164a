import type { Failure, FailureAction } from '../base/failure.ts'
import { shortened } from '../base/shortened.ts'
import { failure, notPlain, type Asked } from './failure.ts'
import type { Refusal } from './wire.ts'
import { listOf, numberOf, parseJson, recordOf, textOf } from '../base/json.ts'

/** What an answer with a status of 300 or more means to a person. */
export function failureOfRefusal({ status, headers, text }: Refusal, asked: Asked): Failure {
  const words = wordsOf(text)
  const detail = `${asked.url}\n${status}\n${text.slice(0, 4000)}`
  if (status === 400 && plainToTls.test(text)) return notPlain(detail, asked)
  return judge({
    status,
    words,
    wait: secondsToWait(headers),
    html: looksLikeHtml(text),
    detail,
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
  const { url, say } = asked
  const title = titleOf(beginning)
  const detail = `${url}\nnot as a model server answers\n${beginning.slice(0, 4000)}`
  if (looksLikeHtml(beginning))
    return failure(
      'html',
      title === ''
        ? say('{0} answered with a web page, not as a model server does; is the address right?', url)
        : say(
            '{0} answered with a web page (“{1}”), not as a model server does; is the address right?',
            url,
            title,
          ),
      'changeAddress',
      detail,
      asked,
    )
  if (beginning.trim() === '')
    return failure('empty', say('{0} ended its answer without a word.', url), 'askAgain', detail, asked)
  return failure(
    'malformed',
    say('{0} did not answer as a model server does.', url),
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
  const { url, model, keyless, say } = asked
  const { host } = new URL(url)
  /** What we say of it, and what the server says. */
  const fail = (code: string, message: string, action: FailureAction) => {
    const all = words === '' ? message : say('{0} It says: {1}', message, sentence(words))
    return failure(code, all, action, detail, asked, passing.has(status) ? (wait ?? 0) : undefined)
  }

  if (answerTooLong.test(words))
    return fail(
      'answerTooLong',
      say('The question and an answer as long as maxTokens allows are more than {0} can hold.', model),
      'openSettings',
    )
  if (status === 413 || tooLong.test(words))
    return fail(
      'contextTooLong',
      say('The question with its code is too long for {0}.', model),
      'chooseContext',
    )
  if (status === 401 || (status === 400 && badKey.test(words)))
    return fail(
      'unauthorized',
      keyless ? say('{0} wants a key.', host) : say('{0} refused the key.', host),
      'setKey',
    )
  if (status === 402) return fail('payment', say('{0} asks for payment first.', host), 'showLog')
  if (status === 403)
    return fail(
      'forbidden',
      keyless
        ? say('{0} does not allow this without a key.', host)
        : say('{0} does not allow this with the key it was given.', host),
      'setKey',
    )
  if (status === 407)
    return fail('proxy', say('A proxy on the way to {0} asks for a login.', host), 'aboutNetwork')
  if (unknownModel.test(words) && (status === 404 || status === 400 || status === 0))
    return fail('modelNotFound', say('{0} has no model named {1}.', host, model), 'chooseModel')
  if (status === 404 || status === 405 || unknownPath.test(words))
    return fail(
      'notFound',
      status === 0
        ? say('Nothing answers questions at {0}.', url)
        : say('Nothing answers questions at {0} ({1}).', url, status),
      'changeAddress',
    )
  if (status === 408)
    return fail('requestTimeout', say('{0} gave up waiting for the question (408).', host), 'askAgain')
  if (status === 409)
    return fail('conflict', say('{0} cannot answer while something else goes on (409).', host), 'askAgain')
  if (status === 429)
    return fail(
      'rateLimited',
      wait === undefined
        ? say('{0} asks to wait before the next question.', host)
        : say('{0} asks to wait {1} s before the next question.', host, Math.ceil(wait)),
      'askAgain',
    )
  if (status === 503 && /\bload(ing)?\b|\bwarming|\bstarting/i.test(words))
    return fail('loading', say('{0} is still loading the model.', host), 'askAgain')
  if (status === 503 || status === 529)
    return fail(
      'overloaded',
      wait === undefined
        ? say('{0} is too busy.', host)
        : say('{0} is too busy; it asks to wait {1} s.', host, Math.ceil(wait)),
      'askAgain',
    )
  if (status === 502 || status === 504)
    return fail('gateway', say('The server behind {0} does not answer ({1}).', host, status), 'askAgain')
  if (html)
    return fail(
      'html',
      say(
        '{0} answered with a web page ({1}), not as a model server does; is the address right?',
        url,
        status,
      ),
      'changeAddress',
    )
  if (status >= 500) return fail('serverError', say('{0} failed inside ({1}).', host, status), 'askAgain')
  if (status >= 300 && status < 400)
    return fail(
      'redirected',
      say('{0} sends requests elsewhere ({1}); is the address right?', url, status),
      'changeAddress',
    )
  if (status >= 400)
    return fail('badRequest', say('{0} does not accept the request ({1}).', host, status), 'openSettings')
  return fail('streamError', say('{0} broke off with an error.', host), 'askAgain')
}

/** What may be over soon: time-outs, conflicts, limits, a server behind the server that is down, a model that loads. */
const passing: ReadonlySet<number> = new Set([408, 409, 429, 502, 503, 504, 529])

/** nginx, Apache and Go's servers, when they are asked without encryption where they want it. */
const plainToTls =
  /plain HTTP request was sent to HTTPS port|speaking plain HTTP to an SSL-enabled|HTTP request to an HTTPS server/

/** vLLM, of `max_tokens`. */
const answerTooLong = /\bmax_(completion_)?tokens\b\W* is too large/i

/** xAI, Google: status 400. */
const badKey =
  /\b(incorrect|invalid|wrong) api[ _-]?key\b|\bapi[ _-]?key (is )?(not valid|invalid|incorrect|expired)/i

const tooLong =
  /context[ _-]?(length|size|window)|maximum (context|prompt)|(prompt|input|request)( is)? too (long|large)|too many (input )?tokens|exceed\w* .{0,40}(context|tokens)/i

const unknownModel =
  /\bno models? (is |are )?loaded\b|\bmodels?\b.{0,120}?\b(not (exist|found|available|loaded)|unknown|does ?n[o']t exist|is not|invalid)|\b(unknown|invalid|no such|not a valid) model/i

/** LM Studio, with status 200. */
const unknownPath = /^unexpected endpoint\b/i

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
  return shortened(words.replace(/\s+/g, ' ').trim(), 300)
}

function looksLikeHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(text)
}

function titleOf(html: string): string {
  return /<title[^>]*>([^<]{1,80})/i.exec(html)?.[1]?.trim() ?? ''
}

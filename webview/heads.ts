import type { TurnHead } from '../src/protocol/webview.ts'
import { shortened } from '../src/base/shortened.ts'
import { promptReading } from '../src/core/promptReading.ts'
import type { TurnValue } from '../src/core/turn.ts'
import { dateAndTime, share, tokenCount } from './format.ts'
import type { TurnPage } from './state.ts'
import { words } from './words.ts'

/** Units of a left-out part's name that the header has room for. */
const longestPart = 60

/** What is shown for it; text with a think block may come without. */
export function questionText({ question }: Pick<TurnHead, 'question'>): string {
  return question.trim() === '' ? words.noQuestion : question
}

/** A turn in one line, for its tab: what it is about, where it does not go on with another, and its question. */
export function tabText(head: TurnHead): string {
  const { follows, branch, subject } = head
  if (branch) return words.ways.kinds[branch.kind]
  const question = questionText(head)
  const place = subject.split(/[/\\]/).at(-1) ?? ''
  return follows !== null || place === '' ? question : `${place} · ${question}`
}

/** What was asked, and when, as far as that is known. */
export function askedText({ model, askedAt }: Pick<TurnHead, 'model' | 'askedAt'>): string {
  return [model, askedAt > 0 ? dateAndTime(askedAt) : ''].filter((part) => part !== '').join(' · ')
}

/** What a server says no with: the question has reached it. */
const refusals: ReadonlySet<string> = new Set([
  'badRequest',
  'conflict',
  'contextTooLong',
  'firstByteTimeout',
  'forbidden',
  'gateway',
  'html',
  'loading',
  'modelNotFound',
  'notFound',
  'overloaded',
  'payment',
  'rateLimited',
  'redirected',
  'requestTimeout',
  'serverError',
  'unauthorized',
])

/** What a turn is doing, or how it ended, in a word or two. */
export function stateText(value: TurnValue): string {
  const reading = promptReading(value)
  if (!reading) return words.states[value.state.kind]
  return reading.read === undefined ? words.reading : words.readingSo(share(reading.read))
}

/** How much was sent, in words; `undefined` where that is not known. */
export function sentText({ head, value }: Pick<TurnPage, 'head' | 'value'>): string | undefined {
  if (head.sample) return words.nothingSent
  if (head.promptTokens === 0) return undefined
  const { state, times } = value
  const arrived = state.kind !== 'failed' || times.accepted !== undefined || refusals.has(state.failure.code)
  const say = arrived ? words.sent : words.notSent
  const sizes = say(tokenCount(head.promptTokens, true), tokenCount(head.promptBudget, false))
  const left = leftOutText(head.leftOut)
  return left === undefined ? sizes : `${sizes} · ${left}`
}

function leftOutText(parts: readonly string[]): string | undefined {
  const [part] = parts
  if (part === undefined) return undefined
  return parts.length === 1 ? words.leftOut(shortened(part, longestPart)) : words.partsLeftOut(parts.length)
}

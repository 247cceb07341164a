import { isRecord } from '../base/json.ts'
import { isAllBlank } from '../core/blank.ts'
import type { KeptTurn, RunState, Times } from '../core/turn.ts'
import { splitBody, textsOf, writeBody, type SplitBody, type Texts, type WrittenBody } from './body.ts'
import { readDocument, type DocumentTurn, type TraceDocument } from './document.ts'
import { applyEdits, editHead, headEdits, type HeadChanges } from './edit.ts'
import { emptyHead, headKeys, type Head, type HeadKey } from './head.ts'
import { quote } from './quote.ts'
import { turnLine } from './layout.ts'
import { headSchema, type Schema } from './schema.ts'
import { fieldsOf, writeHead } from './writeHead.ts'

/** A turn to write. */
export interface NewTurn {
  /** What the value does not tell; what it tells is taken from it. */
  readonly head: Partial<Head>
  readonly value: KeptTurn
  /** The content as it came, tags and all: it is written where it parts into reasoning and answer again. */
  readonly content?: string
}

/** A document of these turns, one after another. */
export function documentOf(turns: readonly NewTurn[]): TraceDocument {
  const written = turns.map((turn, index) =>
    index === 0 ? `---\n${turnText(turn, 'first')}` : `\n${turnLine}\n${turnText(turn, 'later')}`,
  )
  return readDocument(written.join(''))
}

/** The document with one more turn at its end; undefined where it cannot be changed. A text without heads gets one. */
export function appendTurn(document: TraceDocument, turn: NewTurn): TraceDocument | undefined {
  const headed = withHead(document)
  const last = headed?.turns.at(-1)
  if (!headed || document.newer !== undefined || !last?.layout.head || !last.layout.closed) return undefined
  const lines = turnText(turn, 'later', document.eol)
  return readDocument(`${headed.text}${document.eol}${turnLine}${document.eol}${lines}`, headed)
}

/** A text without a head has one turn only: to be followed by another, it gets one. */
function withHead(document: TraceDocument): TraceDocument | undefined {
  const [first] = document.turns
  return first && !first.layout.head && document.text.trim() !== '' ? editHead(document, first, {}) : document
}

/**
 * The document with a turn in place of the one at `index`. Only what is different now is changed: the text as it
 * came, and in the head title, remark, keys we do not know, comments and order stay. Undefined where it cannot be changed.
 */
export function replaceTurn(
  document: TraceDocument,
  index: number,
  turn: NewTurn,
): TraceDocument | undefined {
  const { text, eol, turns, newer } = document
  const old = turns[index]
  if (newer !== undefined || !old?.layout.head || !old.layout.closed) return undefined
  const { head, running, body } = writtenOf(turn)
  const stays = saysTheSame(old, turn.value, { head, body })
  const fields = Object.fromEntries(fieldsOf(head, running))
  const changes = changesTo(old, stays ? { ...fields, tags: old.fields['tags'] } : fields)
  const edits = headEdits(document, old, changes)
  if (!edits) return undefined
  if (stays) return readDocument(applyEdits(text, edits), document)
  const range = old.layout.body
  const line = text.charCodeAt(range.from - 1) === 10 ? '' : eol // the line that closes the head may be the last
  return readDocument(applyEdits(text, [...edits, { range, text: line + quote(body) }]), document)
}

/** Whether the text that is there is as good as a new one. */
function saysTheSame(
  old: DocumentTurn,
  { reasoning, answer }: Texts,
  fresh: { readonly head: Head; readonly body: string },
): boolean {
  if (old.body.length < reasoning.length + answer.length) return false // it has grown
  const split = splitBody(old.body, old.head)
  const before = textsOf(split)
  return (
    before.reasoning === reasoning &&
    before.answer === answer &&
    split.open === splitBody(fresh.body, fresh.head).open
  )
}

function changesTo(old: DocumentTurn, wanted: HeadChanges): HeadChanges {
  const gone = Object.keys(old.fields).filter(
    (key) => key !== 'format' && !(key in wanted) && !isOfPeople(key),
  )
  const changed = Object.entries(wanted).map(([key, value]) => [
    key,
    withUnknown(old.fields[key], value, headSchema.properties?.[key]),
  ])
  return Object.fromEntries([...changed, ...gone.map((key) => [key, undefined])])
}

/** A value, with those keys of the old one that we do not know, in its order. */
function withUnknown(old: unknown, fresh: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(old) && Array.isArray(fresh))
    return old.length === fresh.length
      ? fresh.map((each, index) => withUnknown(old[index], each, schema?.items))
      : fresh
  if (!isRecord(old) || !isRecord(fresh)) return fresh
  const known = schema?.properties ?? {}
  const kept = Object.keys(old).filter((key) => key in fresh || !(key in known))
  return Object.fromEntries(
    [...new Set([...kept, ...Object.keys(fresh)])].map((key) => [
      key,
      key in fresh ? withUnknown(old[key], fresh[key], known[key]) : old[key],
    ]),
  )
}

/** Keys that a run does not know of. */
function isOfPeople(key: string): boolean {
  return !headKeys.some((each) => each === key) || ofPeople.has(key)
}

const ofPeople: ReadonlySet<string> = new Set<HeadKey>(['title', 'pinned', 'note', 'writers'])

/** What a turn of a document holds, as it is kept; `restoreTurn` makes the whole of it. */
export function keptOf(turn: DocumentTurn): KeptTurn {
  const { head, fields } = turn
  const parts = splitBody(turn.body, head)
  const { reasoning, answer } = textsOf(parts)
  const runs = fields['state'] === 'running'
  return {
    reasoning,
    answer,
    timeline: head.timing,
    state: runs ? stateUnderWay({ reasoning, answer }) : (head.state ?? stateOf(parts, answer)),
    usage: head.usage,
    times: timesOf(head.times ?? { latest: 0 }, runs),
    hidden: head.hidden,
    ...(head.signed && { signed: true as const }),
    ...((head.lateClose || parts.late) && { lateClose: true as const }),
  }
}

function turnText(turn: NewTurn, which: 'first' | 'later', eol = '\n'): string {
  const { head, running, body } = writtenOf(turn)
  return `${writeHead(head, which, running)}---\n`.replaceAll('\n', eol) + quote(body)
}

function writtenOf({ head, value, content }: NewTurn) {
  const { body, tags } = bodyOf(value, content)
  const { state, timeline, usage, times, hidden, signed, lateClose } = value
  const whole: Head = {
    ...emptyHead,
    ...head,
    ...(isEnd(state) && { state }),
    ...(tags && { tags }),
    timing: timeline,
    usage,
    ...(isTold(times) && { times }),
    hidden,
    signed: signed === true,
    lateClose: lateClose === true,
  }
  return { head: whole, running: isEnd(state) ? undefined : ('running' as const), body }
}

/** Nobody knows when an imported turn was written. */
function isTold({ latest, ...others }: Times): boolean {
  return latest > 0 || Object.values(others).some((time) => time !== undefined)
}

function bodyOf({ reasoning, answer, state }: KeptTurn, content: string | undefined): WrittenBody {
  if (content !== undefined) {
    const again = textsOf(splitBody(content))
    if (again.reasoning === reasoning && again.answer === answer) return { body: content }
  }
  const open = state.kind !== 'done' && !(state.kind === 'incomplete' && state.why === 'noAnswer')
  return writeBody({ reasoning, answer }, open ? 'open' : 'closed')
}

function isEnd(state: RunState): state is NonNullable<Head['state']> {
  return (
    state.kind === 'done' ||
    state.kind === 'stopped' ||
    state.kind === 'incomplete' ||
    state.kind === 'failed'
  )
}

function timesOf(times: Times, runs: boolean): Times {
  const { ended: _, ...others } = times
  return runs ? others : { ...times, ended: times.ended ?? times.latest }
}

function stateUnderWay({ reasoning, answer }: Texts): RunState {
  if (!isAllBlank(answer)) return { kind: 'answering' }
  return reasoning === '' ? { kind: 'connecting' } : { kind: 'thinking' }
}

/** What the text alone tells. */
function stateOf({ open }: SplitBody, answer: string): RunState {
  if (!isAllBlank(answer)) return { kind: 'done' }
  return { kind: 'incomplete', why: open ? 'cut' : 'noAnswer' }
}

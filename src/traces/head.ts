import type { Usage } from '../base/delta.ts'
import { failureActions, type Failure } from '../base/failure.ts'
import { isRecord, listOf, numberOf, recordOf, textOf } from '../base/json.ts'
import type { Prices } from '../base/prices.ts'
import type { StepId } from '../core/step.ts'
import { steerKinds, type Branch } from '../core/steering.ts'
import type { RunState, Tick, Times } from '../core/turn.ts'
import { readTiming, writeTiming } from './timing.ts'

/** The version that is written. Newer ones are read as far as they are understood, and not changed. */
export const formatVersion = 1

/** What is known of a turn besides its text; empty or absent where it is not known. */
export interface Head {
  readonly id: string
  /** The id of the turn it goes on with; empty: the one before it in the document, if there is one. */
  readonly parent: string
  /** It asks the same as its parent, has the beginning of its thought, and goes another way. */
  readonly branch?: Branch
  /** Of a branch: it was made the main way of its question. */
  readonly main: boolean
  readonly title: string
  readonly question: string
  readonly model: string
  /** The endpoint's name or host. */
  readonly endpoint: string
  /** When it was asked, as ISO 8601. */
  readonly asked: string
  /** Absent while it runs, too. */
  readonly state?: EndState
  /** How the reasoning came. */
  readonly wire?: Wire
  /** What opens and closes the thought, to the letter; absent: tags are found by the rules of the splitter. */
  readonly tags?: Tags
  /** What was asked about, such as `src/cart.ts:12–30`. */
  readonly subject: string
  readonly context: readonly ContextPart[]
  /** Names in that code which the reasoning may mention. */
  readonly names: readonly string[]
  /** What the request said of sampling, by the names it used. */
  readonly sampling: Readonly<Record<string, unknown>>
  /** Of the request: estimated tokens, the budget, and in words what did not fit in it. */
  readonly prompt: Prompt
  readonly usage: Usage
  readonly prices?: Prices
  readonly times?: Times
  readonly timing: readonly Tick[]
  /** Reasoning was withheld by the server. */
  readonly hidden: boolean
  /** The reasoning is signed: its server takes it back only as it is. */
  readonly signed: boolean
  /** A closing tag stands in the answer: the boundary may be wrong. */
  readonly lateClose: boolean
  /** Of tools, which the model asked for: they are kept, and never made. */
  readonly calls: readonly ToolCall[]
  /** Written by people, to show what a trace looks like. */
  readonly sample: boolean
  readonly note: string
  /** Its owner wants it at the top, and never deleted to save room. */
  readonly pinned: boolean
  /** In the first head, while runs are written: who writes them. */
  readonly writers: readonly string[]
}

export type EndState = Extract<RunState, { kind: 'done' | 'stopped' | 'incomplete' | 'failed' }>
export type Wire = (typeof wires)[number]
export type Tags = readonly [open: string, close: string]

/** Between tags in the content, the content without an opening tag, a field of its own, a list of parts, withheld. */
export const wires = ['inline', 'implicit', 'field', 'parts', 'hidden'] as const

/** Code that was sent along. */
export interface ContextPart {
  /** Workspace-relative, forward slashes. */
  readonly path: string
  /** 1-based, inclusive; without them the whole file. */
  readonly lines?: readonly [number, number]
  /** `contextHash` of these lines as they were sent. */
  readonly hash?: string
}

export interface ToolCall {
  readonly name: string
  /** As the model wrote them, most often JSON. */
  readonly arguments: string
}

export interface Prompt {
  readonly tokens?: number
  readonly budget?: number
  readonly leftOut: readonly string[]
}

export const emptyHead: Head = {
  id: '',
  parent: '',
  main: false,
  title: '',
  question: '',
  model: '',
  endpoint: '',
  asked: '',
  subject: '',
  context: [],
  names: [],
  sampling: {},
  prompt: { leftOut: [] },
  usage: {},
  timing: [],
  hidden: false,
  signed: false,
  lateClose: false,
  calls: [],
  sample: false,
  note: '',
  pinned: false,
  writers: [],
}

/** Reads what YAML gave, without trusting it. What is not as it should be counts as absent. */
export function readHead(raw: unknown): Head {
  const fields = recordOf(raw)
  const text = (name: string) => textOf(fields[name])
  const state = readState(fields)
  const wire = wires.find((each) => each === fields['wire'])
  const tags = readTags(fields['tags'])
  const prices = readPrices(fields['prices'])
  const times = readTimes(fields['times'])
  const branch = readBranch(recordOf(fields['branch']))
  return {
    id: text('id'),
    parent: text('parent'),
    ...(branch && { branch }),
    main: fields['main'] === true,
    title: text('title'),
    question: text('question'),
    model: text('model'),
    endpoint: text('endpoint'),
    asked: text('asked'),
    ...(state && { state }),
    ...(wire && { wire }),
    ...(tags && { tags }),
    subject: text('subject'),
    context: listOf(fields['context']).flatMap(readContext),
    names: textsOf(fields['names']),
    sampling: recordOf(fields['sampling']),
    prompt: readPrompt(recordOf(fields['prompt'])),
    usage: readUsage(recordOf(fields['usage'])),
    ...(prices && { prices }),
    ...(times && { times }),
    timing: readTiming(text('timing')),
    hidden: fields['hidden'] === true,
    signed: fields['signed'] === true,
    lateClose: fields['lateClose'] === true,
    calls: listOf(fields['calls']).map(recordOf).map(readCall),
    sample: fields['sample'] === true,
    note: text('note'),
    pinned: fields['pinned'] === true,
    writers: textsOf(fields['writers']),
  }
}

/** The same as it is written, undefined where nothing is to be said. */
export function headFields(head: Head): Readonly<Record<HeadKey, unknown>> {
  const { state, prompt, times, timing } = head
  return {
    id: said(head.id),
    parent: said(head.parent),
    branch: head.branch,
    main: head.main || undefined,
    title: said(head.title),
    question: said(head.question),
    model: said(head.model),
    endpoint: said(head.endpoint),
    asked: said(head.asked),
    state: state?.kind,
    why: state?.kind === 'incomplete' ? state.why : undefined,
    failure: state?.kind === 'failed' ? failureFields(state.failure) : undefined,
    wire: head.wire,
    tags: head.tags,
    subject: said(head.subject),
    context: filled(head.context),
    names: filled(head.names),
    sampling: named(head.sampling),
    prompt: named({ ...prompt, leftOut: filled(prompt.leftOut) }),
    usage: named(head.usage),
    prices: head.prices,
    times: times && timeFields(times),
    timing: said(writeTiming(timing)),
    hidden: head.hidden || undefined,
    signed: head.signed || undefined,
    lateClose: head.lateClose || undefined,
    calls: filled(head.calls),
    sample: head.sample || undefined,
    note: said(head.note),
    pinned: head.pinned || undefined,
    writers: filled(head.writers),
  }
}

export type HeadKey = (typeof headKeys)[number]

/** In the order in which they are written, after `format`. */
export const headKeys = [
  'id',
  'parent',
  'branch',
  'main',
  'sample',
  'title',
  'pinned',
  'question',
  'model',
  'endpoint',
  'asked',
  'state',
  'why',
  'failure',
  'writers',
  'note',
  'wire',
  'tags',
  'subject',
  'context',
  'names',
  'sampling',
  'prompt',
  'usage',
  'prices',
  'times',
  'timing',
  'hidden',
  'signed',
  'lateClose',
  'calls',
] as const

function said(text: string): string | undefined {
  return text === '' ? undefined : text
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length > 0 ? list : undefined
}

function named(record: object): object | undefined {
  const known = Object.entries(record).filter(([, value]) => value !== undefined)
  return known.length > 0 ? Object.fromEntries(known) : undefined
}

function readState(fields: Readonly<Record<string, unknown>>): EndState | undefined {
  switch (fields['state']) {
    case 'done':
    case 'stopped':
      return { kind: fields['state'] }
    case 'incomplete':
      return { kind: 'incomplete', why: reasons.find((why) => why === fields['why']) ?? 'cut' }
    case 'failed':
      return { kind: 'failed', failure: readFailure(recordOf(fields['failure'])) }
    default:
      return undefined
  }
}

export const reasons = ['length', 'cut', 'interrupted', 'noAnswer', 'refused'] as const

function readFailure({ code, message, action }: Readonly<Record<string, unknown>>): Failure {
  return {
    code: textOf(code),
    message: textOf(message),
    action: failureActions.find((each) => each === action) ?? 'showLog',
    detail: '',
  }
}

function failureFields({ code, message, action }: Failure) {
  return { code, message, action }
}

function readBranch(fields: Readonly<Record<string, unknown>>): Branch | undefined {
  const kind = steerKinds.find((each) => each === fields['kind'])
  const at = numberOf(fields['at'])
  if (!kind || at === undefined) return undefined
  const [step, edit] = [textOf(fields['step']), textOf(fields['edit'])]
  return {
    kind,
    ...(step !== '' && { step: step as StepId }),
    at,
    ...(edit !== '' && { edit }),
    ...(fields['carried'] === true && { carried: true as const }),
  }
}

function readTags(value: unknown): Tags | undefined {
  const [open, close] = listOf(value)
  return typeof open === 'string' && typeof close === 'string' && open.trim() !== '' && close.trim() !== ''
    ? [open, close]
    : undefined
}

function readContext(value: unknown): readonly ContextPart[] {
  const { path, lines, hash } = recordOf(value)
  if (typeof path !== 'string' || path === '') return []
  const [first, last] = listOf(lines)
  return [
    {
      path,
      ...(isLine(first) && isLine(last) && { lines: [first, last] as const }),
      ...(typeof hash === 'string' && hash !== '' && { hash }),
    },
  ]
}

function readCall(fields: Readonly<Record<string, unknown>>): ToolCall {
  return { name: textOf(fields['name']), arguments: textOf(fields['arguments']) }
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

const usageNames = [
  'prompt',
  'completion',
  'total',
  'reasoning',
  'cached',
  'drafted',
  'accepted',
  'prefill',
  'decode',
  'firstToken',
] as const satisfies readonly (keyof Usage)[]

function readPrompt({ tokens, budget, leftOut }: Readonly<Record<string, unknown>>): Prompt {
  return { ...numbers({ tokens, budget }), leftOut: textsOf(leftOut) }
}

function readUsage(fields: Readonly<Record<string, unknown>>): Usage {
  return numbers(Object.fromEntries(usageNames.map((name) => [name, fields[name]])))
}

function readPrices(value: unknown): Prices | undefined {
  if (!isRecord(value)) return undefined
  const { currency, asOf } = value
  const { input, cached, output } = numbers({
    input: value['input'],
    cached: value['cached'],
    output: value['output'],
  })
  if (input === undefined || output === undefined) return undefined
  return {
    input,
    ...(cached !== undefined && { cached }),
    output,
    currency: textOf(currency) || 'USD',
    asOf: textOf(asOf),
  }
}

/** In a document they are seconds. */
function readTimes(value: unknown): Times | undefined {
  const { latest, ...others } = numbers({
    accepted: recordOf(value)['accepted'],
    firstText: recordOf(value)['firstText'],
    firstAnswer: recordOf(value)['firstAnswer'],
    latest: recordOf(value)['latest'],
    ended: recordOf(value)['ended'],
  })
  const known = latest ?? others.ended
  if (known === undefined) return undefined
  const inMilliseconds = Object.entries(others).map(([name, seconds]) => [name, milliseconds(seconds)])
  return { ...Object.fromEntries(inMilliseconds), latest: milliseconds(known) }
}

function timeFields({ accepted, firstText, firstAnswer, latest, ended }: Times) {
  return named({
    accepted: seconds(accepted),
    firstText: seconds(firstText),
    firstAnswer: seconds(firstAnswer),
    latest: latest === ended ? undefined : seconds(latest),
    ended: seconds(ended),
  })
}

function milliseconds(value: number): number {
  return Math.round(value * 1000)
}

function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value) / 1000
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((each) => typeof each === 'string')
}

/** Those that are numbers. */
function numbers<Name extends string>(values: Readonly<Record<Name, unknown>>): { [Each in Name]?: number } {
  const known: { [Each in Name]?: number } = {}
  for (const name in values) {
    const value = numberOf(values[name])
    if (value !== undefined) known[name] = value
  }
  return known
}

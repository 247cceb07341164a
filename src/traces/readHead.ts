import type { Usage } from '../base/delta.ts'
import { failureActions, type Failure } from '../base/failure.ts'
import { isRecord, listOf, numberOf, recordOf, textOf } from '../base/json.ts'
import type { Prices } from '../base/prices.ts'
import type { StepId } from '../core/step.ts'
import { steerKinds, type Branch } from '../core/steering.ts'
import type { Times } from '../core/turn.ts'
import {
  reasons,
  wires,
  type ContextPart,
  type EndState,
  type Head,
  type Prompt,
  type Tags,
  type ToolCall,
} from './head.ts'
import { readTiming } from './timing.ts'

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

function readFailure({ code, message, action }: Readonly<Record<string, unknown>>): Failure {
  return {
    code: textOf(code),
    message: textOf(message),
    action: failureActions.find((each) => each === action) ?? 'showLog',
    detail: '',
  }
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

function milliseconds(value: number): number {
  return Math.round(value * 1000)
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

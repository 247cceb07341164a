import { parse, stringify } from 'yaml'
import { isRecord, listOf, recordOf, textOf } from '../base/json.ts'

/** What is known of a trace besides its text; empty where it is not known. */
export interface TraceHead {
  readonly question: string
  readonly title: string
  readonly model: string
  /** The endpoint's name or host. */
  readonly endpoint: string
  /** When it was asked, as ISO 8601. */
  readonly asked: string
  readonly context: readonly TraceContext[]
  /** Written by people, to show what a trace looks like. */
  readonly sample: boolean
  readonly note: string
}

/** Code that was sent along. */
export interface TraceContext {
  /** Workspace-relative, forward slashes. */
  readonly path: string
  /** 1-based, inclusive; without them the whole file. */
  readonly lines?: readonly [number, number]
}

export interface Trace {
  readonly head: TraceHead
  /** The model's text exactly as it came. */
  readonly body: string
  /** What is wrong with the head, in sentences; the body is never wrong. */
  readonly problems: readonly string[]
}

/**
 * Reads a `.think` file: YAML between `---` lines with a `format` in it, then the model's text. A text without such a
 * head is all body.
 */
export function readTrace(file: string): Trace {
  const [opening = ''] = /^---\r?\n/.exec(file) ?? []
  const rest = file.slice(opening.length)
  const closing = opening === '' ? null : /^---\r?(?:\n|$)/m.exec(rest)
  const front = rest.slice(0, closing?.index ?? 0)
  if (!closing || !/^format:/m.test(front)) return { head: headOf({}), body: file, problems: [] }

  const body = rest.slice(closing.index + closing[0].length)
  try {
    const fields: unknown = parse(front)
    return { head: headOf(recordOf(fields)), body, problems: problemsOf(fields) }
  } catch (error) {
    const [first = ''] = String(error).split('\n')
    return { head: headOf({}), body, problems: [`The head is not YAML: ${first}`] }
  }
}

/** Writes a `.think` file; `readTrace` gives the same head and body again. */
export function writeTrace(head: TraceHead, body: string): string {
  const { context, ...rest } = head
  const known = Object.entries(rest).filter(([, value]) => value !== '' && value !== false)
  const fields = { format, ...Object.fromEntries(known), ...(context.length > 0 && { context }) }
  return `---\n${stringify(fields, { lineWidth: 0, blockQuote: false })}---\n${body}`
}

const format = 1

function headOf(fields: Readonly<Record<string, unknown>>): TraceHead {
  return {
    question: textOf(fields['question']),
    title: textOf(fields['title']),
    model: textOf(fields['model']),
    endpoint: textOf(fields['endpoint']),
    asked: textOf(fields['asked']),
    context: listOf(fields['context']).flatMap(contextOf),
    sample: fields['sample'] === true,
    note: textOf(fields['note']),
  }
}

function contextOf(value: unknown): readonly TraceContext[] {
  const path = textOf(recordOf(value)['path'])
  if (path === '') return []
  const [first, last] = listOf(recordOf(value)['lines'])
  return [isLine(first) && isLine(last) ? { path, lines: [first, last] } : { path }]
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

function problemsOf(fields: unknown): readonly string[] {
  if (!isRecord(fields)) return ['The head is not a list of names and values.']
  const texts = ['question', 'title', 'model', 'endpoint', 'asked', 'note']
  const wrong = texts.filter((name) => fields[name] !== undefined && typeof fields[name] !== 'string')
  return [
    ...(fields['format'] === format
      ? []
      : [`This is format ${String(fields['format'])}; only ${format} is known.`]),
    ...wrong.map((name) => `“${name}” in the head is not text.`),
  ]
}

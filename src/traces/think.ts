import { parse } from 'yaml'
import { listOf, recordOf, textOf } from '../base/json.ts'

/** A piece of code that was sent along. */
export interface TraceContext {
  /** Workspace-relative, forward slashes. */
  readonly path: string
  /** 1-based, inclusive; without them the whole file. */
  readonly lines?: readonly [number, number]
}

export interface TraceHead {
  readonly question: string
  readonly model: string
  /** Empty where there is none. */
  readonly title: string
  readonly context: readonly TraceContext[]
  readonly sample: boolean
}

export interface Trace {
  readonly head: TraceHead
  /** The model's text exactly as it came. */
  readonly body: string
}

const front = /^---\r?\n([\s\S]*?\r?\n)?---\r?\n/

/** Reads a `.think` document: front matter, then the model's text. Any text is a trace; what is not known stays empty. */
export function readTrace(text: string): Trace {
  const [whole = '', yaml = ''] = front.exec(text) ?? []
  return { head: headOf(fields(yaml)), body: text.slice(whole.length) }
}

function fields(yaml: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(parse(yaml))
  } catch {
    return {}
  }
}

function headOf({ question, model, title, context, sample }: Readonly<Record<string, unknown>>): TraceHead {
  return {
    question: textOf(question),
    model: textOf(model),
    title: textOf(title),
    context: listOf(context).flatMap(contextOf),
    sample: sample === true,
  }
}

function contextOf(value: unknown): readonly TraceContext[] {
  const { path, lines } = recordOf(value)
  const [first, last] = listOf(lines)
  if (textOf(path) === '') return []
  return [{ path: textOf(path), ...(isLine(first) && isLine(last) && { lines: [first, last] as const }) }]
}

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

import { recordOf, textOf } from '../base/json.ts'

/** Several answers to one question, as a table. */
export interface SamplesView {
  readonly question: string
  /** What is right; empty where that is not known. */
  readonly expected: string
  readonly lines: readonly SampleLine[]
  /** How many have ended, so that they count. */
  readonly ended: number
  /** Equal answers, the largest group first. */
  readonly groups: readonly { readonly answer: string; readonly count: number }[]
  /** So many are right; null where nothing is known of that. */
  readonly correct: number | null
  readonly passAt: readonly { readonly k: number; readonly chance: number }[]
}

export interface SampleLine {
  readonly name: string
  readonly model: string
  readonly state: SampleState
  /** Why it failed, or has to wait. */
  readonly problem: string | null
  readonly tokens: number
  readonly seconds: number | null
  /** The answer that it states. */
  readonly answer: string | null
  /** Which group it is in, from 1. */
  readonly group: number | null
  readonly correct: boolean | null
  readonly reward: number | null
  readonly advantage: number | null
  /** With its currency. */
  readonly cost: string | null
}

export type SampleState =
  | 'queued'
  | 'waiting'
  | 'thinking'
  | 'answering'
  | 'done'
  | 'stopped'
  | 'incomplete'
  | 'failed'

/** To the page of samples. */
export interface ToSamples {
  readonly type: 'samples'
  readonly view: SamplesView
}

export type FromSamples =
  | { readonly type: 'ready' }
  /** What is right. */
  | { readonly type: 'expect'; readonly text: string }
  /** One of them as a tree. */
  | { readonly type: 'open'; readonly line: number }
  /** Two of them side by side. */
  | { readonly type: 'compare'; readonly lines: readonly [number, number] }
  /** Those that have ended, as training data or a page. */
  | { readonly type: 'export' }
  | { readonly type: 'stop' }

/** Checks what came from the page; anything unexpected is `undefined`. */
export function checkFromSamples(message: unknown): FromSamples | undefined {
  const { type, text, line, lines } = recordOf(message)
  switch (type) {
    case 'ready':
    case 'export':
    case 'stop':
      return { type }
    case 'expect':
      return typeof text === 'string' ? { type, text: textOf(text).slice(0, 10_000) } : undefined
    case 'open':
      return isPlace(line) ? { type, line } : undefined
    case 'compare': {
      const [a, b] = Array.isArray(lines) && lines.length === 2 ? (lines as unknown[]) : []
      return isPlace(a) && isPlace(b) ? { type, lines: [a, b] } : undefined
    }
    default:
      return undefined
  }
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

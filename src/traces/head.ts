import type { Usage } from '../base/delta.ts'
import type { Prices } from '../base/prices.ts'
import type { Branch } from '../core/steering.ts'
import type { RunState, Tick, Times } from '../core/turn.ts'

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

export const reasons = ['length', 'cut', 'interrupted', 'noAnswer', 'refused'] as const

import type { Delta } from '../base/delta.ts'
import { fingerprint } from '../base/fingerprint.ts'
import { cardInForce, type ModelCard } from '../base/modelCard.ts'
import { keepTurn } from '../core/kept.ts'
import type { SplitOptions } from '../core/splitter.ts'
import { defaultSplit, otherTags } from '../core/tags.ts'
import { createTurn } from '../core/growingTurn.ts'
import { createListener, insideOf } from '../inside/inside.ts'
import type { InsideFile } from '../inside/insideFile.ts'
import type { ToolCall, Wire } from '../traces/head.ts'
import { documentOf, type NewTurn } from '../traces/turns.ts'
import type { Conversation } from './conversation.ts'
import { titleOf } from './conversation.ts'
import type { Form } from './form.ts'

/** What was asked. */
export interface Question {
  readonly text: string
  /** What the system was told. */
  readonly system: string
  readonly model: string
  /** The server's name or host. */
  readonly endpoint: string
  /** ISO 8601. */
  readonly asked: string
  readonly sampling: Readonly<Record<string, unknown>>
  /** `implicit`: the prompt opened the thought. */
  readonly start: SplitOptions['start']
}

export const noQuestion: Question = {
  text: '',
  system: '',
  model: '',
  endpoint: '',
  asked: '',
  sampling: {},
  start: 'auto',
}

/** One thing a reply said; milliseconds since it was asked for, 0 where nobody knows. */
export interface Said {
  readonly delta: Delta
  readonly at: number
}

/** A question and what was said to it, read when it is asked for. */
export interface Exchange {
  readonly question: Question
  readonly said: () => readonly Said[]
  readonly calls: readonly ToolCall[]
}

export function conversationOf(line: number, form: Form, exchanges: readonly Exchange[]): Conversation {
  const [first] = exchanges
  return {
    line,
    form,
    title: titleOf(first?.question.text || contentOf(first?.said() ?? [])),
    model: exchanges.find(({ question }) => question.model !== '')?.question.model ?? '',
    turns: exchanges.length,
    document: () => documentOf(exchanges.map(newTurn)).text,
    inside: (card) => insideFile(exchanges, card),
  }
}

function insideFile(exchanges: readonly Exchange[], card: ModelCard | undefined): InsideFile | undefined {
  const turns = exchanges.flatMap(({ question, said: read }) => {
    const said = read()
    const heard = heardIn(said)
    return heard
      ? [[nameOf(question, said), [insideOf(heard, cardInForce({ card, model: question.model }))]] as const]
      : []
  })
  return turns.length > 0 ? new Map(turns) : undefined
}

function heardIn(said: readonly Said[]) {
  const listener = createListener()
  for (const { delta } of said) listener.hear(delta)
  return listener.heard()
}

/** The same whenever it is read, and of nothing else: what lies beside a document calls its turns so. */
function nameOf({ text, model, asked }: Question, said: readonly Said[]): string {
  const texts = said.flatMap(({ delta }) => (delta.kind === 'text' ? [delta.channel, delta.text] : []))
  return fingerprint(JSON.stringify([text, model, asked, ...texts]))
}

function newTurn({ question, said: read, calls }: Exchange): NewTurn {
  const said = read()
  const content = contentOf(said)
  const turn = createTurn(splitFor(content, question.start))
  for (const { delta, at } of said) turn.push(delta, at)
  const last = said.at(-1)?.at ?? 0
  turn.end('closed', last)
  const value = keepTurn(turn.value())
  const wire = wireOf(said, content, value.reasoning)
  return {
    head: {
      ...(heardIn(said) && { id: nameOf(question, said) }),
      question: question.text,
      model: question.model,
      endpoint: question.endpoint,
      asked: question.asked,
      sampling: question.sampling,
      note: question.system === '' ? '' : `System: ${question.system}`,
      ...(wire && { wire }),
      calls,
    },
    value: last > 0 ? value : { ...value, timeline: [], times: { latest: 0 } },
    content,
  }
}

function contentOf(said: readonly Said[]): string {
  return said
    .map(({ delta }) => (delta.kind === 'text' && delta.channel === 'content' ? delta.text : ''))
    .join('')
}

/** The tags of most models, unless only others stand in the content. */
export function splitFor(content: string, start: SplitOptions['start'] = 'auto'): SplitOptions {
  const others = tagsIn(content)
  return { ...defaultSplit, start, ...(others && { tags: others }) }
}

/** Tags other than those of most models, where only such are there. */
export function tagsIn(content: string): SplitOptions['tags'] | undefined {
  const stands = ({ open, close }: SplitOptions['tags'][number]) =>
    content.includes(open) || content.includes(close)
  if (defaultSplit.tags.some(stands)) return undefined
  const others = otherTags.filter(stands)
  return others.length > 0 ? others : undefined
}

function wireOf(said: readonly Said[], content: string, reasoning: string): Wire | undefined {
  if (said.some(({ delta }) => delta.kind === 'text' && delta.channel === 'reasoning')) return 'field'
  if (reasoning === '') return said.some(({ delta }) => delta.kind === 'hidden') ? 'hidden' : undefined
  const opens = [...defaultSplit.tags, ...otherTags].some(({ open }) => content.trimStart().startsWith(open))
  return opens ? 'inline' : 'implicit'
}

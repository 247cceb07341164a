import { isAllBlank } from '../core/blank.ts'
import { split, textOf, type Segment } from '../core/segments.ts'
import type { SplitOptions } from '../core/splitter.ts'
import { defaultSplit, defaultTags } from '../core/tags.ts'
import type { Tags } from './head.ts'

/** A body, cut into reasoning, answer and tags, which join to it. */
export interface SplitBody {
  readonly segments: readonly Segment[]
  readonly late: boolean
  /** A thought was begun and not closed. */
  readonly open: boolean
}

interface HowToSplit {
  readonly tags?: Tags | undefined
  readonly start?: SplitOptions['start']
}

/** With `tags` the thought is what stands between them, at the very beginning; without, the splitter finds it. */
export function splitBody(body: string, { tags, start = 'auto' }: HowToSplit = {}): SplitBody {
  const noted = tags && splitAt(body, tags)
  if (noted) return noted
  if (start === 'auto' && isPlain(body)) return splitPlain(body)
  const { segments, late } = split([body], { ...defaultSplit, start })
  return { segments, late, open: segments.at(-1)?.kind === 'reasoning' }
}

/**
 * Whether the body has one opening tag, at its very beginning, and one closing tag, alone on its line: then that is
 * where the splitter parts it, too, whatever code stands before. Most bodies are so, and this is quickly seen.
 */
function isPlain(body: string): boolean {
  if (!body.startsWith(open) || /^\s*<\/?think>/.test(body.slice(open.length, open.length + 200)))
    return false
  const at = body.indexOf(close)
  return (
    at > 0 &&
    /(?:^|\n)$/.test(body.slice(at - 1, at)) &&
    /^\r?(?:\n|$)/.test(body.slice(at + close.length, at + close.length + 2)) &&
    !body.includes(open, open.length) &&
    !body.includes(close, at + close.length)
  )
}

function splitPlain(body: string): SplitBody {
  const at = body.indexOf(close)
  const parts: readonly Segment[] = [
    { kind: 'tag', text: open },
    { kind: 'reasoning', text: body.slice(open.length, at) },
    { kind: 'tag', text: close },
    { kind: 'answer', text: body.slice(at + close.length) },
  ]
  return { segments: parts.filter(({ text }) => text !== ''), late: false, open: false }
}

const [{ open, close } = { open: '<think>', close: '</think>' }] = defaultTags

export interface Texts {
  /** Empty where it is only whitespace. */
  readonly reasoning: string
  readonly answer: string
}

export function textsOf({ segments }: Pick<SplitBody, 'segments'>): Texts {
  const reasoning = textOf(segments, 'reasoning')
  return { reasoning: isAllBlank(reasoning) ? '' : reasoning, answer: textOf(segments, 'answer') }
}

export interface WrittenBody {
  readonly body: string
  /** For the head, where the splitter alone would not give the same texts again. */
  readonly tags?: Tags
}

/** A body that `splitBody` parts into these very texts again. `open`: the thought goes on, or was cut. */
export function writeBody(texts: Texts, thought: 'open' | 'closed'): WrittenBody {
  const { reasoning, answer } = texts
  if (isAllBlank(reasoning) && reasoning !== '') return writeBody({ reasoning: '', answer }, thought)
  if (reasoning === '' && gives(answer, undefined, texts)) return { body: answer }
  const asModelsDo = joined(texts, ['<think>', '</think>'], thought)
  if (/^\r?\n/.test(reasoning) && gives(asModelsDo, undefined, texts)) return { body: asModelsDo }
  for (let number = 0; ; number++) {
    const name = number === 0 ? 'think' : `think-${number}`
    const tags: Tags = [`<${name}>\n`, `\n</${name}>\n\n`]
    const body = joined(texts, tags, thought)
    if (gives(body, tags, texts)) return { body, tags }
  }
}

function joined({ reasoning, answer }: Texts, [open, close]: Tags, thought: 'open' | 'closed'): string {
  return thought === 'open' && answer === '' ? open + reasoning : open + reasoning + close + answer
}

function gives(body: string, tags: Tags | undefined, { reasoning, answer }: Texts): boolean {
  const again = textsOf(splitBody(body, { tags }))
  return again.reasoning === reasoning && again.answer === answer
}

/** A tag may have lost the white space at its ends to somebody's editor. */
function splitAt(body: string, [open, close]: Tags): SplitBody | undefined {
  const opening = [open, open.trim()].find((tag) => body.startsWith(tag))
  if (opening === undefined) return undefined
  const closing = [close, close.trim()].find((tag) => body.includes(tag, opening.length))
  const from = opening.length
  const to = closing === undefined ? body.length : body.indexOf(closing, from)
  const parts: readonly Segment[] = [
    { kind: 'tag', text: opening },
    { kind: 'reasoning', text: body.slice(from, to) },
    { kind: 'tag', text: closing ?? '' },
    { kind: 'answer', text: body.slice(to + (closing ?? '').length) },
  ]
  return { segments: parts.filter(({ text }) => text !== ''), late: false, open: closing === undefined }
}

import { createSplitter, type SplitOptions } from './splitter.ts'

export interface Segment {
  readonly kind: 'reasoning' | 'answer' | 'tag'
  readonly text: string
}

export interface Segments {
  /** In the order of the text, which they join to. */
  readonly segments: readonly Segment[]
  /** A closing tag stands in the answer although the thought had ended: the boundary may be wrong. */
  readonly late: boolean
}

/** Splits content that came in these chunks; how it was cut makes no difference. */
export function split(chunks: Iterable<string>, options: SplitOptions): Segments {
  const segments: Segment[] = []
  let mark = 0 // index of the first segment after the mark
  let late = false

  const splitter = createSplitter(options, {
    reasoning: (text) => add('reasoning', text),
    answer: (text) => add('answer', text),
    tag: (text) => segments.push({ kind: 'tag', text }),
    mark: () => {
      mark = segments.length
    },
    refile: ({ before, to, tag }) => {
      const text = segments
        .splice(mark)
        .map((segment) => segment.text)
        .join('')
      if (before !== '') segments.pop()
      add('reasoning', before + text.slice(0, to))
      if (tag > 0) segments.push({ kind: 'tag', text: text.slice(to, to + tag) })
      add('answer', text.slice(to + tag))
    },
    late: () => {
      late = true
    },
  })
  for (const chunk of chunks) splitter.push(chunk)
  splitter.end()
  return { segments: joinNeighbours(segments), late }

  function add(kind: 'reasoning' | 'answer', text: string) {
    if (text !== '') segments.push({ kind, text })
  }
}

/** The text of all segments of a kind; nothing is put between them. */
export function textOf(segments: readonly Segment[], kind: Segment['kind']): string {
  return segments.map((segment) => (segment.kind === kind ? segment.text : '')).join('')
}

function joinNeighbours(segments: readonly Segment[]): readonly Segment[] {
  const joined: { kind: Segment['kind']; texts: string[] }[] = []
  for (const { kind, text } of segments) {
    const last = joined.at(-1)
    if (last?.kind === kind && kind !== 'tag') last.texts.push(text)
    else joined.push({ kind, texts: [text] })
  }
  return joined.map(({ kind, texts }) => ({ kind, text: texts.join('') }))
}

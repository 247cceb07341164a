import { split } from '../core/segments.ts'
import { readDocument } from '../traces/document.ts'
import type { Conversation, ImportProblem, ProblemKind, Sink } from './conversation.ts'
import { conversationOf, noQuestion, splitFor, tagsIn } from './exchange.ts'
import { titleOf } from './conversation.ts'
import { createRecords } from './records.ts'
import { transcriptsIn } from './transcripts.ts'
import { createValueReader, documentsIn } from './values.ts'

/** Where to stop, so that no file is too large. */
export interface ImportLimits {
  readonly conversations: number
  /** Of one JSON document, or of a text. Lines of JSON may be as many as there are. */
  readonly characters: number
}

export const importLimits: ImportLimits = { conversations: 10_000, characters: 64 * 1024 * 1024 }

export interface Importer {
  push(text: string): void
  end(): void
  /** Nothing more is read. */
  full(): boolean
}

/**
 * Finds the conversations in what people have: documents, text with a think block, recorded streams, responses, logs
 * of requests, conversations line by line. What can be read is found, whatever else is there. Time and memory are
 * linear in the text; of lines of JSON only the one at hand is held.
 */
export function createImporter(
  found: (conversation: Conversation) => void,
  problem: (problem: ImportProblem) => void,
  limits: ImportLimits = importLimits,
): Importer {
  let count = 0
  let full = false
  let last = 0 // the line of the last one found
  const sink: Sink = {
    found(conversation) {
      if (full) return
      found(conversation)
      last = conversation.line
      if (++count >= limits.conversations) stop(last, 'many', String(count))
    },
    problem: (line, kind, ...values) => problem({ line, kind, values }),
  }
  let reader: Reading | undefined
  let held = ''

  return { push, end, full: () => full }

  function push(text: string) {
    if (full || text === '') return
    if (reader) {
      reader.push(text)
      if (reader.held() > limits.characters) tooLong()
      return
    }
    held += text
    // Enough to tell what it is: some ink and the rest of its line.
    if (!/\S[^\n]*\n|\S[^]{4096}/.test(held)) return
    begin()
  }

  function end() {
    if (full) return
    if (held.trim() === '' && !reader) return sink.problem(1, 'empty')
    if (!reader) begin()
    reader?.end()
    if (count === 0 && !full && !reader?.told()) sink.problem(1, 'nothing')
  }

  function begin() {
    const text = held
    held = ''
    reader = looksLikeValues(text) ? readValues(sink) : readText(sink)
    push(text)
  }

  function tooLong() {
    stop(1, 'long', String(Math.floor(limits.characters / 1e6)))
  }

  function stop(line: number, kind: ProblemKind, ...values: readonly string[]) {
    full = true
    problem({ line, kind, values })
  }
}

/** All that is found in a text. */
export function importText(text: string, limits: ImportLimits = importLimits) {
  const conversations: Conversation[] = []
  const problems: ImportProblem[] = []
  const importer = createImporter(
    (conversation) => conversations.push(conversation),
    (problem) => problems.push(problem),
    limits,
  )
  importer.push(text)
  importer.end()
  return { conversations, problems }
}

/** How a file is read, once its beginning has told. */
interface Reading {
  push(text: string): void
  end(): void
  /** Characters that are kept. */
  held(): number
  /** It has said what is wrong. */
  told(): boolean
}

/** JSON, but no `[THINK]` and no list of Markdown; server-sent events. */
function looksLikeValues(text: string): boolean {
  return /^\uFEFF?\s*(?:\{\s*(?:"|$)|\[\s*(?:[{["]|$)|(?:data|event|id|retry|error)?:)/.test(text)
}

function readValues(outer: Sink): Reading {
  let told = false
  const sink: Sink = {
    found: outer.found,
    problem(...said) {
      told = true
      outer.problem(...said)
    },
  }
  const values = createValueReader()
  const records = createRecords(sink)
  return {
    push(text) {
      for (const found of values.push(text)) records.read(found)
    },
    end() {
      for (const found of values.end()) records.read(found)
      records.end()
    },
    held: () => values.held(),
    told: () => told,
  }
}

function readText(sink: Sink): Reading {
  const pieces: string[] = []
  let held = 0
  return {
    push(text) {
      pieces.push(text)
      held += text.length
    },
    end() {
      const text = pieces.join('')
      if (isDocument(text)) return sink.found(documentAt(text))
      if (mayHoldValues(text) && readValuesIn(text, sink)) return undefined
      const transcripts = transcriptsIn(text)
      for (const { line, server, exchanges } of transcripts)
        sink.found(conversationOf(line, { kind: 'transcript', server }, exchanges))
      if (transcripts.length === 0 && thinks(text)) sink.found(conversationIn(text))
      return undefined
    },
    held: () => held,
    told: () => false,
  }
}

function isDocument(text: string): boolean {
  return readDocument(text).turns[0]?.layout.head !== undefined
}

function documentAt(text: string): Conversation {
  const { turns } = readDocument(text)
  const head = turns[0]?.head
  return {
    line: 1,
    form: { kind: 'document', server: '' },
    title: titleOf(head?.title || head?.question || ''),
    model: head?.model ?? '',
    turns: turns.length,
    document: () => text,
  }
}

function mayHoldValues(text: string): boolean {
  return /"(?:choices|messages?|response|conversations)"\s*:/.test(text)
}

/** Values among other lines: a log, what `curl -v` wrote, JSON under a heading. */
function readValuesIn(text: string, { found, problem }: Sink): boolean {
  for (const read of [() => readLines(text), () => documentsIn(text, 1)]) {
    const conversations: Conversation[] = []
    const problems: Parameters<Sink['problem']>[] = []
    const records = createRecords({
      found: (conversation) => conversations.push(conversation),
      problem: (...said) => problems.push(said),
    })
    // What is no JSON is the log's own.
    for (const each of read()) if (each.kind !== 'stray') records.read(each)
    records.end()
    if (conversations.length === 0) continue
    conversations.forEach(found)
    for (const said of problems) problem(...said)
    return true
  }
  return false
}

function readLines(text: string) {
  const values = createValueReader()
  return [...values.push(text), ...values.end()]
}

/** Whether there is a thought in it: a tag that is only spoken of makes none. */
function thinks(text: string): boolean {
  return split([text], splitFor(text)).segments.some(
    ({ kind, text: piece }) => kind === 'reasoning' && piece.trim() !== '',
  )
}

/** As it is, where documents read these tags without being told. */
function conversationIn(text: string): Conversation {
  const question = { ...noQuestion }
  const said = () => [
    { delta: { kind: 'text', channel: 'content', text } as const, at: 0 },
    { delta: { kind: 'closed' } as const, at: 0 },
  ]
  const conversation = conversationOf(1, { kind: 'text', server: '' }, [{ question, said, calls: [] }])
  const title = titleOf(text.replace(/<\/?think>/g, ''))
  return { ...conversation, title, ...(!tagsIn(text) && { document: () => text }) }
}

import { isRecord, listOf, parseJson, recordOf, type Fields } from '../base/json.ts'
import { split, textOf } from '../core/segments.ts'
import type { TagPair } from '../core/lexicon.ts'
import type { SplitOptions } from '../core/splitter.ts'
import { callMarkers, defaultSplit, defaultTags } from '../core/tags.ts'
import { createTurn } from '../core/growingTurn.ts'
import { createChunkReader } from '../endpoint/chunk.ts'
import { oneOf, readArgs } from './args.ts'
import { helpText } from './help.ts'
import { Complaint, readAll, type Io, type Verb } from './io.ts'

export const splitVerb: Verb = {
  name: 'split',
  summary: 'part reasoning from answer in recorded streams',
  help: helpText(
    'thinktree split [FILE|-]',
    'Reads a JSON list of streams (from standard input where no file is named) and writes a JSON list of {"id", "reasoning", "content"} in the same order. A stream is such as',
    '  {"id": "a", "mode": "inline", "tags": ["<think>", "</think>"],\n   "chunks": ["<thi", "nk>a</think>b"], "options": {}}',
    [
      ['mode', 'without one the first closing tag decides'],
      ['  inline', 'the opening tag comes in the text'],
      ['  implicit-open', 'it does not: the text begins inside the thought'],
      ['  field', '"deltas" instead of "chunks", as a server sends them: [{"reasoning_content": "a"}, …]'],
      ['tags', 'open, close, open, close, …; without them <think> and </think>'],
      ['options', 'an object; it may have'],
      ['  start', 'explicit, implicit or auto, instead of what the mode says'],
      ['  blocks', 'where later blocks may open: first, line-start (unless said otherwise) or anywhere'],
      ['  calls', 'true, or a list of texts: a raw tool call ends the thought if no closing tag follows'],
    ],
    'Texts are given verbatim: no whitespace is trimmed, nothing is put between blocks.',
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = readArgs(args, {})
  if (positionals.length > 1) throw new Complaint('split takes one file, or none.')
  const input = parseJson(await readAll(positionals[0] ?? '-', io))
  if (!Array.isArray(input)) throw new Complaint('The input must be a JSON list of streams.')
  const results = listOf(input).map(splitOne)
  await io.write(`${JSON.stringify(results)}\n`)
  return 0
}

function splitOne(written: unknown, index: number) {
  const name = `Stream ${index + 1}`
  if (!isRecord(written)) throw new Complaint(`${name} must be an object.`)
  const stream = withoutNulls(written)
  const { id, mode, chunks, deltas } = stream
  if (typeof id !== 'string' && typeof id !== 'number') throw new Complaint(`${name} needs an "id".`)
  const options = optionsOf(stream, name)
  if (mode === 'field') {
    if (!Array.isArray(deltas)) throw new Complaint(`${name}: "deltas" must be a list.`)
    return { id, ...fromDeltas(deltas, options) }
  }
  const { segments } = split(textsOf(chunks, 'chunks', name), options)
  return { id, reasoning: textOf(segments, 'reasoning'), content: textOf(segments, 'answer') }
}

function fromDeltas(deltas: readonly unknown[], options: SplitOptions) {
  const reader = createChunkReader()
  const turn = createTurn(options)
  for (const delta of deltas) {
    for (const said of reader.push({ choices: [{ delta }] })) turn.push(said, 0)
  }
  for (const said of reader.end()) turn.push(said, 0)
  turn.end('closed', 0)
  const { reasoning, answer } = turn.value()
  return { reasoning, content: answer }
}

/** Null is the same as absent. */
function withoutNulls(written: Fields): Fields {
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== null))
}

function optionsOf({ mode, tags, options }: Fields, name: string): SplitOptions {
  const { start, blocks, calls } = withoutNulls(recordOf(options))
  if (options !== undefined && !isRecord(options))
    throw new Complaint(`${name}: "options" must be an object.`)
  return {
    start: start === undefined ? startOf(mode, name) : oneOf(start, starts, `${name}: "start"`),
    blocks: blocks === undefined ? defaultSplit.blocks : oneOf(blocks, places, `${name}: "blocks"`),
    tags: tags === undefined ? defaultTags : pairsOf(tags, name),
    calls: callsOf(calls, name),
  }
}

const starts = ['explicit', 'implicit', 'auto'] as const
const places = ['first', 'line-start', 'anywhere'] as const

function startOf(mode: unknown, name: string): SplitOptions['start'] {
  if (mode === undefined) return 'auto'
  switch (oneOf(mode, ['inline', 'implicit-open', 'field'] as const, `${name}: "mode"`)) {
    case 'inline':
      return 'explicit'
    case 'implicit-open':
      return 'implicit'
    case 'field':
      return 'auto'
  }
}

function pairsOf(tags: unknown, name: string): readonly TagPair[] {
  const texts = textsOf(tags, 'tags', name)
  if (texts.length % 2 > 0 || texts.includes('')) {
    throw new Complaint(
      `${name}: "tags" must be pairs of texts that are not empty: open, close, open, close.`,
    )
  }
  return texts.flatMap((open, at) => (at % 2 === 0 ? [{ open, close: texts[at + 1] ?? '' }] : []))
}

function callsOf(calls: unknown, name: string): readonly string[] {
  if (calls === undefined || calls === false) return []
  return calls === true ? callMarkers : textsOf(calls, 'calls', name)
}

function textsOf(value: unknown, field: string, name: string): readonly string[] {
  const list = listOf(value)
  const texts = list.filter((each) => typeof each === 'string')
  if (!Array.isArray(value) || texts.length < list.length) {
    throw new Complaint(`${name}: "${field}" must be a list of texts.`)
  }
  return texts
}

import type { Candidate, Token } from '../base/delta.ts'
import { joinBytes } from '../base/joinBytes.ts'
import { listOf, numberOf, parseJson, recordOf, textOf, type Fields } from '../base/json.ts'
import type { Inside, InsideRun } from './inside.ts'
import { wrong, type Problem } from './problem.ts'
import type { Routing } from './routing.ts'

/** Of the turns of a trace document, by their ids. docs/inside.md says how it is written. */
export type InsideFile = ReadonlyMap<string, Inside>

/** The file beside a trace. */
export function insidePath(trace: string): string {
  return `${trace}.inside`
}

const magic = 'thinktree-inside 1\n'
const encoder = new TextEncoder()

export function writeInside(file: InsideFile): Uint8Array<ArrayBuffer> {
  const sections: Uint8Array<ArrayBuffer>[] = []
  const turns = [...file].map(([id, runs]) => ({ id, runs: runs.map((run) => writeRun(run, sections)) }))
  return joinBytes([encoder.encode(`${magic}${JSON.stringify({ turns })}\n`), ...sections])
}

/** What is in a file; why not, where it is none or is not whole. */
export function readInside(bytes: Uint8Array): { readonly file: InsideFile } | { readonly problem: Problem } {
  const lead = encoder.encode(magic)
  if (!lead.every((byte, index) => bytes[index] === byte))
    return wrong('it is not what ThinkTree keeps beside a trace, or of a newer version')
  const end = bytes.indexOf(10, lead.length)
  const head = recordOf(parseJson(new TextDecoder().decode(bytes.subarray(lead.length, Math.max(0, end)))))
  if (end < 0 || !Array.isArray(head['turns'])) return wrong('its head cannot be read')
  const sections = createSections(bytes.subarray(end + 1))
  const turns = listOf(head['turns']).map(recordOf)
  try {
    const read = turns.map(({ id, runs }) => {
      return [textOf(id), listOf(runs).map((run) => readRun(recordOf(run), sections))] as const
    })
    if (sections.left() !== 0) return wrong('it has more than its head says')
    return { file: new Map(read) }
  } catch (error) {
    if (error instanceof Short) return wrong('it is not whole')
    throw error
  }
}

/** Tokens: their texts once each, then columns. */
function writeRun(
  { from, tokens, routing, problem }: InsideRun,
  sections: Uint8Array<ArrayBuffer>[],
): Fields {
  const numbers = new Map<string, number>()
  const texts: (string | readonly [string, ...number[]])[] = []
  const numberOfText = ({ text, bytes }: Candidate) => {
    const key = bytes ? `${text}\0${bytes.join()}` : text
    const known = numbers.get(key)
    if (known !== undefined) return known
    texts.push(bytes ? [text, ...bytes] : text)
    numbers.set(key, texts.length - 1)
    return texts.length - 1
  }
  const top = tokens.flatMap((token) => token.top)
  const likely = (all: readonly Candidate[]) => Float32Array.from(all, ({ logprob }) => logprob ?? Number.NaN)
  const counts = Uint8Array.from(tokens, (token) => token.top.length)
  if (tokens.length > 0)
    sections.push(
      bytesOf(Uint32Array.from(tokens, numberOfText)),
      bytesOf(likely(tokens)),
      counts,
      bytesOf(Uint32Array.from(top, numberOfText)),
      bytesOf(likely(top)),
    )
  if (routing) sections.push(bytesOf(routing.ids))
  return {
    from,
    ...(tokens.length > 0 && { tokens: tokens.length, top: top.length, texts }),
    ...(routing && { routing: { ...routing, ids: undefined, bytes: routing.ids.BYTES_PER_ELEMENT } }),
    ...(problem !== undefined && { problem }),
  }
}

function readRun(run: Fields, sections: Sections): InsideRun {
  const from = recordOf(run['from'])
  const tokens = run['tokens'] === undefined ? [] : readTokens(run, sections)
  const [text, ...values] = listOf(run['problem'])
  return {
    from: { reasoning: numberOf(from['reasoning']) ?? 0, answer: numberOf(from['answer']) ?? 0 },
    tokens,
    ...(run['routing'] !== undefined && { routing: readRouting(recordOf(run['routing']), sections) }),
    ...(typeof text === 'string' && { problem: [text, ...values.filter(isValue)] as const }),
  }
}

function isValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

function readTokens(run: Fields, sections: Sections): readonly Token[] {
  const [count, tops] = [sizeOf(run['tokens']), sizeOf(run['top'])]
  const texts = listOf(run['texts']).map(readText)
  const text = new Uint32Array(sections.take(count * 4))
  const logprob = new Float32Array(sections.take(count * 4))
  const counts = new Uint8Array(sections.take(count))
  const topText = new Uint32Array(sections.take(tops * 4))
  const topLogprob = new Float32Array(sections.take(tops * 4))
  const candidate = (which: number | undefined, likely: number | undefined): Candidate => ({
    ...(texts[which ?? -1] ?? { text: '' }),
    logprob: likely === undefined || Number.isNaN(likely) ? null : likely,
  })
  let next = 0
  return Array.from(text, (which, index) => {
    const top: Candidate[] = []
    for (let left = counts[index] ?? 0; left > 0; left--, next++)
      top.push(candidate(topText[next], topLogprob[next]))
    return { ...candidate(which, logprob[index]), top }
  })
}

function readText(written: unknown): Omit<Candidate, 'logprob'> {
  if (typeof written === 'string') return { text: written }
  const [text, ...bytes] = listOf(written)
  return { text: textOf(text), bytes: bytes.flatMap((byte) => numberOf(byte) ?? []) }
}

function readRouting(fields: Fields, sections: Sections): Routing {
  const [rows, layers, topK] = [sizeOf(fields['rows']), sizeOf(fields['layers']), sizeOf(fields['topK'])]
  const size = rows * layers * topK
  const experts = sizeOf(fields['experts'])
  if (layers * experts > most) throw new Short()
  const ids =
    fields['bytes'] === 2 ? new Uint16Array(sections.take(size * 2)) : new Uint8Array(sections.take(size))
  return {
    rows,
    layers,
    firstLayer: sizeOf(fields['firstLayer']),
    topK,
    experts,
    ids,
  }
}

/** Experts of all layers together; of R1 there are 14,848. */
const most = 2 ** 20

class Short extends Error {}

interface Sections {
  readonly take: (length: number) => ArrayBuffer
  readonly left: () => number
}

function createSections(bytes: Uint8Array): Sections {
  let at = 0
  return {
    take(length) {
      if (at + length > bytes.length) throw new Short()
      const taken = new Uint8Array(bytes.subarray(at, at + length))
      at += length
      return taken.buffer
    },
    left: () => bytes.length - at,
  }
}

function sizeOf(value: unknown): number {
  const size = numberOf(value)
  if (size === undefined || !Number.isSafeInteger(size) || size < 0) throw new Short()
  return size
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

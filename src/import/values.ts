import { parseJson } from '../base/json.ts'
import { createEventReader, type StreamEvent } from '../endpoint/events.ts'
import { createLineReader } from '../endpoint/lines.ts'
import { mendJson } from './mend.ts'

/** Something in a file of JSON or of server-sent events, and where it begins. */
export type Found = StreamEvent & { readonly line: number; readonly mended?: true }

export interface ValueReader {
  push(text: string): readonly Found[]
  end(): readonly Found[]
  /** Characters of a document over many lines that has not ended. */
  held(): number
}

/**
 * Reads what `createEventReader` reads, by lines: events, JSON a line, one document. Also several documents one after
 * another, one that was cut, and JSON behind the words of a log.
 */
export function createValueReader(): ValueReader {
  const lines = createLineReader()
  const events = createEventReader()
  let line = 0
  let first = 0 // that is not blank
  let pending: number[] = [] // lines of an event that is not whole yet
  let held = 0
  let some = false

  return {
    push: (text) => lines.push(text).flatMap(read),
    end: () => [...lines.end().flatMap(read).flatMap(mended), ...events.end().flatMap(last)],
    held: () => (some ? 0 : held),
  }

  function read(text: string): readonly Found[] {
    line++
    if (first === 0 && text.trim() !== '') first = line
    held += text.length
    const told = events.push(`${text}\n`)
    const closes = text.trim() === '' || text.startsWith('event')
    const found = told.flatMap((event, index) => {
      const own = !closes && index === told.length - 1
      return foundAt(event, own ? line : (pending[index] ?? line))
    })
    if (closes || told.length > 0) pending = []
    else if (text.startsWith('data')) pending.push(line)
    some ||= found.length > 0
    return found
  }

  /** What only the end told: a document, or what looked like one. */
  function last(event: StreamEvent, index: number): readonly Found[] {
    const begins = pending[index] ?? (some ? line : first)
    if (event.kind !== 'stray') return [{ ...event, line: begins }]
    if (!event.text.includes('\n')) return foundAt(event, begins).flatMap(mended)
    return documentsIn(event.text, first).flatMap((found) =>
      found.kind === 'stray' ? ofLog(found) : [found],
    )
  }
}

/** A log whose lines begin with a bracket looks like a document of JSON that is broken. */
function ofLog(found: Found & { readonly kind: 'stray' }): readonly Found[] {
  const lines = found.text
    .split('\n')
    .map((text, index) => foundAt({ kind: 'stray', text }, found.line + index))
  const some = lines.flat().filter(({ kind }) => kind === 'value')
  return some.length > 0 ? some : [found]
}

/** What the end of the file has cut is read as far as it came. */
function mended(found: Found): readonly Found[] {
  return found.kind === 'stray' && /^[{[]/.test(found.text) ? documentsIn(found.text, found.line) : [found]
}

function foundAt(event: StreamEvent, line: number): readonly Found[] {
  if (event.kind !== 'stray') return [{ ...event, line }]
  const value = mayTell(event.text) ? jsonIn(event.text) : undefined
  if (typeof value === 'object' && value !== null) return [{ kind: 'value', named: '', value, line }]
  return [{ ...event, line }]
}

/** The JSON that a text ends in, also behind the words of a log; undefined where there is none. */
export function jsonIn(text: string): unknown {
  const from = text.search(/\{\s*"|\[\s*\{/)
  return from < 0 ? undefined : parseJson(text.slice(from))
}

function mayTell(text: string): boolean {
  return /"(?:choices|messages?|response)"/.test(text)
}

/** JSON documents that begin at the start of a line, one after another; the last may have been cut. */
export function documentsIn(text: string, firstLine: number): readonly Found[] {
  const found: Found[] = []
  let held: string[] = []
  let begun = firstLine
  for (const [index, line] of text.split('\n').entries()) {
    const opens = /^[{[]/.test(line)
    if (opens && held.length > 0) giveUp()
    if (held.length === 0 && !opens) continue
    if (held.length === 0) begun = firstLine + index
    held.push(line)
    if (!opens && !/^[}\]]/.test(line)) continue
    const value = parseJson(held.join('\n'))
    if (value === undefined) continue
    found.push({ kind: 'value', named: '', value, line: begun })
    held = []
  }
  const rest = held.join('\n')
  const value = rest === '' ? undefined : mendJson(rest)
  if (value !== undefined) found.push({ kind: 'value', named: '', value, line: begun, mended: true })
  else if (rest !== '') giveUp()
  return found

  function giveUp() {
    found.push({ kind: 'stray', text: held.join('\n'), line: begun })
    held = []
  }
}

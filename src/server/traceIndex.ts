import { setImmediate as breathe } from 'node:timers/promises'
import { inEnglish } from '../base/say.ts'
import { createParser } from '../language/parsed.ts'
import { symbolsOf, type TraceSymbol } from '../language/symbols.ts'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Range } from 'vscode-languageserver'
import type { Files, TraceFile } from './files.ts'
import { lspRange } from './convert.ts'

/** A turn or a step of a saved trace. */
export interface Indexed {
  readonly name: string
  readonly what: TraceSymbol['what']
  /** The turn it is in. */
  readonly container: string
  readonly uri: string
  readonly range: Range
}

interface Kept {
  readonly changed: number
  readonly symbols: readonly Indexed[]
}

/** So many are given to one query, and so many steps of one trace are kept. */
const mostFound = 300
const mostOfOne = 1000

/**
 * Finds turns and steps of all saved traces by their words. Each file is read once, until it changes; what was read for a
 * query that nobody waits for any more serves the next one.
 */
export function createTraceIndex(files: Pick<Files, 'traces'>) {
  let kept = new Map<string, Kept>()
  return async (query: string, cancelled: () => boolean): Promise<readonly Indexed[]> => {
    const seen = new Set<string>()
    const found: Indexed[] = []
    const wanted = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    for await (const file of files.traces(cancelled)) {
      const before = kept.get(file.uri)
      const entry = before?.changed === file.changed ? before : await readEntry(file)
      kept.set(file.uri, entry)
      if (cancelled()) return []
      seen.add(file.uri)
      for (const symbol of entry.symbols) {
        const name = symbol.name.toLowerCase()
        if (wanted.every((word) => name.includes(word))) found.push(symbol)
        if (found.length === mostFound) return found
      }
    }
    if (cancelled()) return []
    kept = new Map([...kept].filter(([uri]) => seen.has(uri)))
    return found
  }
}

async function readEntry(file: TraceFile): Promise<Kept> {
  const text = await file.read().catch(() => '')
  const parser = createParser(text)
  for (
    let end = performance.now() + 4;
    !parser.work(() => performance.now() >= end);
    end = performance.now() + 4
  )
    await breathe()
  const document = TextDocument.create(file.uri, 'think', 0, text)
  const symbols: Indexed[] = []
  const add = (symbol: TraceSymbol, container: string) => {
    if (symbols.length >= mostOfOne) return
    const { name, what } = symbol
    if (what !== 'answer')
      symbols.push({ name, what, container, uri: file.uri, range: lspRange(document, symbol.selection) })
    for (const child of symbol.children) add(child, what === 'turn' ? name : container)
  }
  for (const symbol of symbolsOf(parser.parsed, inEnglish)) add(symbol, '')
  return { changed: file.changed, symbols }
}

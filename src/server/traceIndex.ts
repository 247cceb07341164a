import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises'
import { apart } from '../base/apart.ts'
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
 * So long, in milliseconds, a query reads traces that were not read yet: VS Code shows nobody's symbols before all who
 * know some have answered.
 */
const longest = 1000

/**
 * Finds turns and steps of all saved traces by their words, of the latest first. Each file is read once, until it changes.
 * Of those not read yet a query reads the ones that have its words, as far as there is time; then all others are read, for
 * the next one.
 */
export function createTraceIndex(files: Pick<Files, 'traces'>, patience = longest) {
  let kept = new Map<string, Kept>()
  let reading: Promise<void> | undefined
  let asking = 0

  return async (query: string, cancelled: () => boolean): Promise<readonly Indexed[]> => {
    asking++
    return find(query, cancelled).finally(() => asking--)
  }

  async function find(query: string, cancelled: () => boolean): Promise<readonly Indexed[]> {
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '')
    const found: Indexed[] = []
    const all = await files.traces(cancelled)
    const end = performance.now() + patience
    for (const file of all) {
      if (cancelled()) return []
      if (!known(file) && performance.now() < end) await readIfIn(file, words)
      for (const symbol of known(file) ?? []) {
        if (!hasAll(symbol.name, words)) continue
        found.push(symbol)
        if (found.length === mostFound) return found
      }
    }
    if (cancelled()) return []
    if (all.some((file) => !known(file))) reading ??= readRest(all).finally(() => (reading = undefined))
    return found
  }

  function known({ uri, changed }: TraceFile): readonly Indexed[] | undefined {
    const entry = kept.get(uri)
    return entry?.changed === changed ? entry.symbols : undefined
  }

  /** What a trace is called, and its steps, is nearly always said in its own words. */
  async function readIfIn(file: TraceFile, words: readonly string[]): Promise<void> {
    const text = await textOf(file)
    if (hasAll(text, words)) kept.set(file.uri, await entryOf(file, text))
  }

  async function readRest(all: readonly TraceFile[]): Promise<void> {
    for (const file of all) {
      while (asking > 0) await sleep(20)
      if (!known(file)) kept.set(file.uri, await entryOf(file, await textOf(file)))
    }
    const there = new Set(all.map(({ uri }) => uri))
    kept = new Map([...kept].filter(([uri]) => there.has(uri)))
  }
}

function hasAll(text: string, words: readonly string[]): boolean {
  const low = text.toLowerCase()
  return words.every((word) => low.includes(word))
}

function textOf(file: TraceFile): Promise<string> {
  return file.read().catch(() => '')
}

async function entryOf({ uri, changed }: TraceFile, text: string): Promise<Kept> {
  const parser = createParser(text)
  for (
    let end = performance.now() + 4;
    !parser.work(() => performance.now() >= end);
    end = performance.now() + 4
  )
    await breathe()
  const document = TextDocument.create(uri, 'think', 0, text)
  const symbols: Indexed[] = []
  const add = (symbol: TraceSymbol, container: string) => {
    if (symbols.length >= mostOfOne) return
    const { what } = symbol
    const name = apart(symbol.name)
    if (what !== 'answer')
      symbols.push({ name, what, container, uri, range: lspRange(document, symbol.selection) })
    for (const child of symbol.children) add(child, what === 'turn' ? name : container)
  }
  for (const symbol of symbolsOf(parser.parsed, inEnglish)) add(symbol, '')
  return { changed, symbols }
}

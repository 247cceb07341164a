import type { Disposable } from '../base/disposables.ts'
import { createParser, type Parsed, type Parser } from '../language/parsed.ts'
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument'

/** An open document and all that is known of it. */
export interface OpenDocument {
  readonly text: TextDocument
  readonly parser: Parser
}

interface Needs {
  /** A document was read to its end and nothing was written for a while; or it was closed. */
  readonly settled: (uri: string) => void
  readonly closed: (uri: string) => void
}

/** Milliseconds that are worked at one go, so that a request never waits long. */
const slice = 4
/** Without a change for so long: findings are told, and trees made anew. */
const quiet = { findings: 300, refresh: 2000 }

/** Open documents. What an edit leaves to do is done in small slices between requests. */
export class Documents implements Disposable {
  readonly #open = new Map<string, OpenDocument>()
  readonly #timers = new Map<string, NodeJS.Timeout[]>()
  readonly #needs: Needs
  #turn: NodeJS.Immediate | undefined

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get(uri: string): OpenDocument | undefined {
    return this.#open.get(uri)
  }

  get uris(): readonly string[] {
    return [...this.#open.keys()]
  }

  open(uri: string, languageId: string, version: number, text: string): void {
    this.#open.set(uri, {
      text: TextDocument.create(uri, languageId, version, text),
      parser: createParser(text),
    })
    this.#touched(uri)
  }

  change(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): void {
    const before = this.#open.get(uri)
    if (!before) return
    const text = TextDocument.update(before.text, changes, version)
    before.parser.update(text.getText())
    this.#open.set(uri, { text, parser: before.parser })
    this.#touched(uri)
  }

  close(uri: string): void {
    this.#stopTimers(uri)
    this.#open.delete(uri)
    this.#needs.closed(uri)
  }

  /** As far as it can be had in a request's time. */
  parsed(uri: string): (OpenDocument & { readonly parsed: Parsed }) | undefined {
    const document = this.#open.get(uri)
    if (!document) return undefined
    document.parser.work(until(2 * slice))
    return { ...document, parsed: document.parser.parsed }
  }

  dispose(): void {
    clearImmediate(this.#turn)
    for (const uri of this.uris) this.#stopTimers(uri)
    this.#open.clear()
  }

  #touched(uri: string) {
    this.#stopTimers(uri)
    this.#open.get(uri)?.parser.work(until(slice))
    this.#timers.set(uri, [
      setTimeout(() => this.#whenDone(uri), quiet.findings),
      setTimeout(() => {
        this.#open.get(uri)?.parser.refresh()
        this.#goOn()
      }, quiet.refresh),
    ])
    this.#goOn()
  }

  #whenDone(uri: string) {
    const document = this.#open.get(uri)
    if (!document) return
    if (document.parser.work(until(slice))) this.#needs.settled(uri)
    else setImmediate(() => this.#whenDone(uri))
  }

  #goOn() {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined
      const pending = [...this.#open.values()].some(({ parser }) => !parser.work(until(slice)))
      if (pending) this.#goOn()
    })
  }

  #stopTimers(uri: string) {
    for (const timer of this.#timers.get(uri) ?? []) clearTimeout(timer)
    this.#timers.delete(uri)
  }
}

function until(milliseconds: number): () => boolean {
  const end = performance.now() + milliseconds
  return () => performance.now() >= end
}

import { setTimeout as sleep } from 'node:timers/promises'
import { EventEmitter, type DocumentSymbol, type TextDocument } from 'vscode'
import type { Disposable } from '../../base/disposables.ts'
import { askForSymbols, inTime } from './symbols.ts'

/** A language that knew no symbols is asked again after so long (milliseconds). */
const askAgain = [2000, 5000, 15_000]

/** Symbols for what stays in sight: what a language says too late, or only when it is asked again, is told. */
export class LateSymbols implements Disposable {
  readonly #came = new EventEmitter<void>()
  readonly #unexpected: (error: unknown) => void
  /** Once for a version of a document: VS Code asks no language twice about the same text. */
  readonly #awaited = new WeakMap<TextDocument, number>()

  /** A document that had no symbols has some now. */
  readonly onCame = this.#came.event

  constructor(unexpected: (error: unknown) => void) {
    this.#unexpected = unexpected
  }

  /** The document's symbols as far as they come in time. */
  async of(document: TextDocument): Promise<readonly DocumentSymbol[]> {
    const asked = askForSymbols(document)
    const symbols = await inTime(asked)
    if (symbols.length === 0) void this.#awaitOnce(document, asked).catch(this.#unexpected)
    return symbols
  }

  dispose(): void {
    this.#came.dispose()
  }

  async #awaitOnce(document: TextDocument, asked: Promise<readonly DocumentSymbol[]>) {
    const { version } = document
    if (this.#awaited.get(document) === version) return
    this.#awaited.set(document, version)
    let symbols = await asked
    for (const wait of askAgain) {
      if (symbols.length > 0 || document.version !== version || document.isClosed) break
      await sleep(wait, undefined, { ref: false })
      symbols = await askForSymbols(document)
    }
    if (symbols.length > 0 && document.version === version) this.#came.fire()
  }
}

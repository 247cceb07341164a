import type { Delta } from '../base/delta.ts'
import type { Disposable } from '../base/disposables.ts'
import type { SplitOptions } from '../core/splitter.ts'
import type { TurnChange } from '../core/change.ts'
import { createTurn, type Turn } from '../core/growingTurn.ts'
import type { Cut, TurnValue } from '../core/turn.ts'
import type { TurnHead, TurnId, TurnView } from '../protocol/webview.ts'

/** Changes are handed on at most this often (milliseconds): a page redraws no faster, a slow line carries no more. */
const flushEvery = 50

export interface TurnsListener {
  readonly added?: (turn: TurnView) => void
  readonly grew?: (id: TurnId, change: TurnChange) => void
  /** A turn that runs was told something. */
  readonly heard?: (id: TurnId, delta: Delta) => void
  /** A turn that had ended runs again, and goes on where it was cut. */
  readonly resumed?: (turn: TurnView) => void
  /** A turn that ran has ended, however it did. */
  readonly ended?: (turn: TurnView) => void
  /** What is known of a turn besides its text has changed. */
  readonly headed?: (head: TurnHead) => void
  /** A turn of a document that was edited: nothing of what was known of it need be so. */
  readonly replaced?: (id: TurnId) => void
  /** Forgotten, such as it was last. */
  readonly closed?: (id: TurnId, last: TurnView) => void
}

/** Where a turn's deltas come from: an endpoint, or a sample played back. */
export type Source = (signal: AbortSignal) => AsyncIterable<Delta>

interface Entry {
  readonly head: TurnHead
  readonly value: () => TurnValue
  readonly run: AbortController | null
}

/** All turns of this window, and those that still run. */
export class Turns implements Disposable {
  readonly #entries = new Map<TurnId, Entry>()
  readonly #listeners = new Set<TurnsListener>()
  readonly #running = new Set<TurnId>()

  get(id: TurnId): TurnView | undefined {
    const entry = this.#entries.get(id)
    return entry && { head: entry.head, value: entry.value() }
  }

  head(id: TurnId): TurnHead | undefined {
    return this.#entries.get(id)?.head
  }

  get all(): readonly Pick<TurnView, 'head'>[] {
    return [...this.#entries.values()]
  }

  /** Those under way, the one asked last at the end. */
  get running(): readonly TurnId[] {
    return [...this.#running]
  }

  /** Listeners are told in the order in which they came. */
  listen(listener: TurnsListener): Disposable {
    this.#listeners.add(listener)
    return { dispose: () => this.#listeners.delete(listener) }
  }

  /**
   * Runs a turn to its end, however it ends; never rejects for what a server does. With `cut` it has a beginning, and
   * the time that this took. One of the same id that had ended is forgotten.
   */
  async start(head: TurnHead, split: SplitOptions, source: Source, cut?: Cut): Promise<void> {
    const turn = createTurn(split, cut)
    const run = this.#begin(head, turn)
    this.#tell((listener) => listener.added?.({ head, value: turn.value() }))
    turn.take()
    await this.#follow(head, turn, source, run, cut?.kept.times?.latest ?? 0)
  }

  /** Lets a turn that has ended go on where it was cut, as `start` does. Time goes on where it ended. */
  async goOn(id: TurnId, split: SplitOptions, cut: Cut, source: Source): Promise<void> {
    const before = this.#entries.get(id)
    if (!before || this.#running.has(id)) return
    const { head } = before
    const { ended, latest } = before.value().times
    const turn = createTurn(split, cut)
    const run = this.#begin(head, turn)
    this.#tell((listener) => listener.resumed?.({ head, value: turn.value() }))
    await this.#follow(head, turn, source, run, ended ?? latest)
  }

  #begin(head: TurnHead, turn: Turn): AbortController {
    const run = new AbortController()
    this.#entries.set(head.id, { head, value: () => turn.value(), run })
    this.#running.add(head.id)
    return run
  }

  async #follow(
    head: TurnHead,
    turn: Turn,
    source: Source,
    run: AbortController,
    since: number,
  ): Promise<void> {
    const asked = performance.now() - since
    const elapsed = () => performance.now() - asked
    const flush = () => {
      const change = turn.take()
      if (Object.keys(change).length > 0) this.#tell((listener) => listener.grew?.(head.id, change))
    }
    const timer = setInterval(flush, flushEvery)
    try {
      for await (const delta of source(run.signal)) {
        if (run.signal.aborted) break
        turn.push(delta, elapsed())
        this.#tell((listener) => listener.heard?.(head.id, delta))
      }
    } finally {
      clearInterval(timer)
      turn.end(run.signal.aborted ? 'stopped' : 'closed', elapsed())
      this.#running.delete(head.id)
      if (this.#entries.has(head.id)) {
        flush()
        this.#tell((listener) => listener.ended?.({ head, value: turn.value() }))
      }
    }
  }

  /** Brings back a turn that ended before; one that is there already stays as it is. */
  restore(head: TurnHead, value: TurnValue): void {
    if (!this.#entries.has(head.id)) this.#entries.set(head.id, { head, value: () => value, run: null })
  }

  /** Has a turn of a document as it is now. */
  put(head: TurnHead, value: TurnValue): void {
    const known = this.#entries.has(head.id)
    this.#entries.set(head.id, { head, value: () => value, run: null })
    if (known) this.#tell((listener) => listener.replaced?.(head.id))
  }

  /** Knows something else of a turn. */
  rehead(head: TurnHead): void {
    const entry = this.#entries.get(head.id)
    if (!entry) return
    this.#entries.set(head.id, { ...entry, head })
    this.#tell((listener) => listener.headed?.(head))
  }

  /** Stops one turn, or all; what came stays. */
  stop(id?: TurnId): void {
    for (const [key, { run }] of this.#entries) if (id === undefined || key === id) run?.abort()
  }

  /** Stops a turn, and is done when it has ended. */
  async stopped(id: TurnId): Promise<void> {
    if (!this.#running.has(id)) return
    await new Promise<void>((done) => {
      const over = (ended: TurnId) => {
        if (ended !== id) return
        listening.dispose()
        done()
      }
      const listening = this.listen({ ended: ({ head }) => over(head.id), closed: over })
      this.stop(id)
    })
  }

  /** Stops a turn that runs, and forgets it. */
  close(id: TurnId): void {
    const last = this.get(id)
    if (!last) return
    this.stop(id)
    this.#entries.delete(id)
    this.#running.delete(id)
    this.#tell((listener) => listener.closed?.(id, last))
  }

  /** Stops the turn that was asked last, of those that run. */
  stopNewest(): void {
    const newest = this.running.at(-1)
    if (newest) this.stop(newest)
  }

  /** Nobody is told of what ends only because the window does. */
  dispose(): void {
    this.#listeners.clear()
    this.stop()
  }

  #tell(what: (listener: TurnsListener) => void) {
    for (const listener of this.#listeners) what(listener)
  }
}

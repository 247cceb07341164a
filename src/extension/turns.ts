import type { Delta } from '../base/delta.ts'
import type { Disposable } from '../base/disposables.ts'
import type { SplitOptions } from '../core/splitter.ts'
import { createTurn, type Turn, type TurnChange } from '../core/turn.ts'
import type { TurnHead, TurnId, TurnView } from '../protocol/webview.ts'

/** Changes are handed on at most this often (milliseconds): a page redraws no faster, a slow line carries no more. */
const flushEvery = 50

export interface TurnsListener {
  added(turn: TurnView): void
  grew(id: TurnId, change: TurnChange): void
  /** The number of turns still under way changed. */
  runningChanged(running: number): void
}

/** Where a turn's deltas come from: an endpoint, or a sample played back. */
export type Source = (signal: AbortSignal) => AsyncIterable<Delta>

interface Entry {
  readonly head: TurnHead
  readonly turn: Turn
  readonly run: AbortController
}

/** All turns of this window, and those that still run. */
export class Turns implements Disposable {
  readonly #entries = new Map<TurnId, Entry>()
  readonly #listener: TurnsListener
  #running = 0

  constructor(listener: TurnsListener) {
    this.#listener = listener
  }

  get all(): readonly TurnView[] {
    return [...this.#entries.values()].map(({ head, turn }) => ({ head, value: turn.value() }))
  }

  get(id: TurnId): TurnView | undefined {
    const entry = this.#entries.get(id)
    return entry && { head: entry.head, value: entry.turn.value() }
  }

  /** Runs a turn to its end, however it ends; never rejects for what a server does. */
  async start(head: TurnHead, split: SplitOptions, source: Source): Promise<void> {
    const turn = createTurn(split)
    const run = new AbortController()
    const asked = performance.now()
    const elapsed = () => performance.now() - asked
    this.#entries.set(head.id, { head, turn, run })
    this.#listener.added({ head, value: turn.value() })
    this.#count(1)
    turn.take()
    const flush = () => {
      const change = turn.take()
      if (Object.keys(change).length > 0) this.#listener.grew(head.id, change)
    }
    const timer = setInterval(flush, flushEvery)
    try {
      for await (const delta of source(run.signal)) {
        if (run.signal.aborted) break
        turn.push(delta, elapsed())
      }
    } finally {
      clearInterval(timer)
      turn.end(run.signal.aborted ? 'stopped' : 'closed', elapsed())
      flush()
      this.#count(-1)
    }
  }

  /** Stops one turn, or all; what came stays. */
  stop(id?: TurnId): void {
    for (const [key, { run }] of this.#entries) if (id === undefined || key === id) run.abort()
  }

  /** Stops a turn that runs, and forgets it. */
  close(id: TurnId): void {
    this.stop(id)
    this.#entries.delete(id)
  }

  /** Stops the turn that was asked last, of those that run. */
  stopNewest(): void {
    const running = [...this.#entries.values()].filter(({ turn }) => turn.value().times.ended === undefined)
    running.at(-1)?.run.abort()
  }

  dispose(): void {
    this.stop()
  }

  #count(by: 1 | -1) {
    this.#running += by
    this.#listener.runningChanged(this.#running)
  }
}

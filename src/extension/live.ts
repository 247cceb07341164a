import type { Delta } from '../base/delta.ts'
import { endThinking } from '../endpoint/control.ts'
import type { Access } from '../endpoint/openai.ts'
import type { TurnId } from '../protocol/webview.ts'

/** How long, in milliseconds, a server that still writes is waited for when it is told something. */
const patience = 2000

interface Named {
  readonly access: Access
  readonly id: string
}

/** Answers that can be told something while they are written. */
export class Live {
  readonly #named = new Map<TurnId, Named>()

  /** The same deltas; while they come, the server can be told. */
  async *watch(turn: TurnId, access: Access, deltas: AsyncIterable<Delta>): AsyncGenerator<Delta> {
    try {
      for await (const delta of deltas) {
        if (delta.kind === 'named') this.#named.set(turn, { access, id: delta.id })
        yield delta
      }
    } finally {
      this.#named.delete(turn)
    }
  }

  /** Lets a thought end where it is, on the same stream. Once: whether it then ends is the server's. */
  async endThinking(turn: TurnId): Promise<boolean> {
    const named = this.#named.get(turn)
    if (!named) return false
    this.#named.delete(turn)
    return endThinking(named.access, named.id, AbortSignal.timeout(patience))
  }
}

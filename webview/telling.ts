import type { Selected, TurnId } from '../src/protocol/webview.ts'
import { currentPage } from './choosing.ts'
import type { Send } from './host.ts'
import type { State } from './state.ts'

/** Keeps the host told of the step that is chosen in the turn in view: the code follows it. */
export interface Telling {
  /** The host has this of itself. */
  known(selected: Selected | null): void
  /** Tells what the host does not have. */
  tell(state: State): void
}

export function createTelling(send: Send): Telling {
  let told: { readonly turn: TurnId; readonly step: Selected['step'] | null } | null = null
  return {
    known(selected) {
      told = selected
    },
    tell(state) {
      const page = currentPage(state)
      if (!page) return
      const { selected: step } = page.look
      const turn = page.head.id
      if (step === (told?.step ?? null) && (step === null || turn === told?.turn)) return
      told = { turn, step }
      send({ type: 'selectStep', turn, step })
    },
  }
}

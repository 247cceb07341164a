import type { StepId } from '../src/core/step.ts'
import type { TurnId } from '../src/protocol/webview.ts'
import type { Send } from './host.ts'
import { currentPage, type State } from './state.ts'

/** Keeps the host told of the turn in view and the step that is chosen in it: the code follows it. */
export interface Telling {
  /**
   * Tells what the host does not have: that a step was selected, which the editor goes to, or only what is in view,
   * since the page came back to it.
   */
  tell(state: State, how: 'selectStep' | 'inView'): void
}

export function createTelling(send: Send): Telling {
  let told: { readonly turn: TurnId; readonly step: StepId | null } | null = null
  return {
    tell(state, how) {
      const page = currentPage(state)
      if (!page) return
      const { selected: step } = page.look
      const turn = page.head.id
      if (turn === told?.turn && step === told.step) return
      const type = step === null && turn !== told?.turn ? 'inView' : how
      told = { turn, step }
      send({ type, turn, step })
    },
  }
}

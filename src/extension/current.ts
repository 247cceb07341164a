import { EventEmitter } from 'vscode'
import type { Disposable } from '../base/disposables.ts'
import type { Selected, TurnId } from '../protocol/webview.ts'

/** How a step came to be selected: by a person, here or there, or since a page came back to it. */
export type By = 'page' | 'editor' | 'steps' | 'return'

export interface Selection {
  readonly selected: Selected | null
  readonly by: By
}

/** The turn and the step that one looks at in this window: what the view of steps and the editors show. */
export class Current implements Disposable {
  readonly #turned = new EventEmitter<TurnId | null>()
  readonly #chosen = new EventEmitter<Selection>()
  #turn: TurnId | null = null
  #selected: Selected | null = null

  readonly onTurn = this.#turned.event
  readonly onSelect = this.#chosen.event

  get turn(): TurnId | null {
    return this.#turn
  }

  get selected(): Selected | null {
    return this.#selected
  }

  look(turn: TurnId | null): void {
    if (turn === this.#turn) return
    this.#turn = turn
    if (this.#selected && this.#selected.turn !== turn) this.select(null, 'return')
    this.#turned.fire(turn)
  }

  select(selected: Selected | null, by: By): void {
    if (selected?.turn === this.#selected?.turn && selected?.step === this.#selected?.step) return
    this.#selected = selected
    if (selected) this.look(selected.turn)
    this.#chosen.fire({ selected, by })
  }

  dispose(): void {
    this.#turned.dispose()
    this.#chosen.dispose()
  }
}

import { commands, type Event } from 'vscode'
import { Disposables, type Disposable } from '../base/disposables.ts'
import type { TurnId } from '../protocol/webview.ts'
import type { Current } from './current.ts'

interface Needs {
  readonly current: Pick<Current, 'turn' | 'onTurn'>
  /** Some page was shown, hidden or closed. */
  readonly onViewed: Event<void>
  readonly isVisible: (turn: TurnId) => boolean
}

/**
 * Tells when-clauses whether one sees the turn that commands are about, as `thinktree.traceInSight`: right after asking,
 * the keyboard is still in the code.
 */
export function tellInSight({ current, onViewed, isVisible }: Needs): Disposable {
  const life = new Disposables()
  let told = false
  life.add(current.onTurn(tell))
  life.add(onViewed(tell))
  return life

  function tell() {
    const { turn } = current
    const inSight = turn !== null && isVisible(turn)
    if (inSight === told) return
    told = inSight
    void commands.executeCommand('setContext', 'thinktree.traceInSight', inSight)
  }
}

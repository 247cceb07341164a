import { window } from 'vscode'
import { Disposables, type Disposable } from '../base/disposables.ts'
import type { Turns } from './turns.ts'

/** While something runs, VS Code shows so at the view of steps, and at its icon in the Activity Bar. */
export function createProgress(turns: Turns): Disposable {
  const life = new Disposables()
  let done: (() => void) | undefined
  const end = () => {
    if (turns.running.length > 0) return
    done?.()
    done = undefined
  }
  life.add({ dispose: () => done?.() })
  life.add(turns.listen({ added: begin, resumed: begin, ended: end, closed: end }))
  return life

  function begin() {
    if (done || turns.running.length === 0) return
    const ended = new Promise<void>((resolve) => (done = resolve))
    void window.withProgress({ location: { viewId: 'thinktree.steps' } }, () => ended)
  }
}

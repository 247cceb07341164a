import { commands, type Disposable } from 'vscode'
import type { Turns } from './turns.ts'

/** Tells when-clauses whether anything runs, as `thinktree.running`. */
export function tellRunning(turns: Turns): Disposable {
  const tell = () => void commands.executeCommand('setContext', 'thinktree.running', turns.running.length > 0)
  return turns.listen({ added: tell, resumed: tell, ended: tell, closed: tell })
}

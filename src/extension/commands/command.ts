import { commands, type Disposable } from 'vscode'
import { Disposables } from '../../base/disposables.ts'

/** A command is a value; what it needs is passed to the function that makes it. */
export interface Command {
  readonly id: `thinktree.${string}`
  readonly run: (...args: never[]) => unknown
}

/** The one place where an error thrown by a command becomes a message. */
export function registerCommands(list: readonly Command[], report: (error: unknown) => void): Disposable {
  const registered = new Disposables()
  for (const { id, run } of list) {
    registered.add(
      commands.registerCommand(id, async (...args: never[]) => {
        try {
          return await run(...args)
        } catch (error) {
          report(error)
          return undefined
        }
      }),
    )
  }
  return registered
}

import { commands, Uri, type LogOutputChannel } from 'vscode'
import type { FailureAction } from '../base/failure.ts'
import type { TurnId } from '../protocol/webview.ts'
import type { Asking } from './asking/asking.ts'
import type { Steer } from './steering.ts'

interface Needs {
  readonly asking: Asking
  readonly steer: Pick<Steer, 'goOn' | 'carry'>
  readonly extension: Uri
  readonly log: LogOutputChannel
}

/**
 * Does what a failure offers, for the turn that failed where there is one. Where something was given or chosen that a
 * question needed, it is asked `again`.
 */
export function createActions({ asking, steer, extension, log }: Needs) {
  return async function act(
    action: FailureAction,
    turn: TurnId | undefined,
    again: () => unknown = () => turn && asking.askAgain(turn),
  ): Promise<void> {
    switch (action) {
      case 'askAgain':
        return turn && asking.askAgain(turn)
      case 'goOn':
        return turn && steer.goOn(turn)
      case 'carry':
        return turn && steer.carry(turn)
      case 'setKey':
      case 'addEndpoint':
      case 'chooseEndpoint':
      case 'chooseModel':
        if (await commands.executeCommand<boolean>(`thinktree.${action}`)) await again()
        return undefined
      case 'openSettings':
        return void (await commands.executeCommand('thinktree.openSettings', 'endpoints'))
      case 'chooseContext':
        if (turn && (await asking.askWithLess(turn))) return
        return void (await commands.executeCommand('thinktree.openSettings', 'context'))
      case 'aboutNetwork':
        return void (await commands.executeCommand(
          'markdown.showPreview',
          Uri.joinPath(extension, 'docs', 'network.md'),
        ))
      case 'showLog':
        return log.show()
    }
  }
}

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

/** Does what a failure offers, for the turn that failed where there is one. */
export function createActions({ asking, steer, extension, log }: Needs) {
  return async function act(action: FailureAction, turn: TurnId | undefined): Promise<void> {
    switch (action) {
      case 'askAgain':
        return turn && asking.askAgain(turn)
      case 'goOn':
        return turn && steer.goOn(turn)
      case 'carry':
        return turn && steer.carry(turn)
      case 'setKey': {
        const given = await commands.executeCommand<boolean>('thinktree.setKey')
        return given && turn ? asking.askAgain(turn) : undefined
      }
      case 'addEndpoint':
        return void (await commands.executeCommand('thinktree.addEndpoint'))
      case 'chooseEndpoint':
        return void (await commands.executeCommand('thinktree.chooseEndpoint'))
      case 'openSettings':
        return void (await commands.executeCommand('thinktree.openSettings', 'endpoints'))
      case 'chooseModel':
        return void (await commands.executeCommand('thinktree.chooseModel'))
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

import { commands, Uri, type LogOutputChannel } from 'vscode'
import type { FailureAction } from '../base/failure.ts'
import type { TurnId } from '../protocol/webview.ts'
import type { Asking } from './asking/asking.ts'
import type { Steer } from './steering.ts'

/** Does what a failure offers. Where something was given or chosen that a question needed, it is asked `again`. */
export type Act = (action: FailureAction, again?: () => unknown) => Promise<void>

/** Outside a turn there is nothing to go on with. */
export function createAct(extension: Uri, log: LogOutputChannel): Act {
  return async function act(action, again) {
    switch (action) {
      case 'askAgain':
      case 'goOn':
      case 'carry':
        return undefined
      case 'setKey':
      case 'addEndpoint':
      case 'chooseEndpoint':
      case 'chooseModel':
      case 'changeAddress':
        if (await commands.executeCommand<boolean>(`thinktree.${action}`)) await again?.()
        return undefined
      case 'openSettings':
        return void (await commands.executeCommand('thinktree.openSettings', 'endpoints'))
      case 'chooseContext':
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

interface Needs {
  readonly act: Act
  readonly asking: Asking
  readonly steer: Pick<Steer, 'goOn' | 'carry'>
}

/** Does what a failure offers for the turn that failed. */
export function createActOn({ act, asking, steer }: Needs) {
  return async function actOn(action: FailureAction, turn: TurnId): Promise<void> {
    switch (action) {
      case 'askAgain':
        return asking.askAgain(turn)
      case 'goOn':
        return steer.goOn(turn)
      case 'carry':
        return steer.carry(turn)
      case 'chooseContext':
        return (await asking.askWithLess(turn)) ? undefined : act(action)
      case 'setKey':
      case 'addEndpoint':
      case 'chooseEndpoint':
      case 'chooseModel':
      case 'changeAddress':
      case 'openSettings':
      case 'aboutNetwork':
      case 'showLog':
        return act(action, () => asking.askAgain(turn))
    }
  }
}

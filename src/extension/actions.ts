import { commands, l10n, Uri, type LogOutputChannel } from 'vscode'
import type { FailureAction } from '../base/failure.ts'
import type { TurnId } from '../protocol/webview.ts'
import type { Asking } from './asking/asking.ts'
import type { Endpoints } from './endpoints.ts'
import type { Report } from './report.ts'
import type { Steer } from './steering.ts'
import type { Turns } from './turns.ts'

/** Does what a failure offers. */
export type Act = (action: FailureAction, failed?: Failed) => Promise<void>

export interface Failed {
  /** Asks again, where something was given or chosen that a question needed. */
  readonly again?: (() => unknown) | undefined
  /** The endpoint that it is about; the one in use where absent. */
  readonly endpoint?: string | undefined
}

/** Outside a turn there is nothing to go on with. */
export function createAct(extension: Uri, log: LogOutputChannel): Act {
  return async function act(action, { again, endpoint } = {}) {
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
        if (await commands.executeCommand<boolean>(`thinktree.${action}`, endpoint)) await again?.()
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
  readonly turns: Turns
  readonly endpoints: Endpoints
  readonly report: Report
  readonly asking: Asking
  readonly steer: Pick<Steer, 'goOn' | 'carry'>
}

/** Does what a failure offers for the turn that failed. */
export function createActOn({ act, turns, endpoints, report, asking, steer }: Needs) {
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
      case 'chooseModel':
      case 'changeAddress': {
        const endpoint = turns.head(turn)?.endpoint
        return act(action, { endpoint, again: () => askAt(endpoint, turn) })
      }
      case 'addEndpoint':
      case 'chooseEndpoint':
      case 'openSettings':
      case 'aboutNetwork':
      case 'showLog':
        return act(action, { again: () => asking.askAgain(turn) })
    }
  }

  /** What was mended is asked, also where this workspace asks another by now. */
  async function askAt(endpoint: string | undefined, turn: TurnId): Promise<void> {
    const { name } = endpoints.of(endpoint)
    if (name !== endpoints.current().name) {
      await endpoints.choose(name)
      report.notice(l10n.t('This workspace now asks {0}.', name))
    }
    await asking.askAgain(turn)
  }
}

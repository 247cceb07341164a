import { commands, env, l10n, window, type LogOutputChannel } from 'vscode'
import { originOf } from '../../endpoint/profile.ts'
import type { QuestionHistory } from '../history.ts'
import type { Report } from '../report.ts'
import type { Keys } from '../secrets.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly keys: Keys
  readonly history: QuestionHistory
  readonly log: LogOutputChannel
  readonly report: Report
}

export function endpointCommands({ endpoints, keys, history, log, report }: Needs): readonly Command[] {
  return [
    { id: 'thinktree.setKey', run: setKey },
    { id: 'thinktree.clearKey', run: clearKey },
    { id: 'thinktree.openSettings', run: (part?: string) => openSettings(part ?? '') },
    { id: 'thinktree.showLog', run: () => log.show() },
    { id: 'thinktree.clearHistory', run: () => history.clear() },
  ]

  /** True when a key was given. */
  async function setKey(): Promise<boolean> {
    const origin = originNow()
    return origin !== undefined && keys.ask(origin)
  }

  async function clearKey() {
    const origin = originNow()
    if (origin === undefined) return
    await keys.clear(origin)
    window.setStatusBarMessage(`$(key) ${l10n.t('ThinkTree: the key for {0} is gone.', origin)}`, 4000)
  }

  function originNow(): string | undefined {
    const { profile, problem } = endpoints.current()
    if (profile) return originOf(profile)
    report.failure(problem)
    return undefined
  }
}

/**
 * Opens the settings editor at ours, or at some of them, such as `context`; the endpoints as JSON, which one can write
 * by hand. In a remote window they are the remote machine's.
 */
async function openSettings(part: string) {
  const remote = env.remoteName !== undefined
  if (part === 'endpoints') {
    const command = remote ? 'openRemoteSettingsFile' : 'openSettingsJson'
    const revealSetting = { key: 'thinktree.endpoints', edit: true }
    await commands.executeCommand(`workbench.action.${command}`, { revealSetting })
    return
  }
  await commands.executeCommand('workbench.action.openSettings', {
    query: `thinktree${part === '' ? '' : `.${part}`}`,
  })
}

import { commands, env, window, type LogOutputChannel } from 'vscode'
import { originOf } from '../../endpoint/profile.ts'
import type { QuestionHistory } from '../history.ts'
import type { Report } from '../report.ts'
import type { Keys } from '../secrets.ts'
import type { Settings } from '../settings.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly settings: () => Settings
  readonly keys: Keys
  readonly history: QuestionHistory
  readonly log: LogOutputChannel
  readonly report: Report
}

export function endpointCommands({ settings, keys, history, log, report }: Needs): readonly Command[] {
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
    window.setStatusBarMessage(`$(key) ThinkTree: the key for ${origin} is gone.`, 4000)
  }

  function originNow(): string | undefined {
    const { profile, problem } = settings().endpoint
    if (profile) return originOf(profile)
    report.failure(problem)
    return undefined
  }
}

/**
 * Opens the settings editor at ours, or at some of them, such as `endpoint`. In a remote window the settings of the
 * endpoint are the remote machine's.
 */
async function openSettings(part: string) {
  const query = `thinktree${part === '' ? '' : `.${part}`}`
  const remote = env.remoteName !== undefined && part !== 'context'
  await commands.executeCommand(`workbench.action.${remote ? 'openRemoteSettings' : 'openSettings'}`, {
    query,
  })
}

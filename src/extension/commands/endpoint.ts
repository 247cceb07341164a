import { commands, env, l10n, window, type LogOutputChannel, type QuickPickItem, type Uri } from 'vscode'
import { originOf, type Profile } from '../../endpoint/profile.ts'
import type { QuestionHistory } from '../history.ts'
import type { Report } from '../report.ts'
import type { Keys } from '../secrets.ts'
import type { Endpoints } from '../endpoints.ts'
import { changeEndpoint } from '../settings.ts'
import { askForAddress } from './askForAddress.ts'
import type { Command } from './command.ts'
import { ownEndpoint } from './ownEndpoint.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly keys: Keys
  readonly history: QuestionHistory
  readonly log: LogOutputChannel
  readonly report: Report
  readonly showTotals: () => unknown
  /** The page that says what leaves this machine. */
  readonly privacy: Uri
}

export function endpointCommands(needs: Needs): readonly Command[] {
  const { endpoints, keys, history, log, report, showTotals, privacy } = needs
  return [
    { id: 'thinktree.setKey', run: setKey },
    { id: 'thinktree.clearKey', run: clearKey },
    { id: 'thinktree.changeAddress', run: changeAddress },
    { id: 'thinktree.openSettings', run: (part?: string) => openSettings(part ?? '') },
    { id: 'thinktree.showTotals', run: showTotals },
    { id: 'thinktree.showPrivacy', run: () => commands.executeCommand('markdown.showPreview', privacy) },
    { id: 'thinktree.showLog', run: () => log.show() },
    { id: 'thinktree.clearHistory', run: () => history.clear() },
  ]

  /** Of the endpoint in use unless another is named; true when one was given. */
  async function setKey(endpoint?: string): Promise<boolean> {
    const profile = profileOf(endpoint)
    if (!profile) return false
    const { secretHeaders, authorization, name } = profile
    const secret = secretHeaders.length === 0 ? theKey : await chooseSecret(secretHeaders)
    if (!secret) return false
    const hadNone = secret.header === undefined && authorization === 'none'
    if (hadNone && !ownEndpoint(needs, endpoint)) return false
    if (!(await keys.ask(originOf(profile), secret.header))) return false
    if (hadNone) await changeEndpoint(name, { authorization: 'key' })
    return true
  }

  async function clearKey() {
    const profile = profileOf(undefined)
    if (!profile) return
    const origin = originOf(profile)
    await keys.clear(origin)
    for (const header of profile.secretHeaders) await keys.clear(origin, header)
    window.setStatusBarMessage(`$(key) ${l10n.t('ThinkTree: the key for {0} is gone.', origin)}`, 4000)
  }

  /** Of the endpoint in use unless another is named; true when it was. A key stays with the origin it was given for. */
  async function changeAddress(endpoint?: string): Promise<boolean> {
    const profile = ownEndpoint(needs, endpoint)
    if (!profile) return false
    const { name } = profile
    const baseUrl = await askForAddress(l10n.t('The address of {0}', name), profile.baseUrl)
    if (baseUrl === undefined) return false
    await changeEndpoint(name, { baseUrl })
    return true
  }

  function profileOf(endpoint: string | undefined): Profile | undefined {
    const { profile, problem } = endpoints.of(endpoint)
    if (!profile) report.failure(problem)
    return profile
  }
}

interface Secret {
  /** Of a header; without it the key is meant. */
  readonly header?: string
}

const theKey: Secret = {}

/** The key, or the value of which header. */
function chooseSecret(headers: readonly string[]): Thenable<Secret | undefined> {
  const items: readonly (QuickPickItem & Secret)[] = [
    { label: l10n.t('API key') },
    ...headers.map((name) => ({ label: l10n.t('Header {0}', name), header: name })),
  ]
  return window.showQuickPick(items, {
    title: l10n.t('What does the server want?'),
  })
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

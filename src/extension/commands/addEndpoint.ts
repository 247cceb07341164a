import { env, InputBoxValidationSeverity, l10n, ThemeIcon, window, type QuickPickItem } from 'vscode'
import type { Failure } from '../../base/failure.ts'
import { normaliseBaseUrl } from '../../endpoint/baseUrl.ts'
import { listModels, type Model } from '../../endpoint/openai.ts'
import { findServers, needsKey } from '../../endpoint/probe.ts'
import { completionsUrl, createProfile, originOf, type Profile } from '../../endpoint/profile.ts'
import { serverNames, servers, type ServerName } from '../../endpoint/servers.ts'
import type { Gate } from '../access.ts'
import { busy } from '../busy.ts'
import type { Continuing } from '../continuing.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import { say } from '../say.ts'
import type { Keys } from '../secrets.ts'
import { addEndpointSetting } from '../settings.ts'
import { tryEndpoint } from '../tryEndpoint.ts'
import type { Command } from './command.ts'
import { askForModel, contextOf, listsNone } from './chooseModel.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly gate: Gate
  readonly keys: Keys
  readonly continuing: Continuing
  readonly report: Report
}

/** Leads from a server's address to an endpoint that was seen to work. */
export function addEndpoint({ endpoints, gate, keys, continuing, report }: Needs): Command {
  return { id: 'thinktree.addEndpoint', run }

  async function run(): Promise<void> {
    const place = await choosePlace(report)
    const baseUrl = place && (await askForAddress(place.baseUrl))
    if (!place || baseUrl === undefined) return
    const name = freeName(place.server, baseUrl)
    const nameless = createProfile({ name, baseUrl, model: '' }, place.server)
    const found = await modelsOf(nameless, servers[place.server].key === 'usual')
    const model = found && (await askForModel(found.models, ''))
    if (!model) return
    const { authorization } = found
    const profile = { ...nameless, model: model.name, authorization }
    if (!(await isWanted(profile))) return
    await addEndpointSetting({
      name,
      server: place.server,
      baseUrl,
      model: model.name,
      ...contextOf(model),
      ...(authorization === 'none' && { authorization }),
    })
    await endpoints.choose(name)
  }

  /** The models, after asking for a key where the server wants one; none where it lists none. */
  async function modelsOf(
    profile: Profile,
    keyIsUsual: boolean,
  ): Promise<(Pick<Profile, 'authorization'> & { readonly models: readonly Model[] }) | undefined> {
    const origin = originOf(profile)
    let wanted = keyIsUsual && (await keys.get(origin)) === undefined
    let why = ''
    for (;;) {
      const authorization = wanted ? await chooseKey(origin, why) : profile.authorization
      if (!authorization) return undefined
      const gated = await gate({ ...profile, authorization })
      if ('failure' in gated) return refused(gated.failure)
      const listed = await busy(l10n.t('Asking {0} for its models…', profile.name), (signal) =>
        listModels(gated.access, signal),
      )
      if ('models' in listed) return { authorization, models: listed.models }
      if (listsNone(listed.failure)) return { authorization, models: [] }
      if (!needsKey(listed.failure) || authorization === 'none') return refused(listed.failure)
      wanted = true
      why = listed.failure.message
    }
  }

  /** A key is given, or it is said that none is wanted; `why` is what the server said. */
  async function chooseKey(origin: string, why: string): Promise<Profile['authorization'] | undefined> {
    const given = { label: l10n.t('Enter a key…'), iconPath: new ThemeIcon('key'), how: 'key' } as const
    const none = {
      label: l10n.t('No key'),
      description: l10n.t('none is ever sent to this endpoint'),
      iconPath: new ThemeIcon('circle-slash'),
      how: 'none',
    } as const
    const title = l10n.t('Does {0} want a key?', origin)
    const chosen = await window.showQuickPick([given, none], { title, placeHolder: why })
    if (chosen?.how !== 'key') return chosen?.how
    return (await keys.ask(origin)) ? 'key' : undefined
  }

  /** What else could be done, such as to set a key, would be done to the endpoint that the workspace asks now. */
  function refused(failure: Failure): undefined {
    const apart = failure.action === 'aboutNetwork' || failure.action === 'showLog'
    report.failure(apart ? failure : { ...failure, action: 'addEndpoint' })
  }

  /** Sends tiny questions and shows what they found. */
  async function isWanted(profile: Profile): Promise<boolean> {
    const gated = await gate(profile)
    if ('failure' in gated) return false
    const tried = await tryEndpoint(gated.access, continuing)
    const worked = 'findings' in tried
    const add = worked ? l10n.t('Add') : l10n.t('Add Anyway')
    const detail = worked ? tried.findings : tried.failure.message
    const title = worked ? l10n.t('{0} answers', profile.model) : l10n.t('{0} did not answer', profile.model)
    return (await window.showInformationMessage(title, { modal: true, detail }, add)) === add
  }

  function freeName(server: ServerName, baseUrl: string): string {
    const first = server === 'other' ? new URL(baseUrl).host : servers[server].label
    const taken = new Set(endpoints.list().map(({ name }) => name))
    for (let count = 1; ; count++) {
      const name = count === 1 ? first : `${first} ${count}`
      if (!taken.has(name)) return name
    }
  }
}

interface PlaceItem extends QuickPickItem {
  readonly place?: { readonly server: ServerName; readonly baseUrl: string }
}

/** A kind of server, or one of those that answer on this machine: these are looked for only when that is chosen. */
async function choosePlace(report: Report): Promise<PlaceItem['place']> {
  const here = env.remoteName ?? l10n.t('this machine')
  const items: readonly PlaceItem[] = [
    {
      label: l10n.t('Look on {0}', here),
      detail: l10n.t('Asks the usual ports of vLLM, SGLang, llama.cpp, Ollama, LM Studio and LiteLLM'),
      iconPath: new ThemeIcon('search'),
    },
    ...serverNames.map((server) => itemOf(server, servers[server].baseUrl, servers[server].baseUrl)),
  ]
  const title = l10n.t('Add Endpoint: which server?')
  const chosen = await window.showQuickPick(items, { title, matchOnDescription: true })
  if (!chosen || chosen.place) return chosen?.place
  const found = await busy(l10n.t('Looking for servers on {0}…', here), (signal) => findServers(signal))
  if (found.length === 0) {
    report.notice(l10n.t('No server answers at the usual ports of {0}.', here))
    return undefined
  }
  const there = found.map(({ server, baseUrl, models }) =>
    itemOf(
      server,
      baseUrl,
      models === undefined ? l10n.t('{0}, wants a key', baseUrl) : l10n.t('{0}, {1} models', baseUrl, models),
    ),
  )
  return (await window.showQuickPick(there, { title }))?.place
}

function itemOf(server: ServerName, baseUrl: string, description: string): PlaceItem {
  const label = server === 'other' ? l10n.t('Another server') : servers[server].label
  return { label, description, iconPath: new ThemeIcon('server'), place: { server, baseUrl } }
}

/** The address as it will be used; while typing, where questions will go is shown. */
async function askForAddress(given: string): Promise<string | undefined> {
  const written = await window.showInputBox({
    title: l10n.t('Add Endpoint: its address'),
    prompt: l10n.t('Such as http://127.0.0.1:8000/v1'),
    value: given,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      if (typed.trim() === '') return undefined
      const read = normaliseBaseUrl(typed, say)
      if ('problem' in read) return read.problem
      const message = l10n.t('Questions go to {0}', completionsUrl({ baseUrl: read.url }))
      return { message, severity: InputBoxValidationSeverity.Info }
    },
  })
  const read = normaliseBaseUrl(written ?? '')
  return 'url' in read ? read.url : undefined
}

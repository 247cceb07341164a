import { env, l10n, ThemeIcon, window, type QuickPickItem } from 'vscode'
import type { Failure } from '../../base/failure.ts'
import { listModels, type Model } from '../../endpoint/openai.ts'
import { findServers, needsKey, type Found } from '../../endpoint/probe.ts'
import { createProfile, originOf, type Profile } from '../../endpoint/profile.ts'
import { serverNames, servers, type ServerName } from '../../endpoint/servers.ts'
import type { Gate } from '../access.ts'
import { unlessCancelled } from '../busy.ts'
import type { Continuing } from '../continuing.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import type { Keys } from '../secrets.ts'
import { addEndpointSetting } from '../settings.ts'
import { tryEndpoint } from '../tryEndpoint.ts'
import { askForAddress } from './askForAddress.ts'
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
  /** What was tried last, and is no endpoint yet. */
  let tried: ServerPlace | undefined
  return { id: 'thinktree.addEndpoint', run }

  /** True when one was added. */
  async function run(): Promise<boolean> {
    const place = await choosePlace()
    return place !== undefined && addAt(place)
  }

  async function addAt(place: ServerPlace): Promise<boolean> {
    const { server } = place
    const baseUrl = await askForAddress(l10n.t('Add Endpoint: its address'), place.baseUrl)
    if (baseUrl === undefined) return false
    tried = { server, baseUrl }
    const name = freeName(server, baseUrl)
    const nameless = createProfile({ name, baseUrl, model: '' }, server)
    const found = await modelsOf(nameless, servers[server].key === 'usual')
    if (!found) return false
    if ('failure' in found)
      return (await report.tryAgain(found.failure, l10n.t('Try Again…'))) && addAt(tried)
    const model = await askForModel(found.models, '')
    if (!model) return false
    const { authorization } = found
    const wish = await findOut({ ...nameless, model: model.name, authorization })
    if (wish === 'again') return addAt(tried)
    if (wish !== 'add') return false
    await addEndpointSetting({
      name,
      server,
      baseUrl,
      model: model.name,
      ...contextOf(model),
      ...(authorization === 'none' && { authorization }),
    })
    await endpoints.choose(name)
    tried = undefined
    report.notice(l10n.t('Endpoint {0} is added. This workspace now asks {1} there.', name, model.name))
    return true
  }

  /** The models, after asking for a key where the server wants one; none where it lists none, undefined when dismissed. */
  async function modelsOf(profile: Profile, keyIsUsual: boolean): Promise<Listed | Failed | undefined> {
    const origin = originOf(profile)
    let wanted = keyIsUsual && (await keys.get(origin)) === undefined
    let why = ''
    for (;;) {
      const authorization = wanted ? await chooseKey(origin, why) : profile.authorization
      if (!authorization) return undefined
      const gated = await gate({ ...profile, authorization })
      if ('failure' in gated) return gated
      const listed = await unlessCancelled(l10n.t('Asking {0} for its models…', profile.name), (signal) =>
        listModels(gated.access, signal),
      )
      if (!listed) return undefined
      if ('models' in listed) return { authorization, models: listed.models }
      if (listsNone(listed.failure)) return { authorization, models: [] }
      if (!needsKey(listed.failure) || authorization === 'none') return listed
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

  /** Sends tiny questions, shows what they found, and asks what to do now. */
  async function findOut(profile: Profile): Promise<'add' | 'again' | undefined> {
    const gated = await gate(profile)
    const found = 'failure' in gated ? gated : await tryEndpoint(gated.access, continuing)
    if (found && 'findings' in found) {
      const add = l10n.t('Add')
      const title = l10n.t('{0} answers', profile.model)
      const options = { modal: true, detail: found.findings }
      return (await window.showInformationMessage(title, options, add)) === add ? 'add' : undefined
    }
    const [add, again] = [l10n.t('Add Anyway'), l10n.t('Try Again…')]
    const title = l10n.t('{0} did not answer', profile.model)
    const detail = found?.failure.message ?? l10n.t('It was not waited for.')
    const chosen = await window.showWarningMessage(title, { modal: true, detail }, add, again)
    return chosen === add ? 'add' : chosen === again ? 'again' : undefined
  }

  /** A kind of server, or one of those that answer on this machine: these are looked for only when that is chosen. */
  async function choosePlace(): Promise<ServerPlace | undefined> {
    const here = env.remoteName ?? l10n.t('this machine')
    const items: readonly PlaceItem[] = [
      {
        label: l10n.t('Look on {0}', here),
        detail: l10n.t('Asks the usual ports of vLLM, SGLang, llama.cpp, Ollama, LM Studio and LiteLLM'),
        iconPath: new ThemeIcon('search'),
      },
      ...serverNames.map((server) => {
        const baseUrl = tried?.server === server ? tried.baseUrl : servers[server].baseUrl
        return itemOf({ server, baseUrl }, baseUrl)
      }),
    ]
    const title = l10n.t('Add Endpoint: which server?')
    const chosen = await window.showQuickPick(items, { title, matchOnDescription: true })
    if (!chosen || chosen.place) return chosen?.place
    const found = await unlessCancelled(l10n.t('Looking for servers on {0}…', here), (signal) =>
      findServers(signal),
    )
    if (!found) return undefined
    if (found.length === 0) {
      const message = l10n.t('No server answers at the usual ports of {0}.', here)
      const none: Failure = { code: 'noServer', message, action: 'addEndpoint', detail: '' }
      return (await report.tryAgain(none, l10n.t('Enter an Address…'))) ? elsewhere : undefined
    }
    return (await window.showQuickPick(found.map(itemOfFound), { title }))?.place
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

interface Listed extends Pick<Profile, 'authorization'> {
  readonly models: readonly Model[]
}

interface Failed {
  readonly failure: Failure
}

interface ServerPlace {
  readonly server: ServerName
  readonly baseUrl: string
}

const elsewhere: ServerPlace = { server: 'other', baseUrl: '' }

interface PlaceItem extends QuickPickItem {
  readonly place?: ServerPlace
}

function itemOfFound({ server, baseUrl, models }: Found): PlaceItem {
  return itemOf({ server, baseUrl }, descriptionOf(baseUrl, models))
}

function descriptionOf(baseUrl: string, models: Found['models']): string {
  if (models === undefined) return l10n.t('{0}, wants a key', baseUrl)
  return models === 1 ? l10n.t('{0}, 1 model', baseUrl) : l10n.t('{0}, {1} models', baseUrl, models)
}

function itemOf(place: ServerPlace, description: string): PlaceItem {
  const { server } = place
  const label = server === 'other' ? l10n.t('Another server') : servers[server].label
  return { label, description, iconPath: new ThemeIcon('server'), place }
}

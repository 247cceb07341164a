import { l10n, type Memento } from 'vscode'
import type { ProfileReading } from '../endpoint/readProfile.ts'

const key = 'endpoint'

/** The endpoints that are set, and the one that this workspace asks. */
export interface Endpoints {
  readonly list: () => readonly ProfileReading[]
  /** The one that was chosen in this workspace, else the first. */
  readonly current: () => ProfileReading
  readonly choose: (name: string) => Thenable<void>
}

/** `memento` is the workspace's. */
export function openEndpoints(memento: Memento, list: Endpoints['list']): Endpoints {
  return {
    list,
    current: () => {
      const all = list()
      const chosen = memento.get<string>(key)
      return all.find(({ name }) => name === chosen) ?? all[0] ?? none()
    },
    choose: (name) => memento.update(key, name),
  }
}

function none(): ProfileReading {
  const message = l10n.t('No endpoint is set yet: ThinkTree needs the address of a server to ask.')
  return { name: '', problem: { code: 'noEndpoint', message, action: 'addEndpoint', detail: '' } }
}

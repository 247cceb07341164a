import { commands, l10n, ThemeIcon, window, type QuickPickItem } from 'vscode'
import type { ProfileReading } from '../../endpoint/readProfile.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly endpoints: Endpoints
}

/** Lets one choose whom this workspace asks. */
export function chooseEndpoint({ endpoints }: Needs): Command {
  return { id: 'thinktree.chooseEndpoint', run }

  async function run() {
    const list = endpoints.list()
    const current = endpoints.current()
    const add: Item = { label: l10n.t('Add Endpoint…'), iconPath: new ThemeIcon('add') }
    const chosen = await window.showQuickPick(
      [...list.map((reading) => itemOf(reading, reading.name === current.name)), add],
      {
        title: l10n.t('Choose Endpoint'),
        placeHolder: l10n.t('Whom this workspace asks'),
        matchOnDescription: true,
        matchOnDetail: true,
      },
    )
    if (chosen?.name !== undefined) return endpoints.choose(chosen.name)
    return chosen && commands.executeCommand('thinktree.addEndpoint')
  }
}

interface Item extends QuickPickItem {
  /** Absent: add one. */
  readonly name?: string
}

function itemOf(reading: ProfileReading, current: boolean): Item {
  const { name, profile, problem } = reading
  return {
    name,
    label: name,
    iconPath: new ThemeIcon(problem ? 'warning' : current ? 'check' : 'server'),
    ...(profile && profile.model !== '' && { description: profile.model }),
    ...(problem ? { detail: problem.message } : profile && { detail: profile.baseUrl }),
  }
}

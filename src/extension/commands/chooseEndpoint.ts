import { l10n, ThemeIcon, window, type QuickPickItem } from 'vscode'
import type { ProfileReading } from '../../endpoint/readProfile.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly report: Report
}

/** Lets one choose whom this workspace asks. */
export function chooseEndpoint({ endpoints, report }: Needs): Command {
  return { id: 'thinktree.chooseEndpoint', run }

  async function run(): Promise<void> {
    const list = endpoints.list()
    const current = endpoints.current()
    if (list.length === 0 && current.problem) return report.failure(current.problem)
    const chosen = await window.showQuickPick(
      list.map((reading) => itemOf(reading, reading.name === current.name)),
      {
        title: l10n.t('Choose Endpoint'),
        placeHolder: l10n.t('Whom this workspace asks'),
        matchOnDescription: true,
        matchOnDetail: true,
      },
    )
    if (chosen) await endpoints.choose(chosen.name)
    return undefined
  }
}

function itemOf(reading: ProfileReading, current: boolean): QuickPickItem & { readonly name: string } {
  const { name, profile, problem } = reading
  return {
    name,
    label: name,
    iconPath: new ThemeIcon(problem ? 'warning' : current ? 'check' : 'server'),
    ...(profile && profile.model !== '' && { description: profile.model }),
    ...(problem ? { detail: problem.message } : profile && { detail: profile.baseUrl }),
  }
}

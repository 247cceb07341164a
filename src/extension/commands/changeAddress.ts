import { l10n } from 'vscode'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import { changeEndpoint } from '../settings.ts'
import { askForAddress } from './askForAddress.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly report: Report
}

/** Lets one mend the address of the endpoint in use. A key stays with the origin it was given for. */
export function changeAddress({ endpoints, report }: Needs): Command {
  return { id: 'thinktree.changeAddress', run }

  /** True when it was changed. */
  async function run(): Promise<boolean> {
    const { profile, problem } = endpoints.current()
    if (!profile) {
      report.failure(problem)
      return false
    }
    const { name } = profile
    if (!endpoints.list().some((own) => own.name === name)) {
      report.notice(l10n.t('The address of a proposed endpoint is written in .thinktree/endpoints.json.'))
      return false
    }
    const baseUrl = await askForAddress(l10n.t('The address of {0}', name), profile.baseUrl)
    if (baseUrl === undefined) return false
    await changeEndpoint(name, { baseUrl })
    return true
  }
}

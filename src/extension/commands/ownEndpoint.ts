import { l10n } from 'vscode'
import type { Profile } from '../../endpoint/profile.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly report: Report
}

/** The user's own endpoint of this name, or the one in use, to be changed; where it cannot be, that is said. */
export function ownEndpoint({ endpoints, report }: Needs, name: string | undefined): Profile | undefined {
  const { profile, problem } = endpoints.of(name)
  if (!profile) report.failure(problem)
  else if (endpoints.list().some((own) => own.name === profile.name)) return profile
  else report.notice(l10n.t('A proposed endpoint is changed where it is written: .thinktree/endpoints.json.'))
  return undefined
}

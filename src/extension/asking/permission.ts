import { commands, l10n, type Uri } from 'vscode'
import type { Failure } from '../../base/failure.ts'
import type { Profile } from '../../endpoint/profile.ts'
import { fileOf } from '../context/fileOf.ts'
import type { Gathered } from '../context/gather.ts'
import type { Endpoints } from '../endpoints.ts'
import type { Report } from '../report.ts'
import type { Settings } from '../settings.ts'
import type { Question } from './questions.ts'

interface Needs {
  readonly endpoints: Endpoints
  readonly settings: (scope: Uri) => Settings
  /** What keeps a file from being sent, such as `.gitignore`. */
  readonly excludedBy: (file: Uri, globs: readonly string[]) => Promise<string | undefined>
  readonly report: Report
}

/** Asks what could not be asked, once that is mended. */
type Ask = () => unknown

/** Whether something may be sent, and to whom. Where not, it says why. */
export interface Permission {
  /** Whether there is an endpoint to ask. */
  readonly possible: (ask: Ask) => boolean
  /** The endpoint in use. */
  readonly usableProfile: (ask?: Ask) => Profile | undefined
  /** Whether this may be asked of the endpoint now. */
  readonly allowed: (question: Question, ask?: Ask) => Promise<boolean>
  /** Whether the code may not leave this machine. */
  readonly isExcluded: (gathered: Gathered | null) => Promise<boolean>
}

export function createPermission({ endpoints, settings, excludedBy, report }: Needs): Permission {
  return { possible, usableProfile, allowed, isExcluded }

  function possible(ask: Ask): boolean {
    return usableProfile(ask) !== undefined
  }

  function usableProfile(ask?: Ask): Profile | undefined {
    const { profile, problem } = endpoints.current()
    if (problem?.code === 'noEndpoint') void offerEndpoint(problem, ask).catch(report.unexpected)
    else if (problem) sayWithSample(problem, ask)
    return problem ? undefined : profile
  }

  /** What the workspace proposes, where it does; else to add one, or to do without. */
  async function offerEndpoint(problem: Failure, ask?: Ask): Promise<void> {
    const [proposal] = await endpoints.proposals()
    if (!proposal) return sayWithSample(problem, ask)
    const message = l10n.t('No endpoint is set yet; this workspace proposes “{0}”.', proposal.reading.name)
    return report.failure({ ...problem, message, action: 'chooseEndpoint' }, ask && { ask })
  }

  function sayWithSample(problem: Failure, ask?: Ask): void {
    const trySample = () => commands.executeCommand('thinktree.trySample')
    report.failure(problem, { buttons: { [l10n.t('Try a Sample')]: trySample }, ...(ask && { ask }) })
  }

  async function allowed({ gathered }: Question, ask?: Ask): Promise<boolean> {
    return !(await isExcluded(gathered)) && (await isConfirmed(ask))
  }

  async function isExcluded(gathered: Gathered | null): Promise<boolean> {
    if (!gathered?.place.file) return false
    const file = fileOf(gathered.place.file)
    const by = await excludedBy(file, settings(file).exclude)
    if (by === undefined) return false
    const message = l10n.t('{0} is excluded by {1}: it is never sent.', gathered.context.path, by)
    report.failure({ code: 'excluded', message, action: 'chooseContext', detail: '' })
    return true
  }

  /** Whether the workspace's proposal, if one is in use, is still what the user took. */
  async function isConfirmed(ask?: Ask): Promise<boolean> {
    const failure = await endpoints.unconfirmed()
    if (failure) report.failure(failure, ask && { ask })
    return !failure
  }
}

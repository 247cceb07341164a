import { l10n, type Memento } from 'vscode'
import type { Failure } from '../base/failure.ts'
import { isRecord, textOf } from '../base/json.ts'
import type { ProfileReading } from '../endpoint/readProfile.ts'
import { readProposal, type Proposal, type TeamFile } from './teamFile.ts'

/** The workspace remembers the name of one of the user's endpoints, or what it proposed and the user took. */
const nameKey = 'endpoint'
const takenKey = 'proposal'

/** The endpoints that are set or proposed, and the one that this workspace asks. */
export interface Endpoints {
  /** The user's own. */
  readonly list: () => readonly ProfileReading[]
  /** What the workspace's team files propose, by names that are nobody else's; none in Restricted Mode. */
  readonly proposals: () => Promise<readonly Offer[]>
  /** The one that was chosen in this workspace, else the user's first. */
  readonly current: () => ProfileReading
  /** The user's own of this name; the one in use where there is none. */
  readonly of: (name: string | undefined) => ProfileReading
  readonly choose: (name: string) => Promise<void>
  /** Takes what a team file proposes, after a yes; false without. */
  readonly take: (proposal: Proposal) => Promise<boolean>
  /** Why the one in use may not be asked any more: what was taken from a team file needs another yes when it changes. */
  readonly unconfirmed: () => Promise<Failure | undefined>
}

/** A proposal, and whether it is the one in use. */
export interface Offer extends Proposal {
  readonly inUse: boolean
}

interface Needs {
  /** The workspace's. */
  readonly memento: Memento
  readonly list: Endpoints['list']
  readonly teamFile: TeamFile
  /** Asks the user to let a proposal be used. */
  readonly allow: (proposal: Proposal) => Promise<boolean>
  /** Where a workspace is not trusted, what was taken of it rests until it is. */
  readonly isTrusted: () => boolean
}

/** What was taken of a team file. */
interface Taken {
  readonly file: string
  /** By which it was taken. */
  readonly name: string
  readonly written: unknown
}

export function openEndpoints({ memento, list, teamFile, allow, isTrusted }: Needs): Endpoints {
  return { list, proposals, current, of, choose, take, unconfirmed }

  async function proposals(): Promise<readonly Offer[]> {
    if (!isTrusted()) return []
    const taken = takenNow()
    const offers = (await teamFile()).map((each): Offer => ({ ...each, inUse: isFrom(each, taken) }))
    return toldApart(
      offers,
      list().map(({ name }) => name),
    )
  }

  function current(): ProfileReading {
    const taken = takenNow()
    if (taken && isTrusted()) return named(readProposal(taken.written), taken.name)
    const all = list()
    const chosen = memento.get<string>(nameKey)
    return all.find(({ name }) => name === chosen) ?? all[0] ?? none(taken?.name)
  }

  function of(wanted: string | undefined): ProfileReading {
    return list().find(({ name }) => name === wanted) ?? current()
  }

  async function choose(name: string): Promise<void> {
    await memento.update(takenKey, undefined)
    await memento.update(nameKey, name)
  }

  async function take(proposal: Proposal): Promise<boolean> {
    if (!(await allow(proposal))) return false
    await keep(proposal, proposal.reading.name)
    return true
  }

  async function unconfirmed(): Promise<Failure | undefined> {
    const taken = takenNow()
    if (!taken || !isTrusted()) return undefined
    const proposal = (await teamFile()).find((each) => isFrom(each, taken))
    if (!proposal) {
      await memento.update(takenKey, undefined)
      const message = l10n.t('Nothing was sent: this workspace does not propose “{0}” any more.', taken.name)
      return { code: 'withdrawnEndpoint', message, action: 'chooseEndpoint', detail: '' }
    }
    if (JSON.stringify(proposal.written) === JSON.stringify(taken.written)) return undefined
    if (!(await allow(proposal))) {
      const message = l10n.t('Nothing was sent: the endpoint that this workspace proposed has changed.')
      return { code: 'changedEndpoint', message, action: 'chooseEndpoint', detail: '' }
    }
    await keep(proposal, taken.name)
    return undefined
  }

  function takenNow(): Taken | undefined {
    const kept = memento.get<unknown>(takenKey)
    if (!isRecord(kept)) return undefined
    return { file: textOf(kept['file']), name: textOf(kept['name']), written: kept['written'] }
  }

  async function keep({ file, written }: Proposal, name: string): Promise<void> {
    const taken: Taken = { file: String(file), name, written }
    await memento.update(takenKey, taken)
  }
}

/** Whether it is what was taken, as it is now. */
function isFrom({ file, reading }: Proposal, taken: Taken | undefined): boolean {
  return String(file) === taken?.file && reading.name === readProposal(taken.written).name
}

/** A name that one of the user's own has, or several folders propose, says its folder too. */
function toldApart(proposals: readonly Offer[], own: readonly string[]): readonly Offer[] {
  const usable = proposals.filter(({ reading }) => reading.profile)
  const isShared = (name: string) =>
    own.includes(name) || usable.filter(({ reading }) => reading.name === name).length > 1
  const given = new Set([...own, ...usable.map(({ reading }) => reading.name)])
  return proposals.map((proposal) => {
    const { reading, folder } = proposal
    if (!reading.profile || !isShared(reading.name)) return proposal
    const wanted = `${reading.name} (${folder})`
    let name = wanted
    for (let number = 2; given.has(name); number++) name = `${wanted} ${number}`
    given.add(name)
    return { ...proposal, reading: named(reading, name) }
  })
}

function named(reading: ProfileReading, name: string): ProfileReading {
  return reading.profile
    ? { ...reading, name, profile: { ...reading.profile, name } }
    : { name, problem: reading.problem }
}

/** `resting` names what was taken and is not asked in Restricted Mode. */
function none(resting: string | undefined): ProfileReading {
  const message =
    resting === undefined
      ? l10n.t('No endpoint is set yet: ThinkTree needs the address of a server to ask.')
      : l10n.t('In Restricted Mode “{0}” is not asked: this workspace proposed it.', resting)
  return { name: '', problem: { code: 'noEndpoint', message, action: 'addEndpoint', detail: '' } }
}

import { l10n, type Memento } from 'vscode'
import type { ProfileReading } from '../endpoint/readProfile.ts'
import { readProposal, type Proposal, type TeamFile } from './teamFile.ts'

/** The workspace remembers the name of one of the user's endpoints, or what it proposed and the user took. */
const nameKey = 'endpoint'
const takenKey = 'teamEndpoint'

/** The endpoints that are set or proposed, and the one that this workspace asks. */
export interface Endpoints {
  /** The user's own. */
  readonly list: () => readonly ProfileReading[]
  /** What the workspace's team file proposes; read only when somebody wants to see it. */
  readonly proposals: () => Promise<readonly Proposal[]>
  /** The one that was chosen in this workspace, else the user's first. */
  readonly current: () => ProfileReading
  readonly choose: (name: string) => Promise<void>
  /** Takes what the team file proposes, after a yes. */
  readonly take: (proposal: Proposal) => Promise<void>
  /** Whether the one in use may still be asked: what was taken from the team file needs another yes when it changes. */
  readonly confirmed: () => Promise<boolean>
}

interface Needs {
  /** The workspace's. */
  readonly memento: Memento
  readonly list: Endpoints['list']
  readonly teamFile: TeamFile
  /** Asks the user to let a proposal be used. */
  readonly allow: (proposal: Proposal) => Promise<boolean>
}

export function openEndpoints({ memento, list, teamFile, allow }: Needs): Endpoints {
  return { list, proposals: teamFile, current, choose, take, confirmed }

  function current(): ProfileReading {
    const taken = memento.get<unknown>(takenKey)
    if (taken !== undefined) return readProposal(taken).reading
    const all = list()
    const chosen = memento.get<string>(nameKey)
    return all.find(({ name }) => name === chosen) ?? all[0] ?? none()
  }

  async function choose(name: string): Promise<void> {
    await memento.update(takenKey, undefined)
    await memento.update(nameKey, name)
  }

  async function take(proposal: Proposal): Promise<void> {
    if (await allow(proposal)) await memento.update(takenKey, proposal.written)
  }

  async function confirmed(): Promise<boolean> {
    const taken = memento.get<unknown>(takenKey)
    if (taken === undefined) return true
    const { name } = readProposal(taken).reading
    const proposal = (await teamFile()).find(({ reading }) => reading.name === name)
    if (!proposal) {
      await memento.update(takenKey, undefined)
      return false
    }
    if (JSON.stringify(proposal.written) === JSON.stringify(taken)) return true
    if (!(await allow(proposal))) return false
    await memento.update(takenKey, proposal.written)
    return true
  }
}

function none(): ProfileReading {
  const message = l10n.t('No endpoint is set yet: ThinkTree needs the address of a server to ask.')
  return { name: '', problem: { code: 'noEndpoint', message, action: 'addEndpoint', detail: '' } }
}

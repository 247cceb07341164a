import { l10n, Uri, window, workspace, type WorkspaceFolder } from 'vscode'
import { parseJson, recordOf } from '../base/json.ts'
import { keyWrittenIn } from '../endpoint/exposure.ts'
import { originOf } from '../endpoint/profile.ts'
import { readProfiles, type ProfileReading } from '../endpoint/readProfile.ts'
import { textIn } from './files.ts'
import { say } from './say.ts'

const place = ['.thinktree', 'endpoints.json'] as const

/** An endpoint that a workspace proposes: as it is written there, and what that means. */
export interface Proposal {
  readonly written: unknown
  readonly reading: ProfileReading
  /** Where it is written. */
  readonly file: Uri
  /** What VS Code calls the folder that proposes it. */
  readonly folder: string
}

/** Reads `.thinktree/endpoints.json` of the workspace's folders. */
export type TeamFile = () => Promise<readonly Proposal[]>

export const readTeamFile: TeamFile = async () => {
  const folders = workspace.workspaceFolders ?? []
  return (await Promise.all(folders.map(readFile))).flat()
}

async function readFile({ uri, name: folder }: WorkspaceFolder): Promise<readonly Proposal[]> {
  const file = Uri.joinPath(uri, ...place)
  const text = await textIn(file)
  if (text === undefined) return []
  const written = parseJson(text)
  const { endpoints } = recordOf(written)
  const from = { file, folder }
  if (written === undefined) return [{ ...from, ...unusable(l10n.t('{0} is not JSON.', place.join('/'))) }]
  if (!Array.isArray(endpoints))
    return [{ ...from, ...unusable(l10n.t('{0} has no list “endpoints”.', place.join('/'))) }]
  const names = new Set<string>()
  return endpoints.map((each: unknown) => {
    const reading = readProposal(each)
    const { name } = reading
    const twice = names.has(name)
    names.add(name)
    if (!twice) return { ...from, written: each, reading }
    return { ...from, ...unusable(l10n.t('Two endpoints have the name “{0}”.', name), name) }
  })
}

function unusable(message: string, name = place.join('/')) {
  return { written: undefined, reading: { name, problem: problem(message) } }
}

/** What a proposal means; none with a key in it can be used. */
export function readProposal(written: unknown): ProfileReading {
  const [reading = unreadable] = readProfiles([written], say)
  const secret = reading.profile && keyWrittenIn(reading.profile)
  if (secret === undefined) return reading
  const message = l10n.t(
    'The team’s endpoint “{0}” holds a value for {1}: keys do not belong there.',
    reading.name,
    secret,
  )
  return { name: reading.name, problem: problem(message) }
}

const unreadable: ProfileReading = { name: '', problem: problem('') }

function problem(message: string) {
  return { code: 'badEndpoint', message, action: 'openSettings', detail: '' } as const
}

/** Asks whether what the workspace proposes may be used, naming where everything would go. */
export async function allowProposal({ written, reading: { name, profile } }: Proposal): Promise<boolean> {
  if (!profile) return false
  const yes = l10n.t('Use It')
  const chosen = await window.showWarningMessage(
    l10n.t('Ask {0}, as this workspace proposes?', originOf(profile)),
    {
      modal: true,
      detail: [
        l10n.t('Your questions and code would go there, with what {0} says of “{1}”:', place.join('/'), name),
        JSON.stringify(written, null, 2),
        l10n.t('You are asked again when this changes. A key is never taken from a file.'),
      ].join('\n\n'),
    },
    yes,
  )
  return chosen === yes
}

import { commands, l10n, QuickPickItemKind, ThemeIcon, window, type QuickPickItem, type Uri } from 'vscode'
import type { ProfileReading } from '../../endpoint/readProfile.ts'
import type { Endpoints } from '../endpoints.ts'
import { withoutIcons } from '../withoutIcons.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly endpoints: Endpoints
}

/** Lets one choose whom this workspace asks. */
export function chooseEndpoint({ endpoints }: Needs): Command {
  return { id: 'thinktree.chooseEndpoint', run }

  /** True when one was chosen. */
  async function run(): Promise<boolean> {
    const current = endpoints.current()
    const offers = await endpoints.proposals()
    const theirs = offers.some(({ inUse }) => inUse)
    const own = endpoints.list().map((reading): Item => {
      const choose = async () => {
        await endpoints.choose(reading.name)
        return true
      }
      return { ...itemOf(reading, !theirs && reading.name === current.name, 'server'), choose }
    })
    const proposed = offers.map((proposal): Item => ({
      ...itemOf(proposal.reading, proposal.inUse, 'organization'),
      // What cannot be used is to be mended where it is written.
      choose: () => (proposal.reading.problem ? openFile(proposal.file) : endpoints.take(proposal)),
    }))
    const line = {
      label: l10n.t('Proposed by this workspace'),
      kind: QuickPickItemKind.Separator,
      choose: notChosen,
    }
    const add = () => commands.executeCommand<boolean>('thinktree.addEndpoint')
    const items: readonly Item[] = [
      ...own,
      { label: l10n.t('Add Endpoint…'), iconPath: new ThemeIcon('add'), choose: add },
      ...(proposed.length > 0 ? [line, ...proposed] : []),
    ]
    const chosen = await window.showQuickPick(items, {
      title: l10n.t('Choose Endpoint'),
      placeHolder: l10n.t('The endpoint that this workspace asks'),
      matchOnDescription: true,
      matchOnDetail: true,
    })
    return (await chosen?.choose()) === true
  }
}

interface Item extends QuickPickItem {
  /** False where it chose none after all. */
  readonly choose: () => Thenable<boolean>
}

async function notChosen(): Promise<boolean> {
  return false
}

async function openFile(file: Uri): Promise<boolean> {
  await window.showTextDocument(file)
  return false
}

function itemOf(
  { name, profile, problem }: ProfileReading,
  current: boolean,
  icon: 'server' | 'organization',
): QuickPickItem {
  return {
    label: withoutIcons(name),
    iconPath: new ThemeIcon(problem ? 'warning' : current ? 'check' : icon),
    ...(profile && profile.model !== '' && { description: withoutIcons(profile.model) }),
    ...(problem
      ? { detail: withoutIcons(problem.message) }
      : profile && { detail: withoutIcons(profile.baseUrl) }),
  }
}

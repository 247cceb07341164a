import { commands, l10n, QuickPickItemKind, ThemeIcon, window, type QuickPickItem } from 'vscode'
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
    const current = endpoints.current()
    const offers = await endpoints.proposals()
    const theirs = offers.some(({ inUse }) => inUse)
    const own = endpoints.list().map((reading): Item => {
      const choose = () => endpoints.choose(reading.name)
      return { ...itemOf(reading, !theirs && reading.name === current.name, 'server'), choose }
    })
    const proposed = offers.map((proposal): Item => ({
      ...itemOf(proposal.reading, proposal.inUse, 'organization'),
      // What cannot be used is to be mended where it is written.
      choose: () =>
        proposal.reading.problem ? window.showTextDocument(proposal.file) : endpoints.take(proposal),
    }))
    const line = {
      label: l10n.t('Proposed by this workspace'),
      kind: QuickPickItemKind.Separator,
      choose: nothing,
    }
    const add = () => commands.executeCommand('thinktree.addEndpoint')
    const items: readonly Item[] = [
      ...own,
      { label: l10n.t('Add Endpoint…'), iconPath: new ThemeIcon('add'), choose: add },
      ...(proposed.length > 0 ? [line, ...proposed] : []),
    ]
    const chosen = await window.showQuickPick(items, {
      title: l10n.t('Choose Endpoint'),
      placeHolder: l10n.t('Whom this workspace asks'),
      matchOnDescription: true,
      matchOnDetail: true,
    })
    return chosen?.choose()
  }
}

interface Item extends QuickPickItem {
  readonly choose: () => unknown
}

function nothing() {}

function itemOf(
  { name, profile, problem }: ProfileReading,
  current: boolean,
  icon: 'server' | 'organization',
): QuickPickItem {
  return {
    label: name,
    iconPath: new ThemeIcon(problem ? 'warning' : current ? 'check' : icon),
    ...(profile && profile.model !== '' && { description: profile.model }),
    ...(problem ? { detail: problem.message } : profile && { detail: profile.baseUrl }),
  }
}

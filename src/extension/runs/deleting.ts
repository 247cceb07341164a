import { commands, l10n, Uri, window, workspace } from 'vscode'
import type { TurnId } from '../../protocol/webview.ts'
import { busy } from '../busy.ts'
import type { Keeper } from '../keeping/keeper.ts'
import type { Report } from '../report.ts'
import type { Catalog, Run } from './catalog.ts'
import { removeFile, removeRuns } from './remove.ts'
import { sizeOf, tooMuch } from './room.ts'

interface Needs {
  readonly catalog: Catalog
  readonly keeper: Keeper
  readonly report: Report
  /** Stops those of the turns that run. */
  readonly stop: (turns: readonly TurnId[]) => void
  readonly changed: () => void
  /** That kept runs may take. */
  readonly mostBytes: () => number
}

/** Deletes runs, after a yes: those that are chosen, or what is too much. */
export interface Deleting {
  readonly remove: (runs: readonly Run[]) => Promise<void>
  /** Asks, once in a window, when what is kept takes more room than it may. */
  readonly checkRoom: () => Promise<void>
}

/** So many runs are called by their names in a question. */
const mostNamed = 5

export function createDeleting({ catalog, keeper, report, stop, changed, mostBytes }: Needs): Deleting {
  let asked = false
  return { remove, checkRoom }

  async function remove(runs: readonly Run[]): Promise<void> {
    const [first] = runs
    if (!first) return
    const question =
      runs.length === 1 ? l10n.t('Delete “{0}”?', first.title) : l10n.t('Delete {0} runs?', runs.length)
    await removeAfter(runs, question, l10n.t('They can be brought back from the trash.'))
  }

  async function removeAfter(runs: readonly Run[], question: string, detail: string): Promise<void> {
    const yes = l10n.t('Move to Trash')
    if ((await window.showWarningMessage(question, { modal: true, detail }, yes)) !== yes) return
    const left = await removeAll(runs, 'trash')
    if (left.length > 0) await removeForGood(left)
    changed()
  }

  async function removeForGood(runs: readonly Run[]): Promise<void> {
    const yes = l10n.t('Delete for Good')
    const question =
      runs.length > mostNamed
        ? l10n.t('{0} runs could not be moved to the trash. Delete for good?', runs.length)
        : l10n.t(
            '{0} could not be moved to the trash. Delete for good?',
            runs.map(({ title }) => `“${title}”`).join(', '),
          )
    const answer = await window.showWarningMessage(question, { modal: true }, yes)
    const left = answer === yes ? await removeAll(runs, 'good') : []
    if (left.length > mostNamed) report.notice(l10n.t('{0} runs could not be deleted.', left.length))
    else if (left.length > 0)
      report.notice(l10n.t('{0} could not be deleted.', left.map(({ path }) => path).join(', ')))
  }

  /** Those that could not be deleted. Where there are many, one sees how far it is. */
  async function removeAll(runs: readonly Run[], how: 'trash' | 'good'): Promise<readonly Run[]> {
    const doing = {
      drop: ({ path }: Run) => stop(keeper.drop(path)),
      take: how === 'trash' ? moveToTrash : removeFile,
    }
    if (runs.length <= mostNamed)
      return removeRuns(runs, { ...doing, done: () => undefined }, new AbortController().signal)
    return busy(l10n.t('ThinkTree: Deleting {0} runs', runs.length), (signal, advance) =>
      removeRuns(runs, { ...doing, done: () => advance(100 / runs.length) }, signal),
    )
  }

  async function checkRoom(): Promise<void> {
    if (asked) return
    const runs = await catalog.list()
    const old = tooMuch(runs, mostBytes())
    const last = old.at(-1)
    if (!last) return
    asked = true
    const [takes, may] = [sizeOf(runs), mostBytes()].map(megabytes)
    const [remove, change] = [l10n.t('Delete the Oldest…'), l10n.t('Change the Limit')]
    const answer = await window.showInformationMessage(
      l10n.t('Kept runs take {0} MB, more than the {1} MB that they may.', takes ?? '', may ?? ''),
      remove,
      change,
    )
    if (answer === change)
      await commands.executeCommand('workbench.action.openSettings', 'thinktree.history.maxSize')
    if (answer !== remove) return
    const day = new Date(last.asked).toLocaleDateString()
    await removeAfter(
      old,
      old.length === 1
        ? l10n.t('Delete the oldest run, of {0}?', day)
        : l10n.t('Delete the {0} oldest runs, up to {1}?', old.length, day),
      l10n.t('Pinned runs stay. They can be brought back from the trash.'),
    )
  }
}

async function moveToTrash(path: string): Promise<void> {
  await workspace.fs.delete(Uri.file(path), { useTrash: true })
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toLocaleString(undefined, { maximumFractionDigits: 1 })
}

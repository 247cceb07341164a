import { commands, env, l10n, UIKind, Uri, window, workspace } from 'vscode'
import { plainText } from '../../base/plainText.ts'
import { shortened } from '../../base/shortened.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { TraceDocument } from '../../traces/document.ts'
import { editHead, type HeadChanges } from '../../traces/edit.ts'
import { busy } from '../busy.ts'
import type { Keeper } from '../keeping/keeper.ts'
import { changeTrace } from '../keeping/traceFile.ts'
import type { Writer } from '../keeping/writer.ts'
import type { Report } from '../report.ts'
import type { Catalog, Run } from '../runs/catalog.ts'
import { inOneLine, runPick } from '../runs/pick.ts'
import { removeFile, removeRuns } from '../runs/remove.ts'
import { sizeOf, tooMuch } from '../runs/room.ts'
import type { Side } from '../comparing/comparisons.ts'
import type { Command } from './command.ts'
import { searchHistory } from './searchHistory.ts'

interface Needs {
  readonly catalog: Catalog
  readonly keeper: Keeper
  readonly writer: Writer
  readonly report: Report
  /** Shows turns in a panel, at one of them. */
  readonly show: (turns: readonly TurnId[], at: TurnId | undefined) => void
  /** Shows two traces side by side. */
  readonly compare: (left: Side, right: Side) => Promise<void>
  /** Stops those of the turns that run. */
  readonly stop: (turns: readonly TurnId[]) => void
  readonly changed: () => void
  /** That kept runs may take. */
  readonly mostBytes: () => number
}

export interface RunCommands {
  readonly list: readonly Command[]
  /** A run has ended: is there too much by now? */
  readonly checkRoom: () => Promise<void>
}

/** What one does with runs that are kept. Commands of a row get the row, and all rows that are selected. */
export function runCommands(needs: Needs): RunCommands {
  let asked = false
  const { catalog, keeper, writer, report, show, changed } = needs
  const list: readonly Command[] = [
    { id: 'thinktree.openRun', run: (run?: Run) => run && open(run) },
    { id: 'thinktree.openRunText', run: (run?: Run) => run && openText(run) },
    { id: 'thinktree.renameRun', run: (run?: Run) => run && rename(run) },
    { id: 'thinktree.pinRun', run: (run?: Run) => run && edit(run, { pinned: true }) },
    { id: 'thinktree.unpinRun', run: (run?: Run) => run && edit(run, { pinned: undefined }) },
    { id: 'thinktree.copyRun', run: (run?: Run) => run && copy(run) },
    { id: 'thinktree.revealRun', run: (run?: Run) => run && reveal(run) },
    {
      id: 'thinktree.deleteRun',
      run: (run?: Run, rows: readonly object[] = []) => remove(chosen(run, rows)),
    },
    {
      id: 'thinktree.compareRuns',
      run: (run?: Run, rows: readonly object[] = []) => compare(chosen(run, rows)),
    },
    searchHistory({ runs: () => catalog.list(), open, openText, unexpected: report.unexpected }),
  ]
  return { list, checkRoom }

  async function open(run: Run, turn?: number): Promise<void> {
    const turns = await keeper.open(run.path)
    if (turns.length === 0) return missing(run)
    show(turns, turns[turn ?? 0])
  }

  async function openText({ path }: Run): Promise<void> {
    await commands.executeCommand('vscode.open', Uri.file(path))
  }

  async function rename(run: Run): Promise<void> {
    const title = await window.showInputBox({
      title: l10n.t('Rename'),
      value: run.title,
      prompt: l10n.t('What to call it; empty calls it by its question'),
    })
    if (title !== undefined) await edit(run, { title: title.trim() === '' ? undefined : title.trim() })
  }

  async function edit(run: Run, changes: HeadChanges): Promise<void> {
    let possible = false
    await changeTrace(run.path, writer, (document) => {
      const next = changedHead(document, changes)
      possible = next !== undefined
      return next
    })
    if (!possible)
      report.notice(l10n.t('“{0}” cannot be changed: its head is broken, or of a newer format.', run.title))
    changed()
  }

  async function copy({ path }: Run): Promise<void> {
    await env.clipboard.writeText(new TextDecoder().decode(await workspace.fs.readFile(Uri.file(path))))
  }

  /** Not every VS Code has a folder of its own machine to show. */
  async function reveal({ path }: Run): Promise<void> {
    const uri = Uri.file(path)
    const known = await commands.getCommands(true)
    if (known.includes('revealFileInOS') && env.remoteName === undefined && env.uiKind === UIKind.Desktop)
      return void (await commands.executeCommand('revealFileInOS', uri))
    if (workspace.getWorkspaceFolder(uri))
      return void (await commands.executeCommand('revealInExplorer', uri))
    await env.clipboard.writeText(path)
    report.notice(l10n.t('This window cannot show a folder of its machine. The path was copied: {0}', path))
  }

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
      drop: ({ path }: Run) => needs.stop(keeper.drop(path)),
      take: how === 'trash' ? moveToTrash : removeFile,
    }
    if (runs.length <= mostNamed)
      return removeRuns(runs, { ...doing, done: () => undefined }, new AbortController().signal)
    return busy(l10n.t('ThinkTree: Deleting {0} runs', runs.length), (signal, advance) =>
      removeRuns(runs, { ...doing, done: () => advance(100 / runs.length) }, signal),
    )
  }

  /** Asks, once in a window, when what is kept takes more room than it may. */
  async function checkRoom(): Promise<void> {
    if (asked) return
    const runs = await catalog.list()
    const old = tooMuch(runs, needs.mostBytes())
    const last = old.at(-1)
    if (!last) return
    asked = true
    const [takes, may] = [sizeOf(runs), needs.mostBytes()].map(megabytes)
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

  function missing({ title }: Run) {
    report.notice(l10n.t('“{0}” is not there any more.', title))
    changed()
  }

  /** The older on the left. Of one, one is asked for the other. */
  async function compare(runs: readonly Run[]): Promise<void> {
    const [one] = runs
    if (!one) return
    const other = runs.length > 1 ? runs.at(-1) : await another(one)
    if (!other) return
    const [left, right] = one.asked <= other.asked ? [one, other] : [other, one]
    const sideOf = ({ path, title }: Run): Side => ({
      uri: Uri.file(path),
      name: shortened(plainText(title), 60),
    })
    await needs.compare(sideOf(left), sideOf(right))
  }

  async function another(run: Run): Promise<Run | undefined> {
    const others = (await catalog.list()).filter(({ path }) => path !== run.path)
    const items = others.map((each) => runPick(each))
    const placeHolder = l10n.t('Compare “{0}” with…', inOneLine(run.title))
    return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.run
  }
}

/** So many runs are called by their names in a question. */
const mostNamed = 5

async function moveToTrash(path: string): Promise<void> {
  await workspace.fs.delete(Uri.file(path), { useTrash: true })
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toLocaleString(undefined, { maximumFractionDigits: 1 })
}

function changedHead(document: TraceDocument, changes: HeadChanges): TraceDocument | undefined {
  const [first] = document.turns
  return first && editHead(document, first, changes)
}

function chosen(run: Run | undefined, rows: readonly object[]): readonly Run[] {
  const runs = rows.filter((row): row is Run => 'path' in row)
  return runs.length > 0 ? runs : run ? [run] : []
}

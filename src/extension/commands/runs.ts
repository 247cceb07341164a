import { commands, env, l10n, UIKind, Uri, window, workspace } from 'vscode'
import { plainText } from '../../base/plainText.ts'
import { shortened } from '../../base/shortened.ts'
import type { TurnId } from '../../protocol/webview.ts'
import type { TraceDocument } from '../../traces/document.ts'
import { editHead, type HeadChanges } from '../../traces/edit.ts'
import type { Keeper } from '../keeping/keeper.ts'
import { exists } from '../files.ts'
import { changeTrace } from '../keeping/traceFile.ts'
import type { Writer } from '../keeping/writer.ts'
import type { Report } from '../report.ts'
import type { Catalog, Run } from '../runs/catalog.ts'
import type { Deleting } from '../runs/deleting.ts'
import { sayGone } from '../runs/gone.ts'
import { inOneLine, runPick } from '../runs/pick.ts'
import type { Side } from '../comparing/comparisons.ts'
import { askTitle } from './askTitle.ts'
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
  readonly remove: Deleting['remove']
  readonly changed: () => void
}

/** What one does with runs that are kept. Commands of a row get the row, and all rows that are selected. */
export function runCommands(needs: Needs): readonly Command[] {
  const { catalog, keeper, writer, report, show, remove, changed } = needs
  return [
    { id: 'thinktree.openRun', run: ofOne(open) },
    { id: 'thinktree.openRunText', run: ofOne(openText) },
    { id: 'thinktree.renameRun', run: ofOne(rename) },
    { id: 'thinktree.pinRun', run: ofOne((run) => edit(run, { pinned: true })) },
    { id: 'thinktree.unpinRun', run: ofOne((run) => edit(run, { pinned: undefined })) },
    { id: 'thinktree.copyRun', run: ofOne(copy) },
    { id: 'thinktree.revealRun', run: ofOne(reveal) },
    {
      id: 'thinktree.deleteRun',
      run: (run?: Run, rows: readonly object[] = []) => remove(chosen(run, rows)),
    },
    {
      id: 'thinktree.compareRuns',
      run: (run?: Run, rows: readonly object[] = []) => compare(chosen(run, rows)),
    },
    searchHistory({
      runs: () => catalog.list(),
      open: (run, turn) => ifThere(run, () => open(run, turn)),
      openText: (run) => ifThere(run, () => openText(run)),
      unexpected: report.unexpected,
    }),
  ]

  function ofOne(act: (run: Run) => Promise<void>) {
    return async (run?: Run) => run && ifThere(run, () => act(run))
  }

  async function ifThere(run: Run, act: () => Promise<void>): Promise<void> {
    if (!(await isGone(run))) await act()
  }

  /** Says so: the list may be older than what others did to the folder. */
  async function isGone({ path, title }: Run): Promise<boolean> {
    if (await exists(Uri.file(path))) return false
    sayGone(report, title)
    changed()
    return true
  }

  async function open(run: Run, turn?: number): Promise<void> {
    const turns = await keeper.open(run.path)
    show(turns, turns[turn ?? 0])
  }

  async function openText({ path }: Run): Promise<void> {
    await commands.executeCommand('vscode.open', Uri.file(path))
  }

  async function rename(run: Run): Promise<void> {
    const changes = await askTitle(run.title)
    if (changes) await edit(run, changes)
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

  /** The older on the left. Of one, one is asked for the other. */
  async function compare(runs: readonly Run[]): Promise<void> {
    const [one] = runs
    if (!one) return
    const other = runs.length > 1 ? runs.at(-1) : await another(one)
    if (!other) return
    for (const run of [one, other]) if (await isGone(run)) return
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

function changedHead(document: TraceDocument, changes: HeadChanges): TraceDocument | undefined {
  const [first] = document.turns
  return first && editHead(document, first, changes)
}

function chosen(run: Run | undefined, rows: readonly object[]): readonly Run[] {
  const runs = rows.filter((row): row is Run => 'path' in row)
  return runs.length > 0 ? runs : run ? [run] : []
}

import { extensions, l10n, TabInputTextDiff, Uri, window, workspace } from 'vscode'
import { recordOf } from '../../base/json.ts'
import type { Report } from '../report.ts'
import { kindWord } from '../steps/kinds.ts'
import { compareTraces } from '../traceEditor/compare.ts'
import type { TraceEditors } from '../traceEditor/editors.ts'
import type { Command } from './command.ts'

interface Needs {
  readonly editors: TraceEditors
  readonly report: Report
  /** Shows a text in the colours of a diff. */
  readonly show: (title: string, text: string) => Promise<void>
}

/**
 * What was done to a trace, step by step. Of two files that are selected, of the two sides of a diff that is in front, or
 * of the trace that is in front and what Git has of it, or else another file.
 */
export function compareTracesCommand({ editors, report, show }: Needs): Command {
  return { id: 'thinktree.compareTraces', run }

  async function run(file?: unknown, files?: unknown): Promise<void> {
    const pair = await pairOf(file, files)
    if (!pair) return
    const [before, after] = await Promise.all(pair.map(textOf))
    if (before === undefined || after === undefined)
      return report.notice(l10n.t('One of the two cannot be read.'))
    const { lines, gone, added, changed } = compareTraces(before, after, {
      kind: ({ kind }) => kindWord(kind),
      same: (steps) => (steps === 1 ? l10n.t('1 step as it was') : l10n.t('{0} steps as they were', steps)),
      turn: (number, question) => l10n.t('Question {0}: {1}', number, question),
      answer: (what) => (what === 'same' ? l10n.t('the answer as it was') : l10n.t('the answer has changed')),
    })
    const [left, right] = pair.map(nameOf)
    const head = l10n.t('{0} steps gone, {1} added, {2} changed', gone, added, changed)
    await show(`${left} ↔ ${right}`, [`--- ${left}`, `+++ ${right}`, head, '', ...lines, ''].join('\n'))
  }

  async function pairOf(file: unknown, files: unknown): Promise<readonly [Uri, Uri] | undefined> {
    const chosen = Array.isArray(files) ? files.filter((each) => each instanceof Uri) : []
    const [one, other] = chosen
    if (one && other) return [one, other]
    const input = window.tabGroups.activeTabGroup.activeTab?.input
    if (input instanceof TabInputTextDiff) return [input.original, input.modified]
    const uri = file instanceof Uri ? file : (editors.active() ?? window.activeTextEditor?.document.uri)
    if (!uri) return undefined
    const committed = committedOf(uri)
    if (committed && (await textOf(committed)) !== undefined) return [committed, uri]
    const [picked] = (await window.showOpenDialog({ filters: { [l10n.t('Traces')]: ['think'] } })) ?? []
    return picked && [picked, uri]
  }
}

/** What the last commit has of a file, as VS Code's own Git extension names it. */
function committedOf(uri: Uri): Uri | undefined {
  if (uri.scheme !== 'file' || !extensions.getExtension('vscode.git')?.isActive) return undefined
  return uri.with({ scheme: 'git', query: JSON.stringify({ path: uri.fsPath, ref: 'HEAD' }) })
}

async function textOf(uri: Uri): Promise<string | undefined> {
  return workspace.openTextDocument(uri).then(
    (document) => document.getText(),
    () => undefined,
  )
}

function nameOf(uri: Uri): string {
  const name = uri.path.split('/').at(-1) ?? uri.path
  return uri.scheme === 'git' ? `${name} (${String(recordOf(JSON.parse(uri.query))['ref'])})` : name
}

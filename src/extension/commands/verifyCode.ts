import {
  commands,
  l10n,
  Uri,
  window,
  workspace,
  type OutputChannel,
  type QuickPickItem,
  type WorkspaceFolder,
} from 'vscode'
import { parseJson, recordOf } from '../../base/json.ts'
import type { TurnId } from '../../protocol/webview.ts'
import { readDocument, type DocumentTurn } from '../../traces/document.ts'
import { indexOfTurn } from '../../traces/thread.ts'
import { keptOf } from '../../traces/turns.ts'
import type { CommandEnd } from '../../verify/command.ts'
import { proposalsIn, type Proposal } from '../../verify/proposal.ts'
import type { Unfit } from '../../verify/scratch.ts'
import { pathsOf, verify, type Verification } from '../../verify/verify.ts'
import { busy } from '../busy.ts'
import { textIn } from '../files.ts'
import type { KeptAt } from '../inside/insides.ts'
import type { Report } from '../report.ts'
import { readSettings } from '../settings.ts'
import { withoutIcons } from '../withoutIcons.ts'
import type { Command } from './command.ts'

interface Needs {
  /** The turn at the cursor, where a trace's text is in front. */
  readonly turnInText: () => DocumentTurn | undefined
  readonly currentTurn: () => TurnId | null
  readonly keptAt: (turn: TurnId) => KeptAt | undefined
  /** Where it is shown what a command writes. */
  readonly openOutput: () => OutputChannel
  readonly report: Report
}

/**
 * Runs a command of the workspace in a copy of it that has the code which the answer proposes. What a model wrote runs then:
 * only in a trusted workspace, and only after a yes to this command with these files.
 */
export function verifyCode({ turnInText, currentTurn, keptAt, openOutput, report }: Needs): Command {
  let output: OutputChannel | undefined
  return { id: 'thinktree.verifyCode', run }

  async function run(): Promise<void> {
    if (!workspace.isTrusted)
      return report.problem(l10n.t('Commands run in trusted workspaces only.'), l10n.t('Manage Trust…'), () =>
        commands.executeCommand('workbench.trust.manage'),
      )
    const proposals = await proposed()
    if (!proposals) return report.notice(l10n.t('Open a trace first, or ask a question.'))
    if (proposals.length === 0) return report.notice(l10n.t('The answer proposes no code that has a place.'))
    const folder = await folderOf(proposals)
    if (!folder) return report.notice(l10n.t('Open the folder that the code belongs to first.'))
    const { verifyCommand, verifyTimeout } = readSettings(folder)
    const command = verifyCommand || (await chooseCommand(folder))
    if (command === undefined || command.trim() === '') return
    const yes = l10n.t('Run')
    const chosen = await window.showWarningMessage(
      l10n.t('Run “{0}” in a copy of {1}?', command, folder.name),
      {
        modal: true,
        detail: l10n.t(
          'The copy has what the answer proposes for {0}. A model wrote that code, and it runs with your rights. Afterwards the copy is deleted.',
          pathsOf(proposals).join(', '),
        ),
      },
      yes,
    )
    if (chosen !== yes) return
    const shown = (output ??= openOutput())
    shown.clear()
    shown.appendLine(`> ${command}`)
    shown.show(true)
    const result = await busy(l10n.t('Verifying: {0}', command), (signal) =>
      verify({
        workspace: folder.uri.fsPath,
        command,
        proposals,
        timeout: verifyTimeout,
        signal,
        heard: (text) => shown.append(text),
      }),
    )
    tell(result, () => shown.show(true))
  }

  /** Of the turn that one looks at. */
  async function proposed(): Promise<readonly Proposal[] | undefined> {
    const turn = turnInText() ?? (await turnInFile())
    return turn && proposalsIn(keptOf(turn).answer, turn.head.context)
  }

  async function turnInFile(): Promise<DocumentTurn | undefined> {
    const id = currentTurn()
    const kept = id === null ? undefined : keptAt(id)
    if (!kept) return undefined
    const { turns } = readDocument((await textIn(Uri.file(kept.path))) ?? '')
    return turns[indexOfTurn(turns, kept.name)]
  }

  function tell(result: Verification, show: () => void) {
    switch (result.kind) {
      case 'nothing proposed':
        return report.notice(l10n.t('The answer proposes no code that has a place.'))
      case 'unfit':
        return report.notice(unfitText(result.unfit))
      case 'ran': {
        const { kind } = result.end
        const text = endText(result.end)
        return kind === 'passed' || kind === 'stopped'
          ? report.done(text, l10n.t('Show Output'), show)
          : report.problem(text, l10n.t('Show Output'), show)
      }
    }
  }
}

function endText({ kind, exitCode, seconds }: CommandEnd): string {
  switch (kind) {
    case 'passed':
      return l10n.t('The proposed code passes, after {0} s.', seconds.toFixed(1))
    case 'failed':
      return exitCode === undefined
        ? l10n.t('The command could not be run.')
        : l10n.t('With the proposed code the command fails with {0}.', exitCode)
    case 'timedOut':
      return l10n.t('The command took longer than {0} s and was ended.', Math.floor(seconds))
    case 'stopped':
      return l10n.t('The command was stopped.')
  }
}

function unfitText({ path, why }: Unfit): string {
  switch (why) {
    case 'outside':
      return l10n.t('{0} is not in the workspace; nothing was run.', path)
    case 'missing':
      return l10n.t('{0} is not there; nothing was run.', path)
    case 'changed since':
      return l10n.t('{0} has changed since it was asked about; nothing was run.', path)
    case 'does not fit':
      return l10n.t('{0} is not what the diff was made for; nothing was run.', path)
  }
}

/** The folder that has the first file of them, else the first folder. */
async function folderOf(proposals: readonly Proposal[]): Promise<WorkspaceFolder | undefined> {
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file')
  for (const folder of folders)
    if ((await textIn(Uri.joinPath(folder.uri, proposals[0]?.path ?? ''))) !== undefined) return folder
  return folders[0]
}

/** One of the scripts of the workspace, or what one writes. */
async function chooseCommand({ uri, name }: WorkspaceFolder): Promise<string | undefined> {
  const manifest = recordOf(parseJson((await textIn(Uri.joinPath(uri, 'package.json'))) ?? '{}'))
  const scripts = Object.entries(recordOf(manifest['scripts']))
  const known = scripts.map(([script, text]): QuickPickItem => ({
    label: script === 'test' ? 'npm test' : `npm run ${script}`,
    description: withoutIcons(String(text)),
  }))
  const other: QuickPickItem = { label: l10n.t('Another Command…'), alwaysShow: true }
  const first = known.toSorted((a, b) => Number(b.label === 'npm test') - Number(a.label === 'npm test'))
  const picked =
    first.length === 0
      ? other
      : await window.showQuickPick([...first, other], {
          title: l10n.t('Verify Proposed Code'),
          placeHolder: l10n.t('What is run in a copy of {0}', name),
        })
  if (picked !== other) return picked?.label
  return window.showInputBox({
    title: l10n.t('Verify Proposed Code'),
    prompt: l10n.t('A command line, run in a copy of {0}; it passes where it exits with 0.', name),
  })
}

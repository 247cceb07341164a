import { basename } from 'node:path'
import { l10n, workspace, type Uri } from 'vscode'
import { readDocument } from '../../traces/document.ts'
import { rewardPage } from '../judging/rewardPage.ts'
import type { Command } from './command.ts'

interface Needs {
  /** The trace that one looks at. */
  readonly inFront: () => { readonly uri: Uri } | undefined
  readonly show: (title: string, markdown: string) => Promise<void>
  readonly notice: (message: string) => void
}

/** Shows what the rules that R1-style models are trained with give the trace in front. */
export function showRewardCard({ inFront, show, notice }: Needs): Command {
  return { id: 'thinktree.showRewardCard', run }

  async function run(): Promise<void> {
    const uri = inFront()?.uri
    if (!uri?.path.endsWith('.think')) return notice(l10n.t('Open a trace first, or ask a question.'))
    const text = (await workspace.openTextDocument(uri)).getText()
    await show(l10n.t('Reward Card'), rewardPage(basename(uri.path), readDocument(text)))
  }
}

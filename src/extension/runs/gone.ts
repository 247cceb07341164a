import { commands, l10n } from 'vscode'
import type { Report } from '../report.ts'

/** Says that the file of a trace was taken away, and leads to where it may be now. */
export function sayGone({ problem }: Pick<Report, 'problem'>, name: string): void {
  problem(
    l10n.t('“{0}” is not there any more: its file was moved or deleted.', name),
    l10n.t('Search History'),
    () => commands.executeCommand('thinktree.searchRuns'),
  )
}

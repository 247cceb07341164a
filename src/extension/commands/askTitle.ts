import { l10n, window } from 'vscode'
import type { HeadChanges } from '../../traces/edit.ts'

/** Asks what a trace is to be called, and gives what that changes in its head; undefined when dismissed. */
export async function askTitle(now: string): Promise<HeadChanges | undefined> {
  const title = await window.showInputBox({
    title: l10n.t('Rename'),
    value: now,
    prompt: l10n.t('What to call it; empty calls it by its question'),
  })
  return title === undefined ? undefined : { title: title.trim() === '' ? undefined : title.trim() }
}

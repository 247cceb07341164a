import { ThemeIcon, l10n, type QuickPickItem } from 'vscode'
import { withoutIcons } from '../withoutIcons.ts'
import type { Run } from './catalog.ts'
import { descriptionOf, iconOf, labelOf } from './item.ts'

/** A run among others to choose from. */
export interface RunPick extends QuickPickItem {
  readonly run: Run
  /** Which of its turns is meant. */
  readonly turn?: number
}

/** What was found is always shown, however VS Code would match it. */
export function runPick(run: Run, turn?: number, snippet?: string): RunPick {
  const date = new Date(run.asked).toLocaleDateString()
  return {
    run,
    ...(turn !== undefined && { turn }),
    label: inOneLine(labelOf(run)),
    description: inOneLine(descriptionOf(run, date)),
    ...(snippet !== undefined && { detail: inOneLine(snippet), alwaysShow: true }),
    iconPath: iconOf(run.state),
    buttons: [{ iconPath: new ThemeIcon('go-to-file'), tooltip: l10n.t('Open as Text') }],
  }
}

export function inOneLine(text: string): string {
  return withoutIcons(text).replaceAll(/\s+/g, ' ')
}

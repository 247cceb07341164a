import { l10n, ThemeColor, ThemeIcon } from 'vscode'
import type { Kind } from '../../core/step.ts'

interface Look {
  /** A codicon, the same as in the page. */
  readonly icon: string
  /** A theme colour, as in the page. */
  readonly color: string
}

const kindLooks: Readonly<Record<Kind, Look>> = {
  frame: { icon: 'target', color: 'descriptionForeground' },
  plan: { icon: 'checklist', color: 'charts.purple' },
  read: { icon: 'eye', color: 'charts.blue' },
  recall: { icon: 'book', color: 'symbolIcon.classForeground' },
  derive: { icon: 'symbol-operator', color: 'foreground' },
  check: { icon: 'beaker', color: 'terminal.ansiCyan' },
  revise: { icon: 'discard', color: 'charts.red' },
  branch: { icon: 'git-branch', color: 'terminal.ansiMagenta' },
  doubt: { icon: 'question', color: 'charts.yellow' },
  conclude: { icon: 'flag', color: 'charts.green' },
}

export function kindIcon(kind: Kind, dimmed: boolean): ThemeIcon {
  const { icon, color } = kindLooks[kind]
  return new ThemeIcon(icon, new ThemeColor(dimmed ? 'disabledForeground' : color))
}

export function kindWord(kind: Kind): string {
  switch (kind) {
    case 'frame':
      return l10n.t('frame')
    case 'plan':
      return l10n.t('plan')
    case 'read':
      return l10n.t('read')
    case 'recall':
      return l10n.t('recall')
    case 'derive':
      return l10n.t('derive')
    case 'check':
      return l10n.t('check')
    case 'revise':
      return l10n.t('revise')
    case 'branch':
      return l10n.t('branch')
    case 'doubt':
      return l10n.t('doubt')
    case 'conclude':
      return l10n.t('conclude')
  }
}

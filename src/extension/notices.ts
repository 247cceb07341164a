import { l10n } from 'vscode'
import type { Disposable } from '../base/disposables.ts'
import type { TurnId } from '../protocol/webview.ts'
import type { Report } from './report.ts'
import { plainText } from '../base/plainText.ts'
import { shortened } from '../base/shortened.ts'
import type { Turns } from './turns.ts'

interface Needs {
  readonly turns: Turns
  readonly report: Report
  readonly isVisible: (turn: TurnId) => boolean
  readonly show: (turn: TurnId) => void
}

/** Says that a run has ended where nobody could see it: its panel is hidden or closed. */
export function createNotices({ turns, report, isVisible, show }: Needs): Disposable {
  return turns.listen({
    ended({ head, value: { state } }) {
      if (state.kind === 'stopped' || isVisible(head.id)) return
      const question = shortened(plainText(head.question), 60)
      const reveal = () => show(head.id)
      if (state.kind === 'failed') report.ended('failed', state.failure.message, reveal)
      else if (state.kind === 'incomplete')
        report.ended('failed', l10n.t('The answer to “{0}” is not whole.', question), reveal)
      else report.ended('done', l10n.t('“{0}” is answered.', question), reveal)
    },
  })
}

import type { Disposable, LogOutputChannel, Uri } from 'vscode'
import { Disposables } from '../base/disposables.ts'
import type { TurnId } from '../protocol/webview.ts'
import { LateSymbols } from './context/lateSymbols.ts'
import type { Current } from './current.ts'
import type { Highlight } from './editor/highlight.ts'
import type { Place } from './editor/places.ts'
import { createSpotlight } from './editor/spotlight.ts'
import { showMentions } from './mentions/inEditors.ts'
import { Mentions } from './mentions/mentions.ts'
import { createNotices } from './notices.ts'
import type { Panels } from './panel/panels.ts'
import { createProgress } from './progress.ts'
import type { Report } from './report.ts'
import { tellRunning } from './runningContext.ts'
import type { Settings } from './settings.ts'
import { createStatus } from './status.ts'
import type { Turns } from './turns.ts'

interface Needs {
  readonly turns: Turns
  readonly current: Current
  readonly highlight: Highlight
  /** The code a turn is about. */
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly panels: Panels
  readonly settings: () => Settings
  readonly extension: Uri
  readonly report: Report
  readonly log: LogOutputChannel
}

/** What VS Code shows of runs outside their pages: in the code, in the status bar, as notifications, in the log. */
export function showAround(needs: Needs): Disposable {
  const { turns, current, highlight, placeOf, panels, settings, extension, report, log } = needs
  const { unexpected } = report
  const around = new Disposables()
  const followsCode = () => settings().followCode
  around.add(createSpotlight({ current, turns, highlight, placeOf, followsCode, unexpected }))
  const symbols = around.add(new LateSymbols(unexpected))
  const mentions = around.add(new Mentions({ turns, current, symbols, placeOf, unexpected }))
  around.add(showMentions({ mentions, symbols, turns, placeOf, extension, wanted: settings }))
  around.add(createStatus(turns))
  around.add(createProgress(turns))
  around.add(
    createNotices({
      turns,
      report,
      isVisible: (turn) => panels.isVisible(turn),
      show: (turn) => panels.reveal(turn),
    }),
  )
  around.add(tellRunning(turns))
  around.add(
    turns.listen({
      grew: (_turn, { state }) => {
        if (state?.kind === 'failed') log.warn(state.failure.message, state.failure.detail)
      },
    }),
  )
  return around
}

import { join } from 'node:path'
import {
  l10n,
  window,
  workspace,
  type ConfigurationScope,
  type ExtensionContext,
  type LogOutputChannel,
} from 'vscode'
import { dayOf } from '../base/day.ts'
import type { Disposables } from '../base/disposables.ts'
import { createAct, type Act } from './actions.ts'
import { openGate, type Gate } from './access.ts'
import { openContinuing, type Continuing } from './continuing.ts'
import { openEndpoints, type Endpoints } from './endpoints.ts'
import { openHistory, type QuestionHistory } from './history.ts'
import { writerOf, type Writer } from './keeping/writer.ts'
import { openLedger } from './ledger.ts'
import { createReport, type Report } from './report.ts'
import { openKeys, type Keys } from './secrets.ts'
import { readSettings, type Settings } from './settings.ts'
import { allowProposal, readTeamFile } from './teamFile.ts'
import { openTotals, type Totals } from './totals.ts'

/** What many parts are given: the settings, what is said to the user, and what is known of endpoints. */
export interface Services {
  /** As they are now, for this code, or else for the file in front. */
  readonly settings: (scope?: ConfigurationScope) => Settings
  readonly log: LogOutputChannel
  readonly act: Act
  readonly report: Report
  readonly keys: Keys
  readonly gate: Gate
  readonly endpoints: Endpoints
  readonly continuing: Continuing
  readonly totals: Totals
  /** Questions that were asked before. */
  readonly history: QuestionHistory
  /** This window, as who writes a file. */
  readonly writer: Writer
}

export function openServices(context: ExtensionContext, life: Disposables): Services {
  const { extensionUri, globalState, globalStorageUri, secrets, workspaceState } = context
  const settings: Services['settings'] = (scope = window.activeTextEditor?.document) => readSettings(scope)
  const log = life.add(window.createOutputChannel('ThinkTree', { log: true }))
  const act = createAct(extensionUri, log)
  const report = createReport(log, act)
  const keys = openKeys(secrets)
  const writer = writerOf(process.pid)
  return {
    settings,
    log,
    act,
    report,
    keys,
    gate: openGate(keys, globalState),
    endpoints: openEndpoints({
      memento: workspaceState,
      list: () => settings().endpoints,
      teamFile: readTeamFile,
      allow: allowProposal,
      isTrusted: () => workspace.isTrusted,
    }),
    continuing: openContinuing(globalState),
    totals: openTotals({
      ledger: openLedger(join(globalStorageUri.fsPath, 'totals.json'), writer),
      today: () => dayOf(Date.now()),
      notice: report.notice,
      unpriced: (message) => report.problem(message, l10n.t('Open Settings'), () => act('openSettings')),
      unexpected: report.unexpected,
    }),
    history: openHistory(globalState),
    writer,
  }
}

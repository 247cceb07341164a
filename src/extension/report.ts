import { l10n, window, type LogOutputChannel } from 'vscode'
import type { Failure, FailureAction } from '../base/failure.ts'
import type { Act } from './actions.ts'

/** What an action's button says. */
const labels: Readonly<Record<FailureAction, string>> = {
  askAgain: l10n.t('Ask Again'),
  goOn: l10n.t('Go On'),
  carry: l10n.t('Ask Anew With This Thought'),
  setKey: l10n.t('Set API Key…'),
  addEndpoint: l10n.t('Add Endpoint…'),
  chooseEndpoint: l10n.t('Choose Endpoint…'),
  changeAddress: l10n.t('Change Address…'),
  openSettings: l10n.t('Open Settings'),
  chooseModel: l10n.t('Choose Model…'),
  chooseContext: l10n.t('Change What Is Sent'),
  aboutNetwork: l10n.t('Proxies and Certificates'),
  showLog: l10n.t('Show Log'),
}

/** The same, where a question waits for what is given or chosen. */
const labelsWithQuestion: Readonly<Partial<Record<FailureAction, string>>> = {
  setKey: l10n.t('Set API Key and Ask'),
  addEndpoint: l10n.t('Add Endpoint and Ask'),
  chooseEndpoint: l10n.t('Choose Endpoint and Ask'),
  chooseModel: l10n.t('Choose Model and Ask'),
  changeAddress: l10n.t('Change Address and Ask'),
}

interface Offers {
  /** Further buttons. */
  readonly buttons?: Readonly<Record<string, () => unknown>>
  /** Asks the question that could not be asked. */
  readonly ask?: () => unknown
  /** The endpoint that it is about; the one in use where absent. */
  readonly endpoint?: string
}

/** The only place that shows error messages. */
export interface Report {
  /** Something a person should know; nothing failed. */
  readonly notice: (message: string) => void
  /** Something was done, but not all of it; `rest` shows what was not. */
  readonly partly: (message: string, rest?: () => unknown) => void
  /** Something was done; `button` shows it. */
  readonly done: (message: string, button: string, show: () => unknown) => void
  /** A run that nobody saw has ended. */
  readonly ended: (how: 'done' | 'failed', message: string, show: () => void) => void
  /** Something goes on, but not as it should: a sentence, and the one thing to do. */
  readonly problem: (message: string, button: string, act: () => unknown) => void
  /** A thing that should not happen: a sentence, the log has the rest. */
  readonly unexpected: (error: unknown) => void
  /** A failure outside a run (a run's own is shown in the panel). */
  readonly failure: (failure: Failure, offers?: Offers) => void
  /** Something failed that one may try again, as `button` says; whether it was pressed. */
  readonly tryAgain: (failure: Failure, button: string) => Promise<boolean>
}

export function createReport(log: LogOutputChannel, act: Act): Report {
  return {
    unexpected,
    ended(how, message, show) {
      const button = l10n.t('Show')
      const said = `ThinkTree: ${message}`
      const shown =
        how === 'done' ? window.showInformationMessage(said, button) : window.showWarningMessage(said, button)
      whenPressed(shown, { [button]: show })
    },
    partly(message, rest) {
      const button = l10n.t('Show All')
      whenPressed(
        window.showWarningMessage(message, ...(rest ? [button] : [])),
        rest ? { [button]: rest } : {},
      )
    },
    problem(message, button, act) {
      log.warn(message)
      whenPressed(window.showWarningMessage(message, button), { [button]: act })
    },
    done(message, button, show) {
      whenPressed(window.showInformationMessage(message, button), { [button]: show })
    },
    notice(message) {
      void window.showInformationMessage(message)
    },
    async tryAgain(failure, button) {
      warn(failure)
      const { message, action } = failure
      // What else could be done, such as to set a key, would be done to the endpoint in use.
      const apart = action === 'aboutNetwork' || action === 'showLog'
      const buttons = apart ? [button, labels[action]] : [button]
      const chosen = await window.showWarningMessage(message, ...buttons)
      if (chosen !== undefined && chosen !== button) await act(action)
      return chosen === button
    },
    failure(failure, { buttons = {}, ask, endpoint } = {}) {
      warn(failure)
      // Outside a run there is nothing to ask again.
      const action = failure.action === 'askAgain' ? 'showLog' : failure.action
      const own = (ask && labelsWithQuestion[action]) ?? labels[action]
      whenPressed(window.showWarningMessage(failure.message, own, ...Object.keys(buttons)), {
        ...buttons,
        [own]: () => act(action, { again: ask, endpoint }),
      })
    },
  }

  function unexpected(error: unknown) {
    log.error(error instanceof Error ? error : String(error))
    whenPressed(window.showErrorMessage(l10n.t('ThinkTree ran into an error of its own.'), labels.showLog), {
      [labels.showLog]: () => log.show(true),
    })
  }

  function whenPressed(shown: Thenable<string | undefined>, acts: Readonly<Record<string, () => unknown>>) {
    void shown
      .then((chosen) => (chosen === undefined ? undefined : acts[chosen]?.()))
      .then(undefined, unexpected)
  }

  function warn({ code, message, detail }: Failure) {
    log.warn(`${code}: ${message} ${detail}`)
  }
}

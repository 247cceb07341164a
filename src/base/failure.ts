/** The one useful thing to do about a failure; the panel and the messages offer it as a button. */
export const failureActions = [
  'askAgain',
  'goOn',
  'carry',
  'setKey',
  'addEndpoint',
  'chooseEndpoint',
  'changeAddress',
  'openSettings',
  'chooseModel',
  'chooseContext',
  'aboutNetwork',
  'showLog',
] as const
export type FailureAction = (typeof failureActions)[number]

/** An expected failure: what a person reads, what they can do, and what only the log keeps. */
export interface Failure {
  /** A stable name for tests and logs, such as `unauthorized`. */
  readonly code: string
  /** One plain sentence, without secrets. */
  readonly message: string
  readonly action: FailureAction
  /** Everything known, for the log; secrets are already removed. */
  readonly detail: string
  /** Asking again may help, after so many seconds at least: what the server asks for, else 0. */
  readonly retryAfter?: number
}

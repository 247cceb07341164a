import { ProgressLocation, window, type CancellationToken } from 'vscode'

/**
 * Does what takes long under a notification, where it can be cancelled: then the signal aborts. `advance` tells how many
 * per cent more of it are done, and in words how far it is.
 */
export function busy<T>(
  title: string,
  work: (signal: AbortSignal, advance: (increment: number, far?: string) => void) => Promise<T>,
): Thenable<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) =>
      withSignal(token, (signal) =>
        work(signal, (increment, far) =>
          progress.report({ increment, ...(far !== undefined && { message: far }) }),
        ),
      ),
  )
}

/** The same of what is of no use to whoever cancels it: then it gives nothing. */
export function unlessCancelled<T>(
  title: string,
  work: (signal: AbortSignal, tell: (far: string) => void) => Promise<T>,
): Thenable<T | undefined> {
  return busy(title, async (signal, advance) => {
    const result = await work(signal, (far) => advance(0, far))
    return signal.aborted ? undefined : result
  })
}

/** Runs `work` with a signal that aborts when the token does. */
async function withSignal<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  if (token.isCancellationRequested) controller.abort()
  const listener = token.onCancellationRequested(() => controller.abort())
  try {
    return await work(controller.signal)
  } finally {
    listener.dispose()
  }
}

import { l10n } from 'vscode'
import { busy } from './busy.ts'

/** Work that is done sooner shows nothing (milliseconds). */
const patience = 1000

/** Tells how many of how many are done. */
export type Tell = (done: number, count: number) => void

/** Runs work that may take long: after a second VS Code shows how far it is, and one can cancel it there. */
export async function lasting<T>(
  title: string,
  work: (signal: AbortSignal, tell: Tell) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  let far: Parameters<Tell> | undefined
  let show: Tell = () => undefined
  const working = work(stop.signal, (...now) => {
    far = now
    show(...now)
  })
  const long = new Promise<'long'>((resolve) => setTimeout(() => resolve('long'), patience))
  if ((await Promise.race([working, long])) !== 'long') return working
  return busy(title, async (signal, advance) => {
    signal.addEventListener('abort', () => stop.abort())
    let shown = 0 // percent
    show = (done, count) => {
      const percent = Math.floor((100 * done) / count)
      if (percent === shown) return
      advance(percent - shown, l10n.t('{0} of {1} traces', done, count))
      shown = percent
    }
    if (far) show(...far)
    return working
  })
}

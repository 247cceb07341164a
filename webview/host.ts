import { decode } from '../src/protocol/wire.ts'
import type { FromWebview, ToWebview } from '../src/protocol/webview.ts'

declare function acquireVsCodeApi(): {
  postMessage(message: FromWebview): void
  getState(): unknown
  setState(state: unknown): void
}

export type Send = (message: FromWebview) => void

/** The other side of the page: the extension host. */
export interface Host {
  readonly send: Send
  listen(handle: (message: ToWebview) => void): void
  load(): unknown
  save(state: unknown): void
}

/** May be called once: VS Code hands its API out only once. */
export function connectHost(): Host {
  const api = acquireVsCodeApi()
  return {
    send: (message) => api.postMessage(message),
    listen: (handle) =>
      window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        const message = decode(data)
        if (message) handle(message)
      }),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  }
}

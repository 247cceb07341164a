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
        if (isMessage(data)) handle(data)
      }),
    load: () => api.getState(),
    save: (state) => api.setState(state),
  }
}

/** The host is ours; only a stranger's message is kept out. */
function isMessage(data: unknown): data is ToWebview {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string'
}

import { render, type ComponentChild } from 'preact'
import { isRecord, parseJson } from '../src/base/json.ts'
import { keepFocus, type Haven } from './keepFocus.ts'

declare function acquireVsCodeApi(): { postMessage(message: unknown): void }

/**
 * Starts a page that is told all it shows in one message, again and again; until then it says `waiting`. Such a page
 * asks for that with `ready`.
 */
export function startPage<To extends { readonly type: string }, From>(
  type: To['type'],
  waiting: string,
  havens: readonly Haven[],
  draw: (message: To, send: (message: From) => void) => ComponentChild,
): void {
  const root = document.querySelector<HTMLElement>('#root')
  if (!root) return
  keepFocus(root, havens)
  const api = acquireVsCodeApi()
  // The host is ours; only a stranger's message is kept out.
  const isOurs = (message: unknown): message is To => isRecord(message) && message['type'] === type
  render(<div class="empty">{waiting}</div>, root)
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = typeof data === 'string' ? parseJson(data) : undefined
    if (isOurs(message))
      render(
        draw(message, (answer) => api.postMessage(answer)),
        root,
      )
  })
  api.postMessage({ type: 'ready' })
}

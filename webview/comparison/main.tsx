import './style.css'
import { render } from 'preact'
import { isRecord, parseJson } from '../../src/base/json.ts'
import type { FromComparison, ToComparison } from '../../src/protocol/comparison.ts'
import { ComparisonPage } from './ComparisonPage.tsx'
import { said } from './words.ts'

declare function acquireVsCodeApi(): { postMessage(message: FromComparison): void }

const root = document.querySelector<HTMLElement>('#root')
if (root) start(root)

/** The page that shows two traces side by side. */
function start(root: HTMLElement) {
  const api = acquireVsCodeApi()
  const send = (message: FromComparison) => api.postMessage(message)
  render(<div class="empty">{said.waiting}</div>, root)
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = typeof data === 'string' ? parseJson(data) : undefined
    if (isCompared(message)) render(<ComparisonPage comparison={message.comparison} send={send} />, root)
  })
  send({ type: 'ready' })
}

/** The host is ours; only a stranger's message is kept out. */
function isCompared(message: unknown): message is ToComparison {
  return isRecord(message) && message['type'] === 'compared'
}

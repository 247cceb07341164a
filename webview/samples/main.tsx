import './style.css'
import { render } from 'preact'
import { isRecord, parseJson } from '../../src/base/json.ts'
import type { FromSamples, ToSamples } from '../../src/protocol/samples.ts'
import { SamplesPage } from './SamplesPage.tsx'
import { said } from './words.ts'

declare function acquireVsCodeApi(): { postMessage(message: FromSamples): void }

const root = document.querySelector<HTMLElement>('#root')
if (root) start(root)

/** The page that shows several answers to one question. */
function start(root: HTMLElement) {
  const api = acquireVsCodeApi()
  const send = (message: FromSamples) => api.postMessage(message)
  render(<div class="empty">{said.waiting}</div>, root)
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = typeof data === 'string' ? parseJson(data) : undefined
    if (isSamples(message)) render(<SamplesPage view={message.view} send={send} />, root)
  })
  send({ type: 'ready' })
}

/** The host is ours; only a stranger's message is kept out. */
function isSamples(message: unknown): message is ToSamples {
  return isRecord(message) && message['type'] === 'samples'
}

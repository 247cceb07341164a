import type { ToWebview } from '../../../src/protocol/webview.ts'

/** What holds the panel in a frame of another origin, and so of another process: as VS Code does. */
export interface Stage {
  /** Replaces the frame by a fresh one, and waits until its page has said that it is ready. */
  open(address: string): Promise<void>
  post(message: string): void
  /** Posts a list of messages, one every 50 ms, as the host does. */
  play(messages: string): Promise<void>
}

/** A message, and when it was sent by a clock that all processes share. */
export interface Stamped {
  readonly message: ToWebview
  readonly sentAt: number
}

declare global {
  interface Window {
    stage: Stage
  }
}

const flushEvery = 50
let frame: HTMLIFrameElement | undefined

window.stage = {
  open: (address) =>
    new Promise((resolve) => {
      const heard = ({ data, source }: MessageEvent<unknown>) => {
        if (data !== 'ready' || source !== frame?.contentWindow) return
        window.removeEventListener('message', heard)
        resolve()
      }
      window.addEventListener('message', heard)
      frame?.remove()
      frame = document.createElement('iframe')
      frame.style.cssText = 'display: block; border: 0; width: 100vw; height: 100vh'
      frame.src = address
      document.body.append(frame)
    }),
  post: (message) => post(JSON.parse(message)),
  play: (messages) =>
    new Promise((resolve) => {
      const left: ToWebview[] = JSON.parse(messages)
      const timer = setInterval(() => {
        const next = left.shift()
        if (next) return post(next)
        clearInterval(timer)
        resolve()
      }, flushEvery)
    }),
}

function post(message: ToWebview) {
  const sentAt = performance.timeOrigin + performance.now()
  frame?.contentWindow?.postMessage({ ...message, sentAt }, '*')
}

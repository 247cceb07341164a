/** What holds the panel in a frame of another origin, and so of another process: as VS Code does. */
export interface Stage {
  /** Replaces the frame by a fresh one, and waits until its page has said that it is ready. */
  open(address: string): Promise<void>
  /** Posts a message; what it tells is its text. */
  post(message: string): void
  /** Posts one message every 50 ms, as the host does. */
  play(messages: readonly string[]): Promise<void>
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
  post,
  play: (messages) =>
    new Promise((resolve) => {
      const left = [...messages]
      const timer = setInterval(() => {
        const next = left.shift()
        if (next !== undefined) return post(next)
        clearInterval(timer)
        resolve()
      }, flushEvery)
    }),
}

function post(message: string) {
  const panel = frame?.contentWindow
  panel?.postMessage({ sentAt: performance.timeOrigin + performance.now() }, '*')
  panel?.postMessage(message, '*')
}

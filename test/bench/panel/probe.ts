/** Milliseconds by a clock that all processes share. */
interface Arrival {
  readonly sent: number
  /** When the page was told; its data is there. */
  readonly told: number
  /** When the frame after the one that draws it began: by then its pixels are there. */
  readonly seen: number
}

interface Record {
  readonly arrivals: readonly Arrival[]
  /** Of frames, by the browser's clock for them. */
  readonly starts: readonly number[]
  /** The most nodes at any time, texts included. */
  readonly nodes: number
}

/** What is measured in the page itself. */
export interface Probe {
  readonly arrivals: readonly Arrival[]
  begin(): void
  end(): Record
}

declare global {
  interface Window {
    probe: Probe
  }
}

let arrivals: Arrival[] = []
let starts: number[] = []
let nodes = 0
let watching = false

window.probe = {
  get arrivals() {
    return arrivals
  },
  begin() {
    arrivals = []
    starts = []
    nodes = 0
    watching = true
    requestAnimationFrame(next)
  },
  end() {
    watching = false
    count()
    return { arrivals, starts, nodes }
  },
}

function next(at: number) {
  if (!watching) return
  starts.push(at)
  if (starts.length % 15 === 0) setTimeout(count)
  requestAnimationFrame(next)
}

function count() {
  const walker = document.createTreeWalker(document)
  let found = 1
  while (walker.nextNode()) found++
  nodes = Math.max(nodes, found)
}

let sent: number | undefined

// Before the page's own listener: so the first frame below is the one in which the page draws.
window.addEventListener('message', ({ data, timeStamp }: MessageEvent<unknown>) => {
  if (typeof data === 'object' && data !== null && 'sentAt' in data) sent = Number(data.sentAt)
  else if (sent !== undefined) {
    arrived(sent, timeStamp)
    sent = undefined
  }
})

function arrived(sent: number, at: number) {
  const { timeOrigin } = performance
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      arrivals.push({ sent, told: timeOrigin + at, seen: timeOrigin + performance.now() })
    }),
  )
}

let saved: unknown = null
window.acquireVsCodeApi = () => ({
  postMessage(message: unknown) {
    if (typeof message === 'object' && message !== null && 'type' in message)
      window.parent.postMessage(message.type, '*')
  },
  getState: () => saved,
  setState: (state: unknown) => {
    saved = state
  },
})

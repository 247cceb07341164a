import './style.css'
import { render } from 'preact'
import type { FromWebview } from '../src/protocol/webview.ts'
import { connectHost } from './host.ts'
import { createMarkdown } from './markdown.ts'
import { pack, unpack } from './saved.ts'
import { currentPage, gesture, looksOf, receive, restore, type Gesture, type State } from './state.ts'
import { App } from './view/App.tsx'
import { PageContext, type Page } from './view/page.ts'

const root = document.querySelector('#root')
if (root) start(root)

function start(root: Element) {
  const host = connectHost()
  let state = restore(unpack(host.load()))
  let drawn: State | undefined
  let drawing = false
  let saving = false

  const page: Page = {
    send: host.send,
    markdown: createMarkdown(),
    // Drawn at once: the next key may come before the next frame, and must find the page as this one left it.
    gesture(done) {
      const before = state
      take(gesture(state, done))
      draw()
      const message = told(before, state, done)
      if (message) host.send(message)
    },
  }

  // However much arrives, the page is drawn once a frame.
  host.listen((message) => {
    take(receive(state, message, performance.now()))
    if (drawing) return
    drawing = true
    requestAnimationFrame(() => {
      drawing = false
      draw()
    })
  })
  draw()
  host.send({ type: 'ready' })

  function take(next: State) {
    if (next === state) return
    state = next
    if (!saving) {
      saving = true
      setTimeout(save, 300)
    }
  }

  function draw() {
    if (state === drawn) return
    drawn = state
    render(
      <PageContext.Provider value={page}>
        <App state={state} />
      </PageContext.Provider>,
      root,
    )
  }

  function save() {
    saving = false
    const { panel, current, layout, draft } = state
    host.save(pack({ panel, current, layout, draft, looks: looksOf(state) }))
  }
}

/** What the host must hear of a gesture. */
function told(before: State, after: State, done: Gesture): FromWebview | undefined {
  const page = currentPage(after)
  if (done.type !== 'stepChosen' || !page) return undefined
  const { selected } = page.look
  return selected === currentPage(before)?.look.selected
    ? undefined
    : { type: 'selectStep', turn: page.head.id, step: selected }
}

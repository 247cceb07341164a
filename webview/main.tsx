import './style.css'
import { render } from 'preact'
import { createCalls } from './calls.ts'
import { gesture } from './gestures.ts'
import { connectHost } from './host.ts'
import { keepFocus, type Haven } from './keepFocus.ts'
import type { Selected } from '../src/protocol/webview.ts'
import { createLazy, notLoaded } from './lazy.ts'
import { createPace } from './pace.ts'
import { plainProse } from './plainProse.ts'
import { receive } from './receiving.ts'
import { pack, unpack } from './saved.ts'
import { looksOf, restore, type State } from './state.ts'
import { createTelling } from './telling.ts'
import { App } from './view/App.tsx'
import { PageContext, type Page } from './view/page.ts'

const havens: readonly Haven[] = [
  { part: '.tree', haven: '.tree [tabindex="0"]', moves: true },
  { part: '.tabs', haven: '[role=tab][aria-selected=true]' },
  { part: '.ways', haven: '.way[aria-current=true]' },
  { part: '.beside', haven: '.ways [aria-expanded]' },
  { part: '.detail', haven: '.detail-body' },
  { part: '.bar', haven: '.tree [tabindex="0"]' },
  { part: '*', haven: '.tree [tabindex="0"]' },
  { part: '*', haven: '.answer' },
  { part: '*', haven: 'button' },
]

const root = document.querySelector<HTMLElement>('#root')
if (root) start(root)

function start(root: HTMLElement) {
  const host = connectHost()
  let state = restore(unpack(host.load()))
  let drawn: State | undefined
  let drawing = false
  let rendering = false
  let saving = false
  let asked = false
  let saved = ''
  const telling = createTelling(host.send)
  const markdown = createLazy(
    () => import('./markdown.ts').then(({ createMarkdown }) => createMarkdown()),
    plainProse,
  )
  /** Only the page of a file scrolls with a text. */
  const sight = createLazy(
    () =>
      import('./sight.ts').then(({ createSight }) =>
        createSight(
          root,
          host.send,
          () => state,
          (step) => page.toTop.call(step),
        ),
      ),
    null,
  )
  keepFocus(root, havens)

  let page: Page = {
    send: host.send,
    markdown: undefined,
    lacking: false,
    pace: createPace(),
    toTop: createCalls(),
    // Drawn at once: the next key may come before the next frame, and must find the page as this one left it.
    gesture(done) {
      take(gesture(state, done, performance.now()))
      draw()
      telling.tell(state, done.type === 'turnChosen' ? 'inView' : 'selectStep')
    },
  }

  addEventListener(notLoaded, () => change({ lacking: true }), { once: true })

  // However much arrives, the page is drawn once a frame.
  host.listen((message) => {
    if (message.type === 'stepInSight') return sight.whenReady(() => followText(message))
    if (message.type === 'shown' && message.document) sight.whenReady(() => undefined)
    take(receive(state, message, performance.now()))
    telling.tell(state, message.type === 'moveAsked' ? 'selectStep' : 'inView')
    if (drawing) return
    drawing = true
    requestAnimationFrame(() => {
      drawing = false
      draw()
      // The steps are seen first: what draws text would keep them from that.
      if (state.turns.length > 0) requestAnimationFrame(loadMarkdown)
    })
  })
  draw()
  host.send({ type: 'ready' })
  // Where something will be shown again, its text is not waited for.
  if (state.current !== null) loadMarkdown()

  function followText({ turn, step }: Selected) {
    if (!state.turns.some(({ head }) => head.id === turn)) return
    take(gesture(state, { type: 'turnChosen', turn }, performance.now()))
    draw()
    sight.value?.show(step)
  }

  function take(next: State) {
    if (next === state) return
    state = next
    if (!saving) {
      saving = true
      setTimeout(save, 300)
    }
  }

  /** What draws text is half of all script, and an empty page has none. */
  function loadMarkdown() {
    if (asked) return
    asked = true
    markdown.whenReady(() => change({ markdown: markdown.value }))
  }

  function change(changed: Partial<Page>) {
    page = { ...page, ...changed }
    drawn = undefined
    draw()
  }

  /** What an effect changes while it is drawn is drawn after that: a drawing inside a drawing has no end. */
  function draw() {
    while (state !== drawn && !rendering) {
      drawn = state
      rendering = true
      try {
        render(
          <PageContext.Provider value={page}>
            <App state={state} />
          </PageContext.Provider>,
          root,
        )
      } finally {
        rendering = false
      }
    }
  }

  function save() {
    saving = false
    if (state.panel === null) return // nothing was shown yet: what was saved before still counts
    const packed = pack({ ...state, looks: looksOf(state) })
    const text = JSON.stringify(packed)
    if (text === saved) return // what grew is not what is saved
    saved = text
    host.save(packed)
    host.send({ type: 'save', state: packed })
  }
}

import { defaultSplit } from '../../../src/core/tags.ts'
import { createTurn, type Turn } from '../../../src/core/growingTurn.ts'
import type {
  FromWebview,
  PanelId,
  Selected,
  ToWebview,
  TurnHead,
  TurnId,
} from '../../../src/protocol/webview.ts'
import { createMarkdown } from '../../../webview/markdown.ts'
import { mend } from '../../../webview/mend.ts'
import { patchChildren } from '../../../webview/patch.ts'
import { createSanitizer } from '../../../webview/sanitize.ts'
import type { Script } from '../support/fakeHost.ts'
import '../support/fakeHost.ts'
import { problemsIn, strangers } from './inspect.ts'

/** Tries hostile texts in the page. What it gives back is what went wrong. */
export interface Trial {
  /** The sanitiser alone, given the text as HTML. */
  sanitize(text: string): string[]
  /** The text cut off at each of its places, drawn as it grows. */
  cuts(text: string): string[]
  /** The page itself: the text as reasoning and as answer, streamed and whole, as a chosen step, all of it clicked. */
  page(text: string, asked: Script['head']): Promise<string[]>
}

declare global {
  interface Window {
    trial: Trial
  }
}

const known = { paths: ['src/rateLimiter.ts'], names: ['refill'] }
const markdown = createMarkdown()
const sanitizer = createSanitizer()
const globals = new Set(Object.getOwnPropertyNames(window)).add('trial')
const violated: string[] = []
const blocked = 'the policy stopped'
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  violated.push(`${blocked} ${blockedURI} against ${violatedDirective}`),
)

window.trial = { sanitize, cuts, page }

function sanitize(text: string): string[] {
  const place = trialPlace()
  place.append(sanitizer.prose(text))
  // An address that stays is for dress.ts to take off.
  for (const anchor of place.querySelectorAll('a')) anchor.replaceWith(...anchor.childNodes)
  const formula = sanitizer.formula(text)
  if (formula) place.append(formula)
  // Browsers also report the handlers and styles of a document that they only read.
  return finish(place).filter((problem) => !problem.startsWith(blocked))
}

function cuts(text: string): string[] {
  const place = trialPlace()
  const blocks = markdown.blocks()
  const drawn: string[] = []
  const found: string[] = []
  // At each place, but for what is long by repeating itself.
  const stride = Math.ceil(text.length / (text.length > 1000 ? 10 : 1000))
  for (let end = stride; end < text.length + stride; end += stride) {
    const cut = blocks.update(text.slice(0, end))
    for (const [index, { text: block }] of cut.entries()) {
      const shown = index === cut.length - 1 ? mend(block) : block
      if (drawn[index] === shown) continue
      drawn[index] = shown
      const child = place.children[index] ?? place.appendChild(document.createElement('div'))
      patchChildren(child, markdown.render(shown, known).fragment)
    }
    while (place.children.length > cut.length) place.lastElementChild?.remove()
    drawn.length = cut.length
    found.push(...problemsIn(place).map((problem) => `cut at ${end}: ${problem}`))
    if (found.length > 0) break
  }
  return found.concat(finish(place))
}

async function page(text: string, asked: Script['head']): Promise<string[]> {
  const head = { ...asked, id: 'streamed' as TurnId }
  // Drawn as another turn, so that nothing waits for its time to be drawn again.
  const whole = { ...asked, id: 'whole' as TurnId }
  const thought = `First: ${text}\n\nThen more.`
  const half = Math.ceil(thought.length * 0.6)
  const turn = createTurn(defaultSplit)
  const found: string[] = []
  const look = (when: string) => found.push(...inspected().map((problem) => `${when}: ${problem}`))
  window.fakeHost.sent.length = 0

  turn.push({ kind: 'text', channel: 'reasoning', text: thought.slice(0, half) }, 100)
  await post(shown(head, turn, null))
  look('in the thought')
  turn.take()
  turn.push({ kind: 'text', channel: 'reasoning', text: thought.slice(half) }, 200)
  turn.push({ kind: 'text', channel: 'content', text: text.slice(0, Math.ceil(text.length * 0.6)) }, 300)
  await post({ type: 'turnGrew', turn: head.id, change: turn.take() })
  look('in the answer')
  turn.push({ kind: 'text', channel: 'content', text: text.slice(Math.ceil(text.length * 0.6)) }, 400)
  turn.end('closed', 500)
  const [first] = turn.value().steps
  await post(shown(whole, turn, first ? { turn: whole.id, step: first.id } : null))
  look('in all')

  for (const element of [...document.querySelectorAll<HTMLElement>('.prose-block *')].slice(0, 100))
    press(element)
  look('when pressed')
  return found.concat(said(window.fakeHost.sent.splice(0)))
}

function said(messages: readonly FromWebview[]): string[] {
  return messages
    .filter((message) => !caused.has(message.type) || (message.type === 'openLink' && !isWeb(message.href)))
    .map((message) => `says ${JSON.stringify(message).slice(0, 200)}`)
}

/** An address as browsers write it, so that it says where it leads. */
function isWeb(href: string): boolean {
  return /^https?:\/\//.test(href) && new URL(href).href === href
}

/** What the page may say by itself, and when all is clicked. */
const caused: ReadonlySet<string> = new Set([
  'save', 'inView', 'openLink', 'openReference', 'copy', 'insertCode', 'compareCode',
]) // prettier-ignore

function press(element: HTMLElement) {
  element.click?.()
  for (const type of ['pointerover', 'mouseover', 'focus', 'keydown', 'dragstart'])
    element.dispatchEvent(
      type === 'keydown'
        ? new KeyboardEvent(type, { key: 'Enter', bubbles: true, cancelable: true })
        : new Event(type, { bubbles: true, cancelable: true }),
    )
}

function shown(head: TurnHead, turn: Turn, selected: Selected | null): ToWebview {
  const turns = [{ head, value: turn.value() }]
  return { type: 'shown', panel: 'panel' as PanelId, saved: null, turns, selected, current: head.id }
}

/** Resolves when the page has drawn it. */
function post(message: ToWebview): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => requestAnimationFrame(() => setTimeout(look))
    const look = () => (isDrawn() ? resolve() : requestAnimationFrame(look))
    window.addEventListener('message', heard, { once: true })
    window.fakeHost.post(message)
  })
}

/** Text is drawn once its code has come, and then by frames. */
function isDrawn(): boolean {
  return document.querySelector('.prose-block') !== null && !document.querySelector('.prose-block[aria-busy]')
}

function inspected(): string[] {
  const prose = [...document.querySelectorAll('.prose-block')]
  return [...prose.flatMap((one) => problemsIn(one)), ...strangers(), ...traces()]
}

/** What ran, was named or was asked for. */
function traces(): string[] {
  const found = violated.splice(0)
  for (const name of Object.getOwnPropertyNames(window)) {
    if (globals.has(name)) continue
    found.push(`a new global: ${name}`)
    globals.add(name)
  }
  return found
}

function trialPlace(): HTMLElement {
  const place = document.createElement('div')
  place.className = 'trial'
  document.body.append(place)
  return place
}

function finish(place: HTMLElement): string[] {
  const found = [...problemsIn(place), ...strangers(), ...traces()]
  for (const element of place.querySelectorAll<HTMLElement>('*')) press(element)
  place.remove()
  return found.concat(traces())
}

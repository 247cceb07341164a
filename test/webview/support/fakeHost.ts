import type { Delta } from '../../../src/base/delta.ts'
import type { FailureAction } from '../../../src/base/failure.ts'
import { defaultSplit } from '../../../src/core/tags.ts'
import { createTurn, type Turn } from '../../../src/core/growingTurn.ts'
import type {
  DocumentNote,
  FromWebview,
  PanelId,
  ToWebview,
  TurnHead,
  TurnId,
  TurnView,
} from '../../../src/protocol/webview.ts'

/** A turn to be played: a text with think tags, how far it came and how it ended. */
export interface Script {
  readonly head: Omit<TurnHead, 'id'> & { readonly id: string }
  readonly text: string
  /** Units of `text` that have come; all, where absent. */
  readonly upTo?: number
  /** Units that have come when streaming begins. */
  readonly already?: number
  /** Absent: the turn still runs. */
  readonly end?:
    | 'closed'
    | 'stopped'
    | 'length'
    | { readonly code: string; readonly message: string; readonly action: FailureAction }
  readonly usage?: boolean
  /** As from a file that tells of no times. */
  readonly untimed?: boolean
  readonly hidden?: boolean
  /** Nothing but waiting so far. */
  readonly connecting?: boolean
}

/** The host's side of the page, inside the page: plays scripts through the real core. */
export interface FakeHost {
  /** What the page has said. */
  readonly sent: FromWebview[]
  post(message: unknown): void
  /** Replaces everything by these turns, as after `ready`; with `document`, as the page of a file. */
  show(scripts: readonly Script[], document?: DocumentNote): void
  /** Adds a turn and streams it. Resolves when all has come. */
  stream(script: Script, tokensPerSecond: number): Promise<void>
}

declare global {
  interface Window {
    fakeHost: FakeHost
    acquireVsCodeApi: () => unknown
  }
}

const sent: FromWebview[] = []
/** Units in a piece, about one token. */
const pieceLength = 4
const millisecondsPerPiece = 28

window.fakeHost = { sent, post, show, stream }
window.acquireVsCodeApi = () => ({
  postMessage: (message: FromWebview) => sent.push(message),
  getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null'),
  setState: (state: unknown) => sessionStorage.setItem('state', JSON.stringify(state)),
})

/** As the host does it: as text. */
function post(message: unknown) {
  window.postMessage(JSON.stringify(message), '*')
}

function show(scripts: readonly Script[], document?: DocumentNote) {
  const turns = scripts.map(played)
  const panel = 'panel' as PanelId
  const shown = { type: 'shown', panel, saved: null, turns, selected: null, current: null } as const
  post({ ...shown, ...(document && { document }) } satisfies ToWebview)
}

/** A script as it stands after `upTo` units, in the time it would have taken. */
function played(script: Script): TurnView {
  const turn = createTurn(defaultSplit)
  let at = script.untimed ? 0 : 900
  if (!script.connecting) turn.push({ kind: 'accepted' }, at)
  if (script.hidden) turn.push({ kind: 'hidden' }, at)
  const text = script.connecting ? '' : script.text.slice(0, script.upTo)
  for (const piece of pieces(text)) turn.push(piece, (at += script.untimed ? 0 : millisecondsPerPiece))
  finish(turn, script, script.untimed ? 0 : at + 20)
  return { head: headOf(script), value: turn.value() }
}

async function stream(script: Script, tokensPerSecond: number) {
  const turn = createTurn(defaultSplit)
  const asked = performance.now()
  const elapsed = () => performance.now() - asked
  turn.push({ kind: 'accepted' }, elapsed())
  for (const piece of pieces(script.text.slice(0, script.already ?? 0))) turn.push(piece, elapsed())
  post({ type: 'turnAdded', turn: { head: headOf(script), value: turn.value() } } satisfies ToWebview)
  turn.take()
  const all = pieces(script.text.slice(script.already ?? 0, script.upTo))
  let next = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(all.length, Math.ceil((elapsed() / 1000) * tokensPerSecond))
      for (; next < due; next++) {
        const piece = all[next]
        if (piece) turn.push(piece, elapsed())
      }
      if (next === all.length) {
        clearInterval(timer)
        finish(turn, script, elapsed())
        resolve()
      }
      post({ type: 'turnGrew', turn: headOf(script).id, change: turn.take() } satisfies ToWebview)
    }, 50)
  })
}

function finish(turn: Turn, { end, usage, text, upTo }: Script, at: number) {
  if (usage) {
    const completion = Math.round(text.slice(0, upTo).length / 3.9)
    turn.push({ kind: 'usage', usage: { prompt: 1214, completion } }, at)
  }
  if (end === undefined) return
  if (typeof end === 'object') turn.push({ kind: 'failed', failure: { ...end, detail: '' } }, at)
  else if (end !== 'stopped')
    turn.push({ kind: 'finished', reason: end === 'length' ? 'length' : 'stop' }, at)
  turn.end(end === 'stopped' ? 'stopped' : 'closed', at)
}

function pieces(text: string): readonly Delta[] {
  const all: Delta[] = []
  for (let at = 0; at < text.length; at += pieceLength) {
    all.push({ kind: 'text', channel: 'content', text: text.slice(at, at + pieceLength) })
  }
  return all
}

function headOf({ head }: Script): TurnHead {
  return { ...head, id: head.id as TurnId }
}

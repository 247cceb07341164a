import { env, Uri, window } from 'vscode'
import { unreachable } from '../../base/unreachable.ts'
import type { FailureAction } from '../../base/failure.ts'
import { referencesOf, subtree } from '../../core/query.ts'
import { createReferenceFinder, type Reference } from '../../core/references.ts'
import type { StepId } from '../../core/step.ts'
import type { FromWebview, PanelId, Selected, TurnId, TurnView } from '../../protocol/webview.ts'
import type { CodeBlocks } from '../editor/codeBlocks.ts'
import type { Highlight } from '../editor/highlight.ts'
import { findLines, reveal, type Mention, type Place } from '../editor/places.ts'
import type { Turns } from '../turns.ts'
import type { Panel } from './panel.ts'

interface Needs {
  readonly panel: Panel
  readonly turns: Turns
  readonly highlight: Highlight
  readonly codeBlocks: CodeBlocks
  readonly placeOf: (turn: TurnId) => Place | undefined
  readonly followUp: (turn: TurnId, question: string) => unknown
  readonly showRequest: (turn: TurnId) => unknown
  readonly preview: (turn: TurnId, question: string) => unknown
  readonly begin: (by: 'sample' | 'endpoint') => unknown
  readonly act: (action: FailureAction, turn: TurnId) => unknown
  readonly followsCode: () => boolean
}

/** Of a long phase, this many places are lit up. */
const mostPlaces = 40

export interface Controller {
  /** Does what the page asked for. */
  readonly handle: (message: FromWebview) => Promise<void>
  /** Shows a turn that was just asked. */
  readonly added: (turn: TurnView) => void
  /** The panel is gone, and with it what its selection lit up. */
  readonly closed: () => void
}

/** What the page asked for is done here; what it shows is `Turns`. */
export function createController(needs: Needs): Controller {
  const { panel, turns, highlight, codeBlocks } = needs
  const id = crypto.randomUUID() as PanelId
  let saved: unknown = null
  let selected: Selected | null = null
  /** Asked while the page was away: it comes back to this turn. */
  let unseen: TurnId | null = null
  return { handle, added, closed: letGo }

  function added(turn: TurnView) {
    letGo()
    if (panel.ready) panel.post({ type: 'turnAdded', turn })
    else unseen = turn.head.id
  }

  function letGo() {
    selected = null
    highlight.clear()
  }

  function showAll() {
    panel.post({ type: 'shown', panel: id, saved, turns: turns.all, selected, current: unseen })
    unseen = null
  }

  async function handle(message: FromWebview): Promise<void> {
    switch (message.type) {
      case 'ready':
        return showAll()
      case 'ask':
        return void (await needs.followUp(message.follows, message.question))
      case 'stop':
        return turns.stop(message.turn)
      case 'selectStep':
        return selectStep(message.turn, message.step)
      case 'openReference':
        return openReference(message.turn, message)
      case 'openLink':
        return void (await env.openExternal(Uri.parse(message.href, true)))
      case 'preview':
        return void (await needs.preview(message.follows, message.question))
      case 'begin':
        return void (await needs.begin(message.by))
      case 'showRequest':
        return void (await needs.showRequest(message.turn))
      case 'act':
        return void (await needs.act(message.action, message.turn))
      case 'copy':
        return env.clipboard.writeText(message.text)
      case 'insertCode':
        return codeBlocks.insert(message.text)
      case 'compareCode':
        return codeBlocks.compare(message.text, needs.placeOf(message.turn))
      case 'openPanel':
        return panel.show()
      case 'closeTurn':
        turns.close(message.turn)
        if (selected?.turn === message.turn) letGo()
        return panel.post({ type: 'turnsLeft', turns: [message.turn] })
      case 'save':
        saved = message.state
        return undefined
      default:
        return unreachable(message)
    }
  }

  async function selectStep(turn: TurnId, id: StepId | null) {
    selected = id === null ? null : { turn, step: id }
    const place = needs.placeOf(turn)
    const value = turns.get(turn)?.value
    const inside = id === null || !value ? [] : subtree(value.steps, id)
    if (!value || inside.length === 0 || !place || !needs.followsCode()) return highlight.clear()
    const find = createReferenceFinder(place.known)
    const mentions = referencesOf(inside, value.reasoning, find).slice(0, mostPlaces).map(mentionOf)
    const spoken = await Promise.all(mentions.map((mention) => findLines(mention, place)))
    if (selected?.step !== id) return undefined
    const lines = spoken.filter((found) => found !== undefined)
    highlight.show(lines)
    const [first] = lines
    if (first) await reveal(first, 'keepFocus')
  }

  async function openReference(turn: TurnId, mention: Mention) {
    const place = needs.placeOf(turn)
    const lines = place && (await findLines(mention, place))
    if (!lines) {
      window.setStatusBarMessage(`$(warning) ThinkTree: there is no ${wordsFor(mention)}.`, 6000)
      return
    }
    highlight.show([lines])
    await reveal(lines, 'takeFocus')
  }
}

/** Such as `src/cart.ts, line 99`. */
function wordsFor({ path, first, name }: Mention): string {
  const line = first === undefined ? undefined : `line ${first}`
  return [path, line, name].filter((part) => part !== undefined).join(', ')
}

function mentionOf({ path, lines, name }: Reference): Mention {
  return { path, name, first: lines?.first, last: lines?.last }
}

import { applyTurn, type TurnChange } from '../src/core/change.ts'
import type { StepId } from '../src/core/step.ts'
import type { Selected, ToWebview, TurnHead, TurnId, TurnView } from '../src/protocol/webview.ts'
import { mainOf, waysOf } from '../src/protocol/ways.ts'
import { choose, chooseHere } from './choosing.ts'
import { beginEdit } from './editing.ts'
import { leaveMark, move } from './moving.ts'
import { indexOf } from './outline.ts'
import { freshLook, type Look } from './look.ts'
import { unpack } from './saved.ts'
import { looksOf, restore, withTurn, type State, type TurnPage } from './state.ts'

/** Takes in what the host tells; `now` is the page's clock. */
export function receive(state: State, message: ToWebview, now: number): State {
  switch (message.type) {
    case 'shown':
      return show(state, message, now)
    case 'turnAdded': {
      const page = pageOf(message.turn, state.kept, now)
      const others = state.turns.filter(({ head }) => head.id !== page.head.id)
      const draft = isDraft(state, page.head) ? '' : state.draft
      return { ...leaveMark(state), turns: [...others, page], current: page.head.id, draft, play: null }
    }
    case 'turnGrew':
      return withTurn(state, message.turn, (page) => grow(page, message.change, now))
    case 'turnHeaded':
      return withTurn(state, message.head.id, (page) => ({ ...page, head: message.head }))
    case 'insideTold':
      return withTurn(state, message.turn, (page) => ({ ...page, inside: message.inside }))
    case 'stepInsideTold':
      return withTurn(state, message.turn, (page) => ({ ...page, stepInside: message.inside }))
    case 'judged': {
      const { [message.turn]: _, ...others } = state.judged
      return { ...state, judged: message.judged ? { ...others, [message.turn]: message.judged } : others }
    }
    case 'turnsLeft':
      return leave(state, message.turns)
    case 'stepAsked':
      return askStep(state, message)
    case 'moveAsked':
      return move(state, message.move, now)
    case 'editAsked':
      return beginEdit(state, message.kind)
    case 'focusAsked':
      return { ...state, focus: { part: message.part } }
    case 'stepInSight': // scrolls, which is done where the tree is
    default:
      return state // a newer host may say more than this page knows
  }
}

type Shown = Extract<ToWebview, { readonly type: 'shown' }>

function show(before: State, message: Shown, now: number): State {
  const { panel, saved, turns, selected, current: asked, document = null } = message
  // What the host kept is newer than what VS Code has kept over a reload of the window, and there after closing too.
  const state = before.panel === null && saved !== null ? restore(unpack(saved)) : before
  const kept = looksOf(state)
  const pages = turns.map((turn) => withInside(pageOf(turn, kept, now), state.turns))
  // A file is read from its beginning, in a panel one wants to see what was asked last.
  const first = wayToShow(pages, pages.at(document ? 0 : -1))
  const last = selected?.turn ?? first ?? null
  const stayed = pages.some(({ head }) => head.id === state.current) ? state.current : last
  const current = asked ?? stayed
  // A draft of the turn that was asked while the page was away has left the box too.
  // In a file it comes with the text.
  const isNew = (id: TurnId) =>
    id === asked || (document !== null && !before.turns.some(({ head }) => head.id === id))
  const told = pages.find(({ head }) => isNew(head.id) && isDraft(state, head))
  const draft = told ? '' : state.draft
  const shown: State = { ...state, panel, document, turns: pages, current, kept, draft, play: null }
  if (!selected) return shown
  return withTurn(shown, selected.turn, (page) =>
    page.look.selected === null ? choose(page, selected.step) : page,
  )
}

function pageOf({ head, value }: TurnView, kept: State['kept'], now: number): TurnPage {
  return { head, value, heardAt: now, look: kept[head.id] ?? freshLook }
}

/** A page of before knows the inside of the same text. */
function withInside(page: TurnPage, before: readonly TurnPage[]): TurnPage {
  const same = before.find(({ head }) => head.id === page.head.id)
  return same?.inside && same.value.reasoning === page.value.reasoning
    ? { ...page, inside: same.inside }
    : page
}

/** Of a question's ways the one that was made the main one. */
function wayToShow(pages: readonly TurnPage[], page: TurnPage | undefined): TurnId | undefined {
  return page && (mainOf(waysOf(pages, page)) ?? page).head.id
}

/** Only a question that the host has asked leaves the follow-up box. */
function isDraft({ draft }: State, { follows, question }: TurnHead): boolean {
  return follows !== null && question === draft.trim()
}

function grow(page: TurnPage, change: TurnChange, now: number): TurnPage {
  const value = applyTurn(page.value, change)
  const { active, selected } = page.look
  const gone = (id: StepId | null) =>
    id !== null && change.steps !== undefined && indexOf(value.steps, id) < 0
  const look: Look =
    gone(active) || gone(selected)
      ? { ...page.look, active: gone(active) ? null : active, selected: gone(selected) ? null : selected }
      : page.look
  return { ...page, value, look, heardAt: change.times ? now : page.heardAt }
}

/** The page stays where it is, or goes to the turn before. */
function leave(state: State, left: readonly TurnId[]): State {
  const turns = state.turns.filter(({ head }) => !left.includes(head.id))
  const at = state.turns.findIndex(({ head }) => head.id === state.current)
  const gone = !turns.some(({ head }) => head.id === state.current)
  const before = state.turns.slice(0, at).findLast(({ head }) => !left.includes(head.id))
  const current = gone ? ((before ?? turns.at(0))?.head.id ?? null) : state.current
  const kept = Object.fromEntries(
    Object.entries(state.kept).filter(([id]) => !left.some((gone) => gone === id)),
  )
  return { ...state, turns, current, kept }
}

function askStep(state: State, { turn, step }: Selected): State {
  if (!state.turns.some(({ head }) => head.id === turn)) return state
  return chooseHere({ ...leaveMark(state), current: turn }, step)
}

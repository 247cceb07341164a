import type { InsideTold, StepInside } from '../src/core/insideTold.ts'
import type { Kind, StepId } from '../src/core/step.ts'
import { applyTurn } from '../src/core/change.ts'
import type { JudgedTurn } from '../src/core/judging.ts'
import type { RunState, TurnChange, TurnValue } from '../src/core/turn.ts'
import type {
  DocumentNote,
  EditKind,
  Move,
  PanelId,
  Selected,
  ToWebview,
  TurnHead,
  TurnId,
  TurnView,
} from '../src/protocol/webview.ts'
import { mainOf, waysOf } from '../src/protocol/ways.ts'
import { choose, fold, withTurn } from './choosing.ts'
import { beginEdit, writeEdit, type Editing } from './editing.ts'
import { goToMatch, typeFind, type Find } from './finding.ts'
import { leaveMark, move, setSpeed, tick } from './moving.ts'
import { indexOf, type Fold, type Folds } from './outline.ts'
import type { Playing, Speed } from './play.ts'
import { freshLook, unpack, type Layout, type Look, type Saved } from './saved.ts'
import type { Match } from './search.ts'

/** All that the page shows. */
export interface State {
  readonly turns: readonly TurnPage[]
  /** The turn in view. */
  readonly current: TurnId | null
  readonly layout: Layout
  /** What is written in the follow-up box. */
  readonly draft: string
  /** Looks of turns that are not here (yet), as they were saved. */
  readonly kept: Readonly<Record<string, Look>>
  /** Which of the panels this is, once the host has shown it; saved, so that it is known after a reload of the window. */
  readonly panel: PanelId | null
  /** Of the file that this page shows; null where it is a panel. */
  readonly document: DocumentNote | null
  /** The places one came from by jumping, latest last. */
  readonly trail: readonly Selected[]
  /** The turn in view is played. */
  readonly play: Playing | null
  readonly speed: Speed
  /** The list of keys is open. */
  readonly help: boolean
  /** What is looked for in the turn in view. */
  readonly find: Find | null
  /** What is said of turns, by their ids. */
  readonly judged: Readonly<Record<string, JudgedTurn>>
  /** What is written about a step. */
  readonly editing: Editing | null
  /** What a command asked to take the keyboard; a new object each time. */
  readonly focus: { readonly part: 'tree' | 'followUp' | 'search' } | null
}

export interface TurnPage {
  readonly head: TurnHead
  readonly value: TurnValue
  /** The page's clock (milliseconds) when `value.times.latest` came. */
  readonly heardAt: number
  readonly look: Look
  /** What its server told of its inside, where it told anything. */
  readonly inside?: InsideTold
  /** Of the step that was asked for last. */
  readonly stepInside?: StepInside
}

/** What a person does on the page. */
export type Gesture =
  | { readonly type: 'turnChosen'; readonly turn: TurnId }
  /** `null` lets go of the chosen step. `walked`: it is the one beside, and no place to come back from. */
  | { readonly type: 'stepChosen'; readonly step: StepId | null; readonly walked?: true }
  | { readonly type: 'moved'; readonly move: Move }
  /** Time goes by while it plays. */
  | { readonly type: 'ticked' }
  | { readonly type: 'speedSet'; readonly speed: Speed }
  | { readonly type: 'helpClosed' }
  | { readonly type: 'editBegun'; readonly kind: EditKind }
  | { readonly type: 'editWritten'; readonly text: string }
  | { readonly type: 'editClosed' }
  | { readonly type: 'findTyped'; readonly text: string }
  /** `step`: the one that holds the match. */
  | { readonly type: 'findMoved'; readonly to: Match; readonly step: StepId | null }
  | { readonly type: 'findClosed' }
  /** Lets go of the chosen step, and gives the keyboard back to the tree. */
  | { readonly type: 'detailClosed' }
  | { readonly type: 'folded'; readonly steps: readonly StepId[]; readonly fold: Fold }
  | { readonly type: 'foldsSet'; readonly open: Folds['open'] }
  /** Only what led to the answer is shown, or all. */
  | { readonly type: 'onlySet'; readonly only: boolean }
  /** Only steps of these kinds are shown, or all where there are none. */
  | { readonly type: 'kindsChosen'; readonly kinds: readonly Kind[] }
  | { readonly type: 'scrolled'; readonly pane: Pane; readonly top: number; readonly following: boolean }
  | { readonly type: 'laidOut'; readonly layout: Layout }
  | { readonly type: 'drafted'; readonly draft: string }
  /** The keyboard is where it was asked to be. */
  | { readonly type: 'focusGiven' }

export type Pane = 'tree' | 'answer'

export function restore(saved: Saved): State {
  const { current, layout, draft, looks, trail, speed } = saved
  return {
    turns: [],
    panel: null,
    document: null,
    current,
    layout,
    draft,
    kept: looks,
    trail,
    play: null,
    speed,
    help: false,
    find: null,
    judged: {},
    editing: null,
    focus: null,
  }
}

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

/** Does what a person asks; `now` is the page's clock. */
export function gesture(state: State, done: Gesture, now: number): State {
  switch (done.type) {
    case 'turnChosen':
      return done.turn === state.current ? state : goToTurn(state, done.turn)
    case 'moved':
      return move(state, done.move, now)
    case 'ticked':
      return tick(state, now)
    case 'speedSet':
      return setSpeed(state, done.speed, now)
    case 'helpClosed':
      return { ...state, help: false }
    case 'editBegun':
      return beginEdit(state, done.kind)
    case 'editWritten':
      return writeEdit(state, done.text)
    case 'editClosed':
      return { ...state, editing: null, focus: { part: 'tree' } }
    case 'findTyped':
      return typeFind(state, done.text)
    case 'findMoved':
      return goToMatch(state, done.to, done.step)
    case 'findClosed':
      return { ...state, find: null }
    case 'detailClosed':
      return { ...chooseHere(leaveMark(state), null), focus: { part: 'tree' } }
    case 'laidOut':
      return { ...state, layout: done.layout }
    case 'drafted':
      return { ...state, draft: done.draft }
    case 'focusGiven':
      return { ...state, focus: null }
    case 'stepChosen':
      return chooseHere(done.walked ? state : leaveMark(state), done.step)
    case 'folded':
    case 'foldsSet':
    case 'onlySet':
    case 'kindsChosen':
    case 'scrolled':
      return withTurn(state, state.current, (page) => look(page, done))
  }
}

const running: ReadonlySet<RunState['kind']> = new Set(['connecting', 'waiting', 'thinking', 'answering'])

export function isRunning({ state }: TurnValue): boolean {
  return running.has(state.kind)
}

function goToTurn(state: State, turn: TurnId): State {
  return { ...leaveMark(state), current: turn, play: null, find: state.find && { ...state.find, at: null } }
}

/** One who chooses wants to read: playing stops. */
function chooseHere(state: State, step: StepId | null): State {
  return withTurn({ ...state, play: null }, state.current, (page) => choose(page, step))
}

function askStep(state: State, { turn, step }: Selected): State {
  if (!state.turns.some(({ head }) => head.id === turn)) return state
  return chooseHere({ ...leaveMark(state), current: turn }, step)
}

/** Steps may still come. */
export function isThinking({ state }: TurnValue): boolean {
  return state.kind === 'connecting' || state.kind === 'thinking'
}

/** Only a question that the host has asked leaves the follow-up box. */
function isDraft({ draft }: State, { follows, question }: TurnHead): boolean {
  return follows !== null && question === draft.trim()
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

/** Of a question's ways the one that was made the main one. */
function wayToShow(pages: readonly TurnPage[], page: TurnPage | undefined): TurnId | undefined {
  return page && (mainOf(waysOf(pages, page)) ?? page).head.id
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

/** A page of before knows the inside of the same text. */
function withInside(page: TurnPage, before: readonly TurnPage[]): TurnPage {
  const same = before.find(({ head }) => head.id === page.head.id)
  return same?.inside && same.value.reasoning === page.value.reasoning
    ? { ...page, inside: same.inside }
    : page
}

function pageOf({ head, value }: TurnView, kept: State['kept'], now: number): TurnPage {
  return { head, value, heardAt: now, look: kept[head.id] ?? freshLook }
}

/** The looks of all turns seen so far, to be saved. */
export function looksOf({ turns, kept }: State): State['kept'] {
  return { ...kept, ...Object.fromEntries(turns.map(({ head, look }) => [head.id, look])) }
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

function look(
  page: TurnPage,
  done: Extract<Gesture, { type: 'folded' | 'foldsSet' | 'onlySet' | 'kindsChosen' | 'scrolled' }>,
): TurnPage {
  const before = page.look
  switch (done.type) {
    case 'folded':
      return { ...page, look: fold(before, done.steps, done.fold) }
    case 'foldsSet':
      return { ...page, look: { ...before, open: done.open, chosen: new Map() } }
    case 'onlySet':
      return { ...page, look: { ...before, only: done.only } }
    case 'kindsChosen':
      return { ...page, look: filter(before, done.kinds) }
    case 'scrolled':
      return { ...page, look: { ...before, [done.pane]: { top: done.top, following: done.following } } }
  }
}

/** What is found stands open by itself; how a person had folded the tree comes back afterwards. */
function filter(look: Look, kinds: readonly Kind[]): Look {
  if (kinds.length === 0) return { ...look, kinds, chosen: look.before ?? look.chosen, before: null }
  return { ...look, kinds, chosen: new Map(), before: look.before ?? look.chosen }
}

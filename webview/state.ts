import type { Kind, StepId } from '../src/core/step.ts'
import { applyTurn, type TurnChange, type TurnValue } from '../src/core/turn.ts'
import type { Move, PanelId, ToWebview, TurnHead, TurnId, TurnView } from '../src/protocol/webview.ts'
import { hiding, indexOf, outline, type Fold, type Folds } from './outline.ts'
import { freshLook, type Layout, type Look, type Saved } from './saved.ts'
import { sift } from './sieve.ts'

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
  /** Which of the panels this is; saved, so that the host knows it after a reload of the window. */
  readonly panel: PanelId | null
  /** What a command asked to take the keyboard; a new object each time. */
  readonly focus: { readonly part: 'tree' | 'followUp' } | null
}

export interface TurnPage {
  readonly head: TurnHead
  readonly value: TurnValue
  /** The page's clock (milliseconds) when `value.times.latest` came. */
  readonly heardAt: number
  readonly look: Look
}

/** What a person does on the page. */
export type Gesture =
  | { readonly type: 'turnChosen'; readonly turn: TurnId }
  /** `null` lets go of the chosen step. */
  | { readonly type: 'stepChosen'; readonly step: StepId | null }
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
  const { panel, current, layout, draft, looks } = saved
  return { turns: [], panel, current, layout, draft, kept: looks, focus: null }
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
      return { ...state, turns: [...others, page], current: page.head.id, draft }
    }
    case 'turnGrew':
      return withTurn(state, message.turn, (page) => grow(page, message.change, now))
    case 'turnsLeft':
      return leave(state, message.turns)
    case 'stepAsked':
      return withTurn({ ...state, current: message.turn }, message.turn, (page) => choose(page, message.step))
    case 'moveAsked':
      return move(state, message.move)
    case 'focusAsked':
      return { ...state, focus: { part: message.part } }
    default:
      return state // a newer host may say more than this page knows
  }
}

export function gesture(state: State, done: Gesture): State {
  switch (done.type) {
    case 'turnChosen':
      return { ...state, current: done.turn }
    case 'laidOut':
      return { ...state, layout: done.layout }
    case 'drafted':
      return { ...state, draft: done.draft }
    case 'focusGiven':
      return { ...state, focus: null }
    case 'stepChosen':
    case 'folded':
    case 'foldsSet':
    case 'onlySet':
    case 'kindsChosen':
    case 'scrolled':
      return state.current === null ? state : withTurn(state, state.current, (page) => look(page, done))
  }
}

function move(state: State, asked: Move): State {
  const page = currentPage(state)
  if (asked === 'answerLine' && page) return gesture(state, { type: 'onlySet', only: !page.look.only })
  return state
}

export function currentPage(state: State): TurnPage | undefined {
  return state.turns.find(({ head }) => head.id === state.current)
}

export function isRunning({ state }: TurnValue): boolean {
  return state.kind === 'connecting' || state.kind === 'thinking' || state.kind === 'answering'
}

/** Only a question that the host has asked leaves the follow-up box. */
function isDraft({ draft }: State, { follows, question }: TurnHead): boolean {
  return follows !== null && question === draft.trim()
}

type Shown = Extract<ToWebview, { readonly type: 'shown' }>

function show(state: State, { panel, turns, selected, current: asked }: Shown, now: number): State {
  const kept = looksOf(state)
  const pages = turns.map((turn) => pageOf(turn, kept, now))
  const last = selected?.turn ?? pages.at(-1)?.head.id ?? null
  const stayed = pages.some(({ head }) => head.id === state.current) ? state.current : last
  const current = asked ?? stayed
  // A draft of the turn that was asked while the page was away has left the box too.
  const told = pages.find(({ head }) => head.id === asked)
  const draft = told && isDraft(state, told.head) ? '' : state.draft
  const shown: State = { ...state, panel, turns: pages, current, kept, draft }
  if (!selected) return shown
  return withTurn(shown, selected.turn, (page) =>
    page.look.selected === null ? choose(page, selected.step) : page,
  )
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
  done: Exclude<Gesture, { type: 'turnChosen' | 'laidOut' | 'drafted' | 'focusGiven' }>,
): TurnPage {
  const before = page.look
  switch (done.type) {
    case 'stepChosen':
      return choose(page, done.step)
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

/** Selects a step and unfolds what hides it. The tree then no longer runs after the stream. */
function choose(page: TurnPage, id: StepId | null): TurnPage {
  const { look } = page
  if (id === null) return { ...page, look: { ...look, selected: null } }
  const { steps } = page.value
  const index = indexOf(steps, id)
  if (index < 0) return page
  const tree = outline(steps)
  const closed = hiding(tree, { ...look, marks: sift(tree, look, index) }, index).flatMap(
    (above) => steps[above]?.id ?? [],
  )
  const last = index === steps.length - 1
  return {
    ...page,
    look: {
      ...fold(look, closed, 'full'),
      selected: id,
      active: id,
      tree: { ...look.tree, following: look.tree.following && last },
    },
  }
}

/** What is found stands open by itself; how a person had folded the tree comes back afterwards. */
function filter(look: Look, kinds: readonly Kind[]): Look {
  if (kinds.length === 0) return { ...look, kinds, chosen: look.before ?? look.chosen, before: null }
  return { ...look, kinds, chosen: new Map(), before: look.before ?? look.chosen }
}

function fold(look: Look, ids: readonly StepId[], how: Fold): Look {
  if (ids.length === 0) return look
  const chosen = new Map(look.chosen)
  for (const id of ids) chosen.set(id, how)
  return { ...look, chosen }
}

function withTurn(state: State, id: TurnId, change: (page: TurnPage) => TurnPage): State {
  const index = state.turns.findIndex(({ head }) => head.id === id)
  const page = state.turns[index]
  if (!page) return state
  const changed = change(page)
  return changed === page ? state : { ...state, turns: state.turns.with(index, changed) }
}

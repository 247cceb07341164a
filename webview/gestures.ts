import type { Kind, StepId } from '../src/core/step.ts'
import type { EditKind, Move, TurnId } from '../src/protocol/webview.ts'
import { filter, fold, type Look } from './look.ts'
import { chooseHere } from './choosing.ts'
import { beginEdit, writeEdit } from './editing.ts'
import { goToMatch, typeFind } from './finding.ts'
import { leaveMark, move, setSpeed, tick } from './moving.ts'
import type { Fold, Folds } from './outline.ts'
import type { Speed } from './play.ts'
import type { Layout } from './saved.ts'
import type { Match } from './search.ts'
import { withTurn, type State } from './state.ts'

/** What a person does on the page. */
export type Gesture =
  | { readonly type: 'turnChosen'; readonly turn: TurnId }
  /** `null` lets go of the chosen step. */
  | { readonly type: 'stepChosen'; readonly step: StepId | null }
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
  | {
      readonly type: 'scrolled'
      readonly pane: 'tree' | 'answer'
      readonly top: number
      readonly following: boolean
    }
  | { readonly type: 'laidOut'; readonly layout: Layout }
  | { readonly type: 'drafted'; readonly draft: string }
  /** The keyboard is where it was asked to be. */
  | { readonly type: 'focusGiven' }

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
      return chooseHere(leaveMark(state), done.step)
    case 'folded':
    case 'foldsSet':
    case 'onlySet':
    case 'kindsChosen':
    case 'scrolled':
      return withTurn(state, state.current, (page) => ({ ...page, look: lookAfter(page.look, done) }))
  }
}

function goToTurn(state: State, turn: TurnId): State {
  return { ...leaveMark(state), current: turn, play: null, find: state.find && { ...state.find, at: null } }
}

function lookAfter(
  before: Look,
  done: Extract<Gesture, { type: 'folded' | 'foldsSet' | 'onlySet' | 'kindsChosen' | 'scrolled' }>,
): Look {
  switch (done.type) {
    case 'folded':
      return fold(before, done.steps, done.fold)
    case 'foldsSet':
      return { ...before, open: done.open, chosen: new Map() }
    case 'onlySet':
      return { ...before, only: done.only }
    case 'kindsChosen':
      return filter(before, done.kinds)
    case 'scrolled':
      return { ...before, [done.pane]: { top: done.top, following: done.following } }
  }
}

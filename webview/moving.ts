import type { Move, Selected } from '../src/protocol/webview.ts'
import { choose } from './choosing.ts'
import { indexOf, outline } from './outline.ts'
import { advance, atSpeed, begin, type Speed } from './play.ts'
import { sift } from './sieve.ts'
import { follow } from './look.ts'
import { currentPage, withTurn, type State } from './state.ts'
import { stepTo, type StepMove } from './stepping.ts'

/** More are forgotten, oldest first. */
const longestTrail = 100

/** Makes a move; `now` is the page's clock. */
export function move(state: State, asked: Move, now: number): State {
  switch (asked) {
    case 'help':
      return { ...state, help: true }
    case 'back':
      return back(state)
    case 'play':
      return state.play ? { ...state, play: null } : play(state, now)
    case 'answerLine':
      return withTurn(state, state.current, (page) => ({
        ...page,
        look: { ...page.look, only: !page.look.only },
      }))
    case 'follow':
      return withTurn({ ...state, play: null }, state.current, (page) =>
        page.value.times.ended === undefined ? { ...page, look: follow(page.look) } : page,
      )
    case 'search':
      return { ...state, help: false, find: state.find ?? { text: '', at: null }, focus: { part: 'search' } }
    case 'next':
    case 'previous':
    case 'into':
    case 'outOf':
    case 'nextOfKind':
    case 'previousOfKind':
    case 'nextRevision':
    case 'previousRevision':
      return step(state, asked, now)
    default:
      return state // a newer host may ask for more than this page knows
  }
}

/** Where playing has come to by `now`. */
export function tick(state: State, now: number): State {
  const page = currentPage(state)
  if (!page || !state.play) return state
  const play = advance(page.value, state.play, state.speed, now)
  if (play === state.play) return state
  const step = play?.step ?? page.value.steps.findLast(({ level }) => level === 'step')?.id ?? null
  return withTurn({ ...state, play }, page.head.id, (one) => choose(one, step))
}

export function setSpeed(state: State, speed: Speed, now: number): State {
  return { ...state, speed, play: state.play && atSpeed(state.play, state.speed, speed, now) }
}

/** Notes where one is, before one goes elsewhere. */
export function leaveMark(state: State): State {
  const here = whereOf(state)
  const last = state.trail.at(-1)
  if (!here || (last?.turn === here.turn && last.step === here.step)) return state
  return { ...state, trail: [...state.trail, here].slice(-longestTrail) }
}

/** The chosen step of the turn in view. */
function whereOf(state: State): Selected | null {
  const page = currentPage(state)
  const step = page?.look.selected ?? null
  return page && step !== null ? { turn: page.head.id, step } : null
}

/** The index in the trail of the last place that is still there, and elsewhere; −1 where there is none. */
export function wayBack(state: State): number {
  const here = whereOf(state)
  return state.trail.findLastIndex(({ turn, step: id }) => {
    const page = state.turns.find(({ head }) => head.id === turn)
    return page && indexOf(page.value.steps, id) >= 0 && !(here?.turn === turn && here.step === id)
  })
}

/** Going on to the one beside is walking: only a jump leaves a mark to come back to. While it plays, it goes on from there. */
function step(state: State, asked: StepMove, now: number): State {
  const page = currentPage(state)
  if (!page) return state
  const { steps } = page.value
  const [tree, from] = [outline(steps), indexOf(steps, page.look.selected)]
  const to = stepTo(asked, tree, sift(tree, page.look, from), from)
  const id = to === undefined ? undefined : steps[to]?.id
  if (id === undefined) return state
  const walks = asked === 'next' || asked === 'previous'
  const before = walks ? state : leaveMark(state)
  const there = { ...before, play: state.play && { step: id, since: now } }
  return withTurn(there, page.head.id, (one) => choose(one, id))
}

/** To the place that was left last. */
function back(state: State): State {
  const last = wayBack(state)
  const to = state.trail[last]
  if (!to) return state
  const there = { ...state, trail: state.trail.slice(0, last), current: to.turn, play: null }
  return withTurn(there, to.turn, (page) => choose(page, to.step))
}

function play(state: State, now: number): State {
  const page = currentPage(state)
  const playing = page && begin(page.value, page.look.selected, now)
  if (!page || !playing) return state
  const from = playing.step === page.look.selected ? state : leaveMark(state)
  return withTurn({ ...from, play: playing }, page.head.id, (one) => choose(one, playing.step))
}

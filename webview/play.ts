import { secondsOf } from '../src/core/figures.ts'
import type { StepId } from '../src/core/step.ts'
import type { TurnValue } from '../src/core/turn.ts'
import { indexOf } from './outline.ts'

/** How many times faster than it was written the reasoning is shown. */
export const speeds = [1, 2, 8] as const
export type Speed = (typeof speeds)[number]

/** No step is shown longer (milliseconds of watching); the page says where it cuts. */
export const longestShown = 30_000

/** Ticks are at least this far apart: what was written faster than this is passed over. */
const shortestShown = 50

/** Text that came in one piece has no pace of its own: it is shown at about 100 tokens a second. */
const unitsPerMillisecond = 0.4

/** A step is being shown. */
export interface Playing {
  readonly step: StepId
  /** The page's clock (milliseconds) when it came into view. */
  readonly since: number
}

/** How long a step is shown, and which follows it. */
export interface Beat {
  /** Milliseconds in which it was written, up to where the next begins. */
  readonly took: number
  /** −1 after the last. */
  readonly next: number
}

/** The beat of any step, phase or statement: until the next step begins. */
export function beatOf(value: TurnValue, index: number): Beat {
  const { steps, reasoning } = value
  const from = steps[index]?.span.from
  const next = steps.findIndex(({ level }, one) => one > index && level === 'step')
  const to = steps[next]?.span.from ?? steps.at(-1)?.span.to
  if (from === undefined || to === undefined) return { took: 0, next: -1 }
  const took = hasPace(value)
    ? (secondsOf({ from, to }, value).seconds ?? 0) * 1000
    : (to - from) / unitsPerMillisecond
  return { took: reasoning === '' ? 0 : took, next }
}

/** Whether it is known when the parts of the reasoning were written. */
export function hasPace({ timeline, times }: TurnValue): boolean {
  const [first] = timeline
  return first !== undefined && (times.firstAnswer ?? times.latest) - first.at > shortestShown
}

/** Milliseconds that a step is in view. */
export function shownFor({ took }: Beat, speed: Speed): number {
  return Math.min(took / speed, longestShown)
}

/** Begins at a step; after the last, or where none is chosen, at the first. */
export function begin({ steps }: TurnValue, selected: StepId | null, now: number): Playing | null {
  const chosen = indexOf(steps, selected)
  const on = chosen >= 0 && steps.some(({ level }, index) => index > chosen && level === 'step')
  const step = on ? steps[chosen] : steps.find(({ level }) => level === 'step')
  return step ? { step: step.id, since: now } : null
}

/** Where playing has come to by `now`; `null` when the last step has been shown. */
export function advance(value: TurnValue, playing: Playing, speed: Speed, now: number): Playing | null {
  let index = indexOf(value.steps, playing.step)
  let { since } = playing
  if (index < 0) return null
  for (;;) {
    const beat = beatOf(value, index)
    const until = since + shownFor(beat, speed)
    if (until > now) break
    if (beat.next < 0) return null
    index = beat.next
    since = until
  }
  const step = value.steps[index]
  return step && step.id !== playing.step ? { step: step.id, since } : playing
}

/** Milliseconds until there is something else to show. */
export function untilNext(value: TurnValue, { step, since }: Playing, speed: Speed, now: number): number {
  const beat = beatOf(value, indexOf(value.steps, step))
  return Math.max(shortestShown, since + shownFor(beat, speed) - now)
}

/** The same place in a step at another speed. */
export function atSpeed(playing: Playing, old: Speed, speed: Speed, now: number): Playing {
  return { ...playing, since: now - ((now - playing.since) * old) / speed }
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newTurn, type Tick, type TurnValue } from '../../src/core/turn.ts'
import {
  advance,
  atSpeed,
  beatOf,
  begin,
  hasPace,
  longestShown,
  shownFor,
  speeds,
  untilNext,
  type Playing,
  type Speed,
} from '../../webview/play.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      recall a1y
    derive a2
  check B
    check b1
    derive b2
`)

/** Ten units a leaf: a1 takes 2 s, a2 1 s, b1 60 s, b2 0.02 s. */
const value = played([
  { offset: 0, at: 1000 },
  { offset: 20, at: 3000 },
  { offset: 30, at: 4000 },
  { offset: 40, at: 64_000 },
])

test('a step is shown as long as it took, and the next follows', () => {
  expect(shownFrom('a1', 1, 0, 1999, 2000, 2999, 3000)).toBe('a1 a1 a2 a2 b1')
  expect(shownFrom('a1', 2, 0, 999, 1000, 1500)).toBe('a1 a1 a2 b1')
})

test('none is shown longer than half a minute', () => {
  expect(shownFrom('b1', 1, 0, longestShown - 1, longestShown)).toBe('b1 b1 b2')
  expect(shownFrom('b1', 8, 0, 7499, 7500)).toBe('b1 b1 b2')
})

test('what was written faster than it can be drawn is passed over', () => {
  const quick = played(
    [
      { offset: 0, at: 0 },
      { offset: 20, at: 1000 },
      { offset: 30, at: 1001 },
      { offset: 40, at: 1002 },
    ],
    1003,
  )
  expect(shownFrom('a1', 1, 0, 999, 1050)).toBe('a1 a1 end')
  expect(untilNext(quick, playing('a2'), 1, 0)).toBe(50)

  function shownFrom(step: string, speed: Speed, ...times: readonly number[]) {
    return times.map((now) => advance(quick, playing(step), speed, now)?.step ?? 'end').join(' ')
  }
})

test('a late tick skips what is over, and is not late again', () => {
  expect(advance(value, playing('a1'), 1, 3500)).toEqual({ step: 'b1', since: 3000 })
  expect(untilNext(value, { step: id('b1'), since: 3000 }, 1, 3500)).toBe(longestShown - 500)
})

test('it ends after the last step', () => {
  expect(advance(value, playing('b2'), 1, 1000)).toBeNull()
  expect(advance(value, playing('gone'), 1, 0)).toBeNull()
})

test('begins where one is; from the end, or from nothing, at the first', () => {
  expect(begin(value, id('a2'), 5)).toEqual({ step: 'a2', since: 5 })
  expect(begin(value, id('B'), 5)).toEqual({ step: 'B', since: 5 })
  expect(begin(value, id('b2'), 5)).toEqual({ step: 'a1', since: 5 })
  expect(begin(value, null, 5)).toEqual({ step: 'a1', since: 5 })
  expect(begin(newTurn(), null, 5)).toBeNull()
})

test('a phase gives way to its first step at once, a statement to the next step', () => {
  expect(beatOf(value, 0)).toEqual({ took: 0, next: 1 })
  expect(beatOf(value, 3)).toMatchObject({ took: 1000, next: 4 })
})

test('another speed goes on at the same place in the step', () => {
  const half = atSpeed(playing('a1'), 1, 8, 1000)
  expect(untilNext(value, half, 8, 1000)).toBe(125)
  expect(untilNext(value, atSpeed(half, 8, 1, 1000), 1, 1000)).toBe(1000)
})

test('text that came in one piece is shown at a reader’s pace', () => {
  const atOnce = played([{ offset: 0, at: 1000 }], 1010)
  expect(hasPace(atOnce)).toBe(false)
  expect(hasPace(value)).toBe(true)
  expect(beatOf(atOnce, 1).took).toBe(50)
})

test('however often one looks, the same step is shown at the same time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 30 }),
      fc.constantFrom(...speeds),
      (looks, speed) => {
        let now: Playing | null = playing('a1')
        for (const at of looks.toSorted((one, other) => one - other)) {
          if (now) now = advance(value, now, speed, at)
          expect(now).toEqual(advance(value, playing('a1'), speed, at))
          if (now) expect(untilNext(value, now, speed, at)).toBeLessThanOrEqual(shown(now, speed))
        }
      },
    ),
  )
})

function shown({ step }: Playing, speed: Speed): number {
  const index = steps.findIndex((one) => one.id === step)
  return Math.max(50, shownFor(beatOf(value, index), speed))
}

function shownFrom(step: string, speed: Speed, ...times: readonly number[]): string {
  return times.map((now) => advance(value, playing(step), speed, now)?.step ?? 'end').join(' ')
}

function playing(step: string): Playing {
  return { step: id(step), since: 0 }
}

function played(timeline: readonly Tick[], latest = 64_020): TurnValue {
  return {
    ...newTurn(),
    steps,
    reasoning: '0123456789'.repeat(5),
    timeline,
    times: { latest, firstAnswer: latest, ended: latest },
    state: { kind: 'done' },
  }
}

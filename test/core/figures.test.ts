import { expect, test } from 'vitest'
import type { Usage } from '../../src/base/delta.ts'
import { figuresOf, turnFigures } from '../../src/core/figures.ts'
import { advance, start, type Span } from '../../src/core/text.ts'
import { newTurn, type TurnValue } from '../../src/core/turn.ts'

const half: Span = { from: start, to: advance(start, 50) }

test('tokens are the share of what the server counted', () => {
  expect(figuresOf(half, turn({ reasoning: 40, completion: 60 }))).toMatchObject({
    tokens: 20,
    estimated: false,
  })
})

test('where it counted reasoning and answer together, of both', () => {
  expect(figuresOf(half, turn({ completion: 60 }))).toMatchObject({ tokens: 20, estimated: false })
  expect(figuresOf(half, turn({ completion: 60, reasoning: 0 }))).toMatchObject({
    tokens: 20,
    estimated: false,
  })
})

test('where it counted nothing, an estimate that says so', () => {
  const { tokens, estimated } = figuresOf(half, turn({}))
  expect(tokens).toBeGreaterThan(0)
  expect(estimated).toBe(true)
})

test('seconds are those in which the text came', () => {
  const { seconds } = figuresOf(half, turn({}))
  expect(seconds).toBe(1)
  expect(figuresOf({ from: half.to, to: advance(start, 100) }, turn({})).seconds).toBe(3)
  expect(figuresOf({ from: start, to: advance(start, 100) }, turn({})).seconds).toBe(4)
  expect(figuresOf(half, { ...turn({}), timeline: [] }).seconds).toBeUndefined()
})

test('nobody knows when each part was written of what came at once', () => {
  const whole = { ...turn({}), timeline: [{ offset: 0, at: 4000 }], times: { latest: 4000, firstText: 4000 } }
  expect(figuresOf(half, whole).seconds).toBeUndefined()
})

test('a turn: tokens a second only while text came', () => {
  expect(turnFigures(turn({ completion: 60 }), 9000)).toEqual({
    tokens: 60,
    estimated: false,
    tokensPerSecond: 10,
    firstText: 1,
    elapsed: 9,
  })
  expect(turnFigures({ ...turn({}), times: { latest: 7000, ended: 8000 } }, 9000)).toMatchObject({
    elapsed: 8,
  })
  expect(turnFigures(newTurn(), 500)).toEqual({ tokens: 0, estimated: true, elapsed: 0.5 })
})

test('reasoning that a server does not count as completion is added', () => {
  const usage = { prompt: 10, completion: 20, reasoning: 30, total: 60 }
  expect(turnFigures(turn(usage), 0).tokens).toBe(50)
  expect(turnFigures(turn({ ...usage, reasoning: 15, total: 30 }), 0).tokens).toBe(20)
})

/** A hundred characters of reasoning, half of them from 1 s to 2 s, half until 5 s, then fifty of answer until 7 s. */
function turn(usage: Usage): TurnValue {
  return {
    ...newTurn(),
    reasoning: 'word '.repeat(20),
    answer: 'word '.repeat(10),
    timeline: [
      { offset: 0, at: 1000 },
      { offset: 50, at: 2000 },
    ],
    usage,
    times: { firstText: 1000, firstAnswer: 5000, latest: 7000 },
  }
}

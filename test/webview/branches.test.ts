import { expect, test } from 'vitest'
import { restoreTurn } from '../../src/core/kept.ts'
import type { StepId } from '../../src/core/step.ts'
import type { TurnBranch, TurnHead, TurnId, TurnView } from '../../src/protocol/webview.ts'
import { mainChanges, mainOf, waysOf } from '../../src/protocol/ways.ts'
import { partedAt, partingsOf } from '../../webview/branches.ts'
import { tabsOf } from '../../webview/conversations.ts'
import { editOf } from '../../webview/editing.ts'
import { receive } from '../../webview/receiving.ts'
import { currentPage, type State } from '../../webview/state.ts'
import * as pages from './support/pages.ts'

const reasoning = 'Let me see.\n\nThe sum is 4.\n\nSo it is 4.'

function turn(id: string, more: Partial<TurnHead> = {}): TurnView {
  const value = restoreTurn({
    reasoning,
    answer: '4',
    timeline: [],
    state: { kind: 'done' },
    usage: {},
    times: { latest: 0, ended: 0 },
    hidden: false,
  })
  return { ...pages.turn(id, more), value }
}

function branch(of: string, more: Partial<TurnBranch> = {}): { readonly branch: TurnBranch } {
  return { branch: { kind: 'goOn', at: 0, of: of as TurnId, ...more } }
}

function shown(turns: readonly TurnView[]): State {
  return pages.told({ ...pages.shown(...turns), current: turns[0]?.head.id ?? null })
}

test('the ways of a question stand together, each after what it parted from', () => {
  const { turns } = shown([
    turn('a'),
    turn('b', branch('a')),
    turn('c', { follows: 'a' as TurnId }),
    turn('d', branch('a')),
    turn('e', branch('b')),
  ])
  const ways = (id: string) =>
    turns
      .flatMap((page) => (page.head.id === id ? waysOf(turns, page) : []))
      .map((way) => `${way.depth}${way.turn.head.id}`)
  const all = ['0a', '1b', '2e', '1d']
  expect(['a', 'b', 'e', 'd'].map(ways)).toEqual([all, all, all, all])
  expect(ways('c')).toEqual(['0c'])
  expect(tabsOf(turns).map(({ number }) => number)).toEqual(['1', '1.2', '1.3', '1.4', '1.5'])
})

test('a branch whose parent is not here is the first of its ways; a circle ends', () => {
  const { turns } = shown([turn('b', branch('gone')), turn('x', branch('y')), turn('y', branch('x'))])
  expect(turns.map((page) => waysOf(turns, page).length)).toEqual([1, 2, 2])
})

test('one way is made the main one, and shown first; the original needs no mark', () => {
  const turns = [turn('a'), turn('b', branch('a')), turn('c', { ...branch('b'), main: true }), turn('x')]
  const [a, b] = turns
  if (!a || !b) throw new Error('no turns')
  const ways = waysOf(turns, b)
  expect(mainOf(ways)?.head.id).toBe('c')
  const marks = (id: string) => mainChanges(ways, id as TurnId).map(({ id: each, main }) => [each, main])
  expect(marks('b')).toEqual([
    ['b', true],
    ['c', undefined],
  ])
  expect(marks('a')).toEqual([['c', undefined]])
  expect(marks('c')).toEqual([])
  const page = pages.told(pages.shown(...turns.slice(0, 3)))
  expect(page.current).toBe('c')
  const [head = a.head] = mainChanges(ways, 'b' as TurnId)
  expect(receive(page, { type: 'turnHeaded', head }, 0).turns[1]?.head.main).toBe(true)
})

test('where a way parted is called by the step', () => {
  const first = turn('a')
  const step = first.value.steps.find(({ level, span }) => level !== 'phase' && span.from === 13)
  const { turns } = shown([first, turn('b', branch('a', { step: step?.id ?? ('' as StepId) }))])
  expect(turns.map((page) => partedAt(page, turns))).toEqual([undefined, 'The sum is 4'])
})

test('in the tree of each way stands where the others go off, and where it came from', () => {
  const { turns } = shown([
    turn('a'),
    turn('b', branch('a', { kind: 'editStep', at: 13 })),
    turn('c', branch('b', { kind: 'hint', at: 29 })),
  ])
  const partings = turns.map((page) =>
    partingsOf(page, waysOf(turns, page)).map(({ at, to, number, back }) => [at, to, number, back]),
  )
  expect(partings).toEqual([
    [[13, 'b', 2, false]],
    [
      [13, 'a', 1, true],
      [28, 'c', 3, false],
    ],
    [[29, 'b', 2, true]],
  ])
})

test('what is written about a step stays when one looks elsewhere, and is sent off as one', () => {
  const before = shown([turn('a')])
  expect(receive(before, { type: 'editAsked', kind: 'editStep' }, 0).editing).toBeNull() // no step
  const steps = currentPage(before)?.value.steps.filter(({ level }) => level === 'statement') ?? []
  const [one, other] = steps.map(({ id }) => id)
  if (!one || !other) throw new Error('no steps')
  const chosen = pages.done(before, { type: 'stepChosen', step: one })
  const begun = pages.done(chosen, { type: 'editBegun', kind: 'editStep' })
  expect(begun.editing).toMatchObject({ kind: 'editStep', text: 'Let me see.' })
  const written = pages.done(begun, { type: 'editWritten', text: 'Let me' })
  const away = pages.done(written, { type: 'stepChosen', step: other })
  expect(editOf(away.editing, 'a' as TurnId, other)).toBeNull()
  const back = pages.done(away, { type: 'stepChosen', step: one })
  expect(editOf(back.editing, 'a' as TurnId, one)?.text).toBe('Let me')
  // Asked for again, it is not begun anew.
  expect(receive(back, { type: 'editAsked', kind: 'editStep' }, 0).editing?.text).toBe('Let me')
  expect(pages.done(back, { type: 'editBegun', kind: 'hint' }).editing?.text).toBe('')
  expect(pages.done(back, { type: 'editClosed' }).editing).toBeNull()
})

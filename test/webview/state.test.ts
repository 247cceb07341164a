import { expect, test } from 'vitest'
import { advance, start } from '../../src/core/text.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import type { ToWebview, TurnHead, TurnId } from '../../src/protocol/webview.ts'
import { receive } from '../../webview/receiving.ts'
import { pack, unpack } from '../../webview/saved.ts'
import { currentPage, looksOf, restore } from '../../webview/state.ts'
import { done, shown, told, turn, turnId } from './support/pages.ts'
import { id } from './support/steps.ts'

test('shows the newest turn of what the host shows', () => {
  const state = told(shown(turn('one'), turn('two')))
  expect(state.turns.map(({ head }) => head.question)).toEqual(['one?', 'two?'])
  expect(state.current).toBe('two')
})

test('a turn that is added comes into view', () => {
  const state = told(shown(turn('one')), { type: 'turnAdded', turn: turn('two') })
  expect(state.current).toBe('two')
})

test('a turn grows by changes, and the others stay the same objects', () => {
  const before = told(shown(turn('one'), turn('two')))
  const run = createTurn(defaultSplit)
  run.push({ kind: 'text', channel: 'content', text: '<think>First, look at it.</think>It is so.' }, 100)
  const after = receive(before, { type: 'turnGrew', turn: turnId('two'), change: run.take() }, 5)
  expect(after.turns[0]).toBe(before.turns[0])
  expect(currentPage(after)?.value.answer).toBe('It is so.')
  expect(currentPage(after)?.heardAt).toBe(5)
})

test('words of unknown turns and of newer hosts change nothing', () => {
  const before = told(shown(turn('one')))
  expect(receive(before, { type: 'turnGrew', turn: turnId('none'), change: {} }, 0)).toBe(before)
  // @ts-expect-error a host that says more than this page knows
  expect(receive(before, { type: 'somethingNew' }, 0)).toBe(before)
})

test('a chosen step is unfolded, wherever it is', () => {
  const state = done(told(shown(turn('one'))), { type: 'stepChosen', step: id('a1x') })
  const look = currentPage(state)?.look
  expect(look?.selected).toBe('a1x')
  expect(look?.active).toBe('a1x')
  expect([...(look?.chosen ?? [])]).toEqual([['a1', 'full']])
})

test('a page that is new shows the turn and step that were chosen before', () => {
  const state = told({
    ...shown(turn('one'), turn('two')),
    selected: { turn: turnId('one'), step: id('a1y') },
  })
  expect(state.current).toBe('one')
  expect(currentPage(state)?.look.selected).toBe('a1y')
})

test('choosing a step lets go of the stream, unless it is the last', () => {
  const there = told(shown(turn('one')))
  expect(currentPage(done(there, { type: 'stepChosen', step: id('a1') }))?.look.tree.following).toBe(false)
  expect(currentPage(done(there, { type: 'stepChosen', step: id('b1') }))?.look.tree.following).toBe(true)
})

test('folds as a person wants it', () => {
  const there = done(
    told(shown(turn('one'))),
    { type: 'folded', steps: [id('A')], fold: 'closed' },
    { type: 'folded', steps: [id('a1'), id('b1')], fold: 'full' },
  )
  expect([...(currentPage(there)?.look.chosen ?? [])]).toEqual([
    ['A', 'closed'],
    ['a1', 'full'],
    ['b1', 'full'],
  ])
  expect(currentPage(done(there, { type: 'foldsSet', open: 'all' }))?.look).toMatchObject({
    open: 'all',
    chosen: new Map(),
  })
})

test('a step that the stream took back is no longer chosen', () => {
  const there = done(told(shown(turn('one'))), { type: 'stepChosen', step: id('b1') })
  const steps = { keep: 4, added: [], abandoned: [], to: advance(start, 20) }
  const after = receive(there, { type: 'turnGrew', turn: turnId('one'), change: { steps } }, 0)
  expect(currentPage(after)?.look.selected).toBe(null)
  expect(currentPage(after)?.value.steps).toHaveLength(4)
})

test('comes back as it was left after a reload', () => {
  const before = done(
    told(shown(turn('one'), turn('two'))),
    { type: 'turnChosen', turn: turnId('one') },
    { type: 'stepChosen', step: id('a1x') },
    { type: 'scrolled', pane: 'tree', top: 44, following: false },
    { type: 'laidOut', layout: { beside: 0.3, above: 0.5, detail: 0.7 } },
    { type: 'drafted', draft: 'and then' },
  )
  const { layout } = before
  const packed = pack({ ...before, looks: looksOf(before) })
  const saved: unknown = JSON.parse(JSON.stringify(packed))
  const after = receive(restore(unpack(saved)), shown(turn('one'), turn('two')), 0)
  expect(after.current).toBe('one')
  expect(after.layout).toEqual(layout)
  expect(after.draft).toBe('and then')
  expect(currentPage(after)?.look).toEqual(currentPage(before)?.look)
})

test('a page that is opened anew comes back as the host kept it', () => {
  const before = done(
    told(shown(turn('one'), turn('two'))),
    { type: 'turnChosen', turn: turnId('one') },
    { type: 'stepChosen', step: id('a1x') },
    { type: 'stepChosen', step: id('B') },
    { type: 'speedSet', speed: 8 },
  )
  const saved: unknown = JSON.parse(JSON.stringify(pack({ ...before, looks: looksOf(before) })))
  const after = told({ ...shown(turn('one'), turn('two')), saved })
  expect(after).toMatchObject({ current: 'one', speed: 8, trail: before.trail })
  expect(currentPage(after)?.look).toEqual(currentPage(before)?.look)
  // What VS Code kept for the page itself is newer.
  const own = done(after, { type: 'stepChosen', step: id('A') })
  expect(currentPage(receive(own, { ...shown(turn('one')), saved }, 0))?.look.selected).toBe('A')
})

test('the host’s choice counts where the page has none of its own', () => {
  const message: ToWebview = {
    ...shown(turn('one')),
    selected: { turn: turn('one').head.id, step: id('b1') },
  }
  expect(currentPage(told(message))?.look.selected).toBe('b1')
  const chosen = done(told(shown(turn('one'))), { type: 'stepChosen', step: id('a1') })
  expect(currentPage(receive(chosen, message, 0))?.look.selected).toBe('a1')
})

test('in a file, what is written stays until it is in the text', () => {
  const document = { readOnly: null }
  const written = done(told({ ...shown(turn('one')), document }), { type: 'drafted', draft: 'And then?' })
  const after = (question: string) =>
    receive(
      written,
      { ...shown(turn('one'), turn('two', { follows: turnId('one'), question })), document },
      0,
    )
  expect(after('Why?').draft).toBe('And then?')
  expect(after('And then?').draft).toBe('')
})

test('what is written stays until the host has asked just that', () => {
  const written = done(told(shown(turn('one'))), { type: 'drafted', draft: ' And then? ' })
  const after = (head: Partial<TurnHead>) =>
    receive(written, { type: 'turnAdded', turn: turn('two', head) }, 0).draft
  const follows = turnId('one')
  expect(after({ follows, question: 'And then?' })).toBe('')
  expect(after({ follows, question: 'Why?' })).toBe(' And then? ')
  expect(after({ follows: null, question: 'And then?' })).toBe(' And then? ')
})

test('what the host asked while the page was away leaves the box too', () => {
  const written = done(told(shown(turn('one'))), { type: 'drafted', draft: 'And then?' })
  const next = turn('two', { follows: turnId('one'), question: 'And then?' })
  const turns = [turn('one'), next]
  const back = (current: TurnId | null) => receive(written, { ...shown(...turns), current }, 0)
  expect(back(next.head.id)).toMatchObject({ draft: '', current: 'two' })
  expect(back(null).draft).toBe('And then?')
})

test('a turn that left goes, and the page to the one before', () => {
  const left = (...turns: readonly TurnId[]) => told(all, { type: 'turnsLeft', turns })
  const all = shown(turn('one'), turn('two'), turn('three'))
  expect(told(all).panel).toBe('p')
  expect(left(turnId('three'), turnId('two')).current).toBe('one')
  expect(left(turnId('one')).current).toBe('three')
  const none = left(turnId('one'), turnId('two'), turnId('three'))
  expect([none.turns, none.current]).toEqual([[], null])
})

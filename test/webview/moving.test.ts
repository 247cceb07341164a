import { expect, test } from 'vitest'
import type { Move } from '../../src/protocol/webview.ts'
import { gesture, type Gesture } from '../../webview/gestures.ts'
import { wayBack } from '../../webview/moving.ts'
import { receive } from '../../webview/receiving.ts'
import { currentPage, type State } from '../../webview/state.ts'
import { done, shown, told, turn, turnId } from './support/pages.ts'
import { id } from './support/steps.ts'

// The steps: A (a1 (a1x, a1y)), B (b1). Two turns have the same.
const there = told(shown(turn('one'), turn('two')))

test('a key of VS Code moves as a key of the page does', () => {
  const byKey = done(there, moved('next'))
  expect(selected(byKey)).toBe('a1')
  expect(receive(there, { type: 'moveAsked', move: 'next' }, 0)).toEqual(byKey)
})

test('walking leaves no mark, a jump does, and one comes back to it', () => {
  const walked = done(there, choose('a1'), moved('next'))
  expect(selected(walked)).toBe('b1')
  expect(wayBack(walked)).toBe(-1)
  const jumped = done(walked, moved('outOf'), choose('a1y'))
  expect(selected(jumped)).toBe('a1y')
  expect(selected(done(jumped, moved('back')))).toBe('B')
  expect(selected(done(jumped, moved('back'), moved('back')))).toBe('b1')
  const start = done(jumped, moved('back'), moved('back'), moved('back'))
  expect(selected(start)).toBe('b1')
})

test('one comes back from another turn, too', () => {
  const other = done(there, choose('a1x'), { type: 'turnChosen', turn: turnId('one') }, choose('B'))
  expect(other.current).toBe('one')
  const back = done(other, moved('back'))
  expect([back.current, selected(back)]).toEqual(['two', 'a1x'])
})

test('what is gone is passed over on the way back', () => {
  const jumped = done(there, choose('a1x'), { type: 'turnChosen', turn: turnId('one') })
  const left = receive(jumped, { type: 'turnsLeft', turns: [turnId('two')] }, 0)
  expect(wayBack(left)).toBe(-1)
  expect(done(left, moved('back'))).toBe(left)
})

test('one key follows what is being written again in both panes, and nothing once it has ended', () => {
  const away = done(
    there,
    choose('a1'),
    { type: 'scrolled', pane: 'tree', top: 0, following: false },
    { type: 'scrolled', pane: 'answer', top: 0, following: false },
  )
  const look = currentPage(done(away, moved('follow')))?.look
  expect([look?.selected, look?.tree.following, look?.answer.following]).toEqual([null, true, true])
  const ended = told(
    shown({ ...turn('one'), value: { ...turn('one').value, times: { latest: 9, ended: 9 } } }),
  )
  expect(done(ended, moved('follow'))).toEqual(ended)
})

test('a step that is asked for elsewhere is shown, in its turn', () => {
  const asked = receive(there, { type: 'stepAsked', turn: turnId('one'), step: id('a1y') }, 0)
  expect([asked.current, selected(asked)]).toEqual(['one', 'a1y'])
  expect(receive(there, { type: 'stepAsked', turn: turnId('none'), step: id('A') }, 0)).toBe(there)
})

test('playing goes from step to step as time goes by, and ends at the last', () => {
  // No pace is known of these turns: ten units are shown for 25 ms, so a1 for 50.
  const playing = gesture(there, moved('play'), 1000)
  expect(selected(playing)).toBe('a1')
  const later = gesture(playing, { type: 'ticked' }, 1049)
  expect(later.play).toEqual({ step: 'a1', since: 1000 })
  const next = gesture(later, { type: 'ticked' }, 1050)
  expect([selected(next), next.play?.step]).toEqual(['b1', 'b1'])
  const end = gesture(next, { type: 'ticked' }, 2000)
  expect([selected(end), end.play]).toEqual(['b1', null])
  expect(end.trail).toEqual([])
})

test('a move goes on playing from there; whoever chooses, closes or leaves, wants to read', () => {
  const playing = done(there, moved('play'))
  expect(gesture(playing, moved('next'), 20).play).toEqual({ step: 'b1', since: 20 })
  for (const act of [
    choose('a1x'),
    moved('play'),
    { type: 'detailClosed' } as const,
    { type: 'turnChosen', turn: turnId('one') } as const,
  ])
    expect(done(playing, act).play).toBeNull()
})

test('closing the text of a step gives the tree the keyboard', () => {
  const closed = done(there, choose('a1'), { type: 'detailClosed' })
  expect([selected(closed), closed.focus]).toEqual([null, { part: 'tree' }])
  expect(selected(done(closed, moved('back')))).toBe('a1')
})

test('help is opened by any key and closed again', () => {
  const open = receive(there, { type: 'moveAsked', move: 'help' }, 0)
  expect(open.help).toBe(true)
  expect(done(open, { type: 'helpClosed' }).help).toBe(false)
})

function moved(move: Move): Gesture {
  return { type: 'moved', move }
}

function choose(step: string): Gesture {
  return { type: 'stepChosen', step: id(step) }
}

function selected(state: State): string | null | undefined {
  return currentPage(state)?.look.selected
}

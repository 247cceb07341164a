import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds } from '../../src/core/step.ts'
import { outline } from '../../webview/outline.ts'
import { sift } from '../../webview/sieve.ts'
import { pathTo, stepMoves, stepTo, type StepMove } from '../../webview/stepping.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      recall a1y
    derive a2
      derive a2x
      step derive a2n
        derive a2nx
        derive a2ny
      step check a2m
  check B
    check b1
      check b1x
    derive b2
`).map((step) => {
  if (step.id === id('a2m')) return { ...step, revises: id('a1') }
  return step.id === id('b1x') ? { ...step, revises: id('a2') } : step
})
const tree = outline(steps)

test.each([
  ['next', 'A > B', 'a1 > a2 > b1 > b2', 'a2n > a2m > b1', 'a1x > a1y > a2x'],
  ['previous', 'B > A', 'b2 > b1 > a2 > a1', 'a2m > a2n > a2 > a1', 'a2x > a1y > a1x'],
  ['into', 'A > a1 > a1x', 'a2 > a2n > a2nx', 'B > b1'],
  ['outOf', 'a2nx > a2n > a2 > A', 'b1x > b1 > B'],
  ['nextOfKind', 'a2 > a2n > b2', 'a2m > b1'],
  ['previousOfKind', 'b2 > a2n > a2', 'b1 > a2m'],
  ['nextRevision', 'A > a2m > b1x', 'a1y > a2m'],
  ['previousRevision', 'b2 > b1x > a2m'],
] as const)('%s: %s', (move, ...walks) => {
  for (const walk of walks) expect(walked(move, walk)).toBe(walk)
})

test.each([
  ['next', 'B'],
  ['previous', 'A'],
  ['into', 'a1x'],
  ['into', 'a2m'],
  ['into', 'b1'], // one statement says no more than its step
  ['outOf', 'B'],
  ['nextOfKind', 'a1'],
  ['nextRevision', 'b1x'],
  ['previousRevision', 'a2m'],
] as const)('%s leads nowhere from %s', (move, from) => {
  expect(stepTo(move, tree, undefined, indexOf(from))).toBeUndefined()
})

test('a walk begins at the first step, or the first revision', () => {
  const first = (move: StepMove) => steps[stepTo(move, tree, undefined, -1) ?? -1]?.id
  expect([first('next'), first('into'), first('nextRevision'), first('previous')]).toEqual([
    'a1',
    'a1',
    'a2m',
    undefined,
  ])
})

test('what is filtered away is passed over', () => {
  const only = (kind: 'check' | 'read') => sift(tree, { only: false, kinds: [kind] }, -1)
  expect(stepTo('next', tree, only('check'), indexOf('a1'))).toBe(indexOf('a2'))
  expect(stepTo('into', tree, only('check'), indexOf('a2'))).toBe(indexOf('a2m'))
  expect(stepTo('previous', tree, only('read'), indexOf('b1'))).toBe(indexOf('a1'))
})

test('the path to a step is all around it, the outermost first', () => {
  expect(pathTo(tree, indexOf('a2nx')).map((index) => steps[index]?.id)).toEqual(['A', 'a2', 'a2n'])
  expect(pathTo(tree, indexOf('B'))).toEqual([])
})

test('in any tree a move leads forward or back as it says, and never out of it', () => {
  const line = fc.record({ deeper: fc.integer({ min: 0, max: 3 }), kind: fc.constantFrom(...kinds) })
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 40 }),
      fc.constantFrom(...stepMoves),
      (lines, move) => {
        let depth = -1
        const text = lines.map(({ deeper, kind }, index) => {
          depth = Math.min(deeper, depth + 1)
          return `${'  '.repeat(depth)}${depth === 3 ? 'step ' : ''}${kind} ${index}`
        })
        const any = outline(stepsOf(text.join('\n')))
        for (let from = 0; from < any.steps.length; from++) {
          const to = stepTo(move, any, undefined, from)
          if (to === undefined) continue
          const forward = move === 'into' || move.startsWith('next')
          expect(forward ? to > from : to < from).toBe(true)
          expect(any.steps[to]).toBeDefined()
        }
      },
    ),
  )
})

/** As far as the steps named last come from one another by the move. */
function walked(move: StepMove, walk: string): string {
  const names = walk.split(' > ')
  const came = [names[0] ?? '']
  while (came.length < names.length) {
    const to = stepTo(move, tree, undefined, indexOf(came.at(-1) ?? ''))
    came.push(steps[to ?? -1]?.id ?? 'nowhere')
  }
  return came.join(' > ')
}

function indexOf(name: string): number {
  return steps.findIndex((step) => step.id === id(name))
}

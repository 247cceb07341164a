import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds as allKinds, type Kind } from '../../src/core/step.ts'
import { at, indexOf, outline, visibleRows, type Fold, type Folds } from '../../webview/outline.ts'
import { countFound, countKinds, countLeft, sift } from '../../webview/sieve.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      check a1y
    check a2
      check a2x
      derive a2y
      step derive a2s
        derive a2sx
  ~derive B
    ~derive b1
      check b1x
  conclude C
    conclude c1
      conclude c1x
`)
const tree = outline(steps)

test('hides what was abandoned, with all in it', () => {
  expect(shown({ only: true }, 'all')).toBe('A a1 a1x a1y a2 a2x a2y a2s a2sx C c1 c1x')
  expect(countLeft(tree)).toBe(1)
})

test('shows steps of a kind, statements of it in other steps, and what stands around them', () => {
  expect(shown({ kinds: ['check'] })).toBe('A a1 a1y a2 B b1 b1x')
  expect(shown({ kinds: ['check'], only: true })).toBe('A a1 a1y a2')
  expect(shown({ kinds: ['read', 'conclude'] })).toBe('A a1 C c1')
  expect(shown({ kinds: ['branch'] })).toBe('')
})

test('an opened step that passes shows all in it, one around it only what passes', () => {
  expect(shown({ kinds: ['check'] }, 'steps', { a2: 'full' })).toBe('A a1 a1y a2 a2x a2y a2s B b1 b1x')
  expect(shown({ kinds: ['check'] }, 'steps', { a1: 'full' })).toBe('A a1 a1y a2 B b1 b1x')
  expect(shown({ kinds: ['check'] }, 'none')).toBe('A a1 a1y a2 B b1 b1x')
})

test('the step one is at stays in sight', () => {
  expect(shown({ only: true }, 'steps', {}, 'b1')).toBe('A a1 a2 a2s B b1 C c1')
  expect(shown({ kinds: ['branch'] }, 'steps', {}, 'a2s')).toBe('A a2 a2s')
})

test('counts what a filter would find', () => {
  expect(Object.fromEntries(countKinds(tree, false))).toEqual({ read: 1, check: 3, derive: 3, conclude: 1 })
  expect(countKinds(tree, true).get('derive')).toBe(2)
  expect(countFound(tree, { only: false, kinds: ['check'] })).toBe(3)
})

test('nothing sifted is everything, and every row that is shown hangs on one that is', () => {
  expect(sift(tree, { only: false, kinds: [] }, -1)).toBeUndefined()
  fc.assert(
    fc.property(
      fc.subarray([...allKinds]),
      fc.boolean(),
      fc.integer({ min: -1, max: 14 }),
      (kinds, only, kept) => {
        const marks = sift(tree, { only, kinds }, kept)
        const rows = visibleRows(tree, { open: 'all', chosen: new Map(), marks })
        for (const index of rows) {
          const above = at(tree.parent, index)
          if (above >= 0) expect(rows).toContain(above)
        }
        if (kept >= 0 && marks) expect(marks[kept]).not.toBe(0)
      },
    ),
  )
})

interface Wanted {
  readonly only?: boolean
  readonly kinds?: readonly Kind[]
}

function shown(
  { only = false, kinds = [] }: Wanted,
  open: Folds['open'] = 'steps',
  chosen: Readonly<Record<string, Fold>> = {},
  kept = '',
): string {
  const marks = sift(tree, { only, kinds }, indexOf(steps, id(kept)))
  const folds = new Map(Object.entries(chosen).map(([title, fold]) => [id(title), fold]))
  const rows = visibleRows(tree, { open, chosen: folds, marks })
  return rows.map((index) => steps[index]?.id).join(' ')
}

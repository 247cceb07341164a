import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applySteps } from '../../src/core/change.ts'
import type { Step, StepId } from '../../src/core/step.ts'
import { createTree } from '../../src/core/tree.ts'
import {
  at,
  hiding,
  indexOf,
  outline,
  rowOf,
  standings,
  visibleRows,
  type Fold,
  type Folds,
} from '../../webview/outline.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      recall a1y
      step derive a1s
        read a1sx
    plan a2
  derive B
    derive b1
  conclude C
`)

test('knows depth, place and extent of each step', () => {
  const tree = outline(steps)
  const seen = steps.map(
    ({ id: title }, index) =>
      `${'  '.repeat(at(tree.depth, index))}${title} ${at(tree.place, index)} to ${at(tree.end, index)}`,
  )
  expect(seen).toEqual([
    'A 1 to 7',
    '  a1 1 to 6',
    '    a1x 1 to 3',
    '    a1y 2 to 4',
    '    a1s 3 to 6',
    '      a1sx 1 to 6',
    '  a2 2 to 7',
    'B 2 to 9',
    '  b1 1 to 9',
    'C 3 to 10',
  ])
})

test('shows all steps and hides statements until they are asked for', () => {
  expect(shown(folds('steps'))).toBe('A a1 a1s a2 B b1 C')
  expect(shown(folds('none'))).toBe('A B C')
  expect(shown(folds('all'))).toBe('A a1 a1x a1y a1s a1sx a2 B b1 C')
})

test('keeps what a person has folded, either way', () => {
  expect(shown(folds('steps', { a1: 'full', B: 'closed' }))).toBe('A a1 a1x a1y a1s a2 B C')
  expect(shown(folds('all', { a1: 'steps' }))).toBe('A a1 a1s a1sx a2 B b1 C')
})

test('folds what was abandoned, unless its own way went on from inside it', () => {
  const some = stepsOf(`
    ~derive A
      ~derive a1
        derive a1x
      ~derive a2
    ~derive B
      ~derive b1
      derive b2
    conclude C
  `)
  const tree = outline(some)
  const left = some.filter((_, index) => tree.left[index] === 1)
  expect(left.map(({ id }) => id)).toEqual(['A', 'a1', 'a1x', 'a2', 'b1'])
  expect(visibleRows(tree, folds('steps')).map((index) => some[index]?.id)).toEqual([
    'A',
    'B',
    'b1',
    'b2',
    'C',
  ])
  const opened = visibleRows(tree, folds('steps', { A: 'full' })).map((index) => some[index]?.id)
  expect(opened).toEqual(['A', 'a1', 'a2', 'B', 'b1', 'b2', 'C'])
})

test('counts a row among the rows that are shown', () => {
  const tree = outline(steps)
  const stands = (how: Folds, title: string) => {
    const rows = visibleRows(tree, how)
    const { place, siblings } = standings(tree, rows)
    const row = rows.indexOf(indexOf(steps, id(title)))
    return `${place[row]} of ${siblings[row]}`
  }
  expect(stands(folds('steps'), 'a1s')).toBe('1 of 1')
  expect(stands(folds('all'), 'a1s')).toBe('3 of 3')
  expect(stands(folds('steps'), 'C')).toBe('3 of 3')
})

test('finds the row of a folded step in the one that holds it', () => {
  const rows = visibleRows(outline(steps), folds('steps'))
  expect(rows.map((_, row) => row)).toEqual(rows.map((index) => rowOf(rows, index)))
  expect(rowOf(rows, indexOf(steps, id('a1y')))).toBe(1)
})

test('knows what hides a step', () => {
  const hides = (title: string, how: Folds) =>
    hiding(outline(steps), how, indexOf(steps, id(title))).map((index) => steps[index]?.id)
  expect(hides('a1y', folds('steps'))).toEqual(['a1'])
  expect(hides('a1y', folds('none'))).toEqual(['A', 'a1'])
  expect(hides('a1s', folds('steps'))).toEqual([])
})

test('an outline made of the one before is the same as one made anew', () => {
  fc.assert(
    fc.property(trees, trees, (before, now) => {
      expect(outline(now, outline(before))).toEqual(outline(now))
    }),
  )
})

test('the same as a real tree grows and goes back on itself', () => {
  const words = fc.constantFrom(
    'Wait, ',
    'so it is 3. ',
    'Let me check: ',
    '\n\n',
    '1. one\n',
    'Alternatively, ',
    '- two\n',
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 40 }), (pieces) => {
      const tree = createTree()
      let before = outline([])
      for (const piece of pieces) {
        tree.push(piece)
        const now = applySteps(before.steps, tree.take())
        before = outline(now, before)
        expect(before).toEqual(outline(now))
      }
    }),
  )
})

test('rows are a part of the steps in their order, and every row is seen', () => {
  fc.assert(
    fc.property(trees, fc.constantFrom<Folds['open'][]>('none', 'steps', 'all'), (some, open) => {
      const tree = outline(some)
      const rows = visibleRows(tree, folds(open))
      expect([...rows]).toEqual([...new Set(rows)].sort((one, other) => one - other))
      for (const index of rows) {
        const above = at(tree.parent, index)
        if (above >= 0) expect(rows).toContain(above)
      }
      const { place, siblings } = standings(tree, rows)
      for (const [row, one] of place.entries()) {
        expect(one).toBeGreaterThan(0)
        expect(one).toBeLessThanOrEqual(siblings[row] ?? 0)
      }
      if (open === 'all') expect(rows).toHaveLength(some.length)
    }),
  )
})

/** Any forest of up to three levels, in document order. */
const trees: fc.Arbitrary<readonly Step[]> = fc
  .array(fc.integer({ min: 0, max: 2 }), { maxLength: 40 })
  .map((depths) => {
    let before = -1
    return stepsOf(
      depths
        .map((wanted, index) => {
          before = Math.min(wanted, before + 1)
          return `${'  '.repeat(before)}derive s${index}`
        })
        .join('\n'),
    )
  })

function shown(how: Folds): string {
  const titles: readonly StepId[] = visibleRows(outline(steps), how).flatMap(
    (index) => steps[index]?.id ?? [],
  )
  return titles.join(' ')
}

function folds(open: Folds['open'], chosen: Readonly<Record<string, Fold>> = {}): Folds {
  return { open, chosen: new Map(Object.entries(chosen).map(([title, fold]) => [id(title), fold])) }
}

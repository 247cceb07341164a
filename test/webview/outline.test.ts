import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Step, StepId } from '../../src/core/step.ts'
import { ancestors, at, indexOf, outline, rowOf, visibleRows, type Folds } from '../../webview/outline.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      recall a1y
    plan a2
  derive B
    derive b1
  conclude C
`)

test('knows depth, place and siblings of each step', () => {
  const tree = outline(steps)
  const seen = steps.map(
    ({ title }, index) =>
      `${'  '.repeat(at(tree.depth, index))}${title} ${at(tree.place, index)}/${at(tree.siblings, index)} to ${at(tree.end, index)}`,
  )
  expect(seen).toEqual([
    'A 1/3 to 5',
    '  a1 1/2 to 4',
    '    a1x 1/2 to 3',
    '    a1y 2/2 to 4',
    '  a2 2/2 to 5',
    'B 2/3 to 7',
    '  b1 1/1 to 7',
    'C 3/3 to 8',
  ])
})

test('opens phases and hides statements until they are asked for', () => {
  expect(shown({ open: 'phases', toggled: new Set() })).toBe('A a1 a2 B b1 C')
  expect(shown({ open: 'none', toggled: new Set() })).toBe('A B C')
  expect(shown({ open: 'all', toggled: new Set() })).toBe('A a1 a1x a1y a2 B b1 C')
})

test('keeps what a person has toggled, either way', () => {
  expect(shown({ open: 'phases', toggled: new Set([id('a1'), id('B')]) })).toBe('A a1 a1x a1y a2 B C')
})

test('finds the row of a folded step in the one that holds it', () => {
  const rows = visibleRows(outline(steps), { open: 'phases', toggled: new Set() })
  expect(rows.map((_, row) => row)).toEqual(rows.map((index) => rowOf(rows, index)))
  expect(rowOf(rows, indexOf(steps, id('a1y')))).toBe(1)
})

test('names the steps above a step from the outermost', () => {
  const tree = outline(steps)
  expect(ancestors(tree, indexOf(steps, id('a1y'))).map((index) => steps[index]?.title)).toEqual(['A', 'a1'])
})

test('rows are a part of the steps in their order, and every row is seen', () => {
  fc.assert(
    fc.property(trees, fc.constantFrom('none', 'phases', 'all'), (some, open) => {
      const tree = outline(some)
      const rows = visibleRows(tree, { open, toggled: new Set() })
      expect([...rows]).toEqual([...new Set(rows)].sort((one, other) => one - other))
      for (const index of rows) {
        const above = at(tree.parent, index)
        if (above >= 0) expect(rows).toContain(above)
        expect(at(tree.place, index)).toBeLessThanOrEqual(at(tree.siblings, index))
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

function shown(folds: Folds): string {
  const titles: readonly StepId[] = visibleRows(outline(steps), folds).flatMap(
    (index) => steps[index]?.id ?? [],
  )
  return titles.join(' ')
}

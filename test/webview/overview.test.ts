import fc from 'fast-check'
import { expect, test } from 'vitest'
import { treeOf } from '../../src/core/tree.ts'
import { indexOf, outline } from '../../webview/outline.ts'
import { numberAfter, numberOf, roomFor, runAt, stripOf } from '../../webview/overview.ts'
import { id, stepsOf } from './support/steps.ts'

const steps = stepsOf(`
  frame A
    read a1
      read a1x
      step derive a1s
        read a1sx
      recall a1y
    plan a2
      plan a2x
  derive B
    derive b1
      derive b1x
    check b2
      check b2x
`)
const tree = outline(steps)
const strip = stripOf(tree)

test('each step has the text that is in no step inside it', () => {
  expect(strip.runs.map(({ index, from, to }) => `${steps[index]?.id} ${from}–${to}`)).toEqual([
    'a1 0–10',
    'a1s 10–20',
    'a1 20–30',
    'a2 30–40',
    'b1 40–50',
    'b2 50–60',
  ])
  expect(strip.steps.map((index) => steps[index]?.id)).toEqual(['a1', 'a1s', 'a2', 'b1', 'b2'])
})

test('marks where a result is stated, and where a step goes back', () => {
  const { results, revisions } = stripOf(
    outline(
      stepsOf(`
        frame A
          conclude a1
            conclude a1x
            derive a1y
          derive a2
            conclude a2x
          conclude a3
            conclude a3x
      `),
    ),
  )
  expect([results, revisions]).toEqual([[0, 30], []])
})

test('finds what is at an offset', () => {
  const found = (offset: number) => steps[runAt(strip.runs, offset)?.index ?? -1]?.id
  expect([0, 9, 10, 20, 59, 60, 900].map(found)).toEqual(['a1', 'a1', 'a1s', 'a1', 'b2', 'b2', 'b2'])
  expect(runAt([], 3)).toBeUndefined()
})

test('counts steps as people do: a phase is its first one, a statement that which holds it', () => {
  const number = (title: string) => numberOf(strip, tree, indexOf(steps, id(title))) + 1
  expect(['A', 'a1', 'a1sx', 'a2', 'B', 'b2x'].map(number)).toEqual([1, 1, 2, 3, 4, 5])
  expect(numberOf(strip, tree, -1)).toBe(-1)
})

test('keys go by steps and by phases, and stop at the ends', () => {
  const press = (key: string, title: string) => {
    const to = numberAfter(key, strip, numberOf(strip, tree, indexOf(steps, id(title))))
    return steps[strip.steps[to ?? -1] ?? -1]?.id
  }
  expect(press('ArrowRight', 'a1')).toBe('a1s')
  expect(press('ArrowLeft', 'a1')).toBe('a1')
  expect(press('PageDown', 'a1s')).toBe('b1')
  expect(press('PageDown', 'b1')).toBe('b2')
  expect(press('PageUp', 'b2')).toBe('b1')
  expect(press('PageUp', 'b1')).toBe('a1')
  expect(press('End', 'a1')).toBe('b2')
  expect(press('x', 'a1')).toBeUndefined()
})

test('the runs tile any reasoning', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Wait, no. ', 'Let me check. ', 'So it is 4.\n\n', 'First, a plan.\n')),
      (words) => {
        const text = words.join('')
        let at = 0
        for (const { from, to } of stripOf(outline(treeOf(text))).runs) {
          expect(from).toBe(at)
          at = to
        }
        expect(at).toBe(text.trim() === '' ? 0 : text.length)
      },
    ),
  )
})

test('has room to grow into, that seldom changes', () => {
  const rooms = new Set(Array.from({ length: 1000 }, (_, index) => roomFor(index * 100, true)))
  expect(rooms.size).toBeLessThan(20)
  expect(roomFor(5000, true)).toBeGreaterThan(5000)
  expect(roomFor(5000, false)).toBe(5000)
})

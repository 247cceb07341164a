import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applySteps } from '../../src/core/change.ts'
import type { Step } from '../../src/core/step.ts'
import { createTree, treeOf } from '../../src/core/tree.ts'

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...' \n.!?:-*#`|$\\()[]{}<>_"\'，。？！；“”…'.split('')) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'Okay, so ',
      'Wait, ',
      'Alternatively, ',
      '\n\n',
      '1. ',
      '2. ',
      '- ',
      '  - ',
      '```ts\n',
      '\n```\n',
      '~~~\n',
      'a | b\n--|--\n',
      'a) b\n',
      '\\[',
      '\\]',
      '$$',
      '| a | b |\n',
      'e.g. ',
      '3.14',
      'First, ',
      'So x = 4. ',
      '等等，',
      '所以答案是 ',
      '**Step 1**',
      '\n## ',
      '\ud800',
      '\udc00',
      'line 12 ',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
)
const text = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''))
const cuts = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 20 })

function* slices(reasoning: string, sizes: readonly number[]): Generator<string> {
  for (let at = 0, turn = 0; at < reasoning.length; turn++) {
    const size = 1 + (sizes[turn % sizes.length] ?? 0)
    yield reasoning.slice(at, at + size)
    at += size
  }
}

test('tiles any text, ordered and nested', () => {
  fc.assert(
    fc.property(text, (reasoning) => {
      const steps = treeOf(reasoning)
      const leaves = steps.filter(({ level }) => level === 'statement')
      expect(leaves.map(({ span }) => reasoning.slice(span.from, span.to)).join('')).toBe(reasoning)
      expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length)
      const children = new Map<string, Step[]>()
      const seen = new Set<string>()
      for (const step of steps) {
        seen.add(step.id)
        if (step.parent === null) expect(step.level).toBe('phase')
        else {
          expect(seen.has(step.parent)).toBe(true)
          children.set(step.parent, [...(children.get(step.parent) ?? []), step])
        }
      }
      for (const step of steps) {
        if (step.level === 'statement') continue
        const inside = children.get(step.id) ?? []
        expect(inside[0]?.span.from).toBe(step.span.from)
        expect(inside.at(-1)?.span.to).toBe(step.span.to)
        inside.forEach((child, index) => {
          if (index > 0) expect(child.span.from).toBe(inside[index - 1]?.span.to)
        })
      }
    }),
    { numRuns: 1000 },
  )
})

test('is the same however the stream was cut, and while it runs depends only on what has come', () => {
  fc.assert(
    fc.property(text, cuts, fc.nat(), (reasoning, sizes, stop) => {
      const streamed = createTree()
      let sent = ''
      const until = reasoning.length === 0 ? 0 : stop % reasoning.length
      for (const slice of slices(reasoning, sizes)) {
        streamed.push(slice)
        sent += slice
        if (sent.length >= until && sent.length < until + 12) {
          const atOnce = createTree()
          atOnce.push(sent)
          expect(streamed.steps()).toEqual(atOnce.steps())
        }
      }
      streamed.end()
      expect(streamed.steps()).toEqual(treeOf(reasoning))
    }),
    { numRuns: 1500 },
  )
})

test('changes applied to the old tree give the new', () => {
  fc.assert(
    fc.property(text, cuts, fc.nat({ max: 5 }), (reasoning, sizes, pause) => {
      const tree = createTree()
      let page: readonly Step[] = []
      let turn = 0
      for (const slice of slices(reasoning, sizes)) {
        tree.push(slice)
        if (turn++ % (pause + 1) !== 0) continue
        page = applySteps(page, tree.take())
        expect(page).toEqual(tree.steps())
      }
      tree.end()
      page = applySteps(page, tree.take())
      expect(page).toEqual(tree.steps())
      expect(tree.take()).toEqual({ keep: page.length, added: [], abandoned: [], to: reasoning.length })
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['no newline', 'so it is, '],
  ['no space', 'x'],
  ['tags', '<think>'],
  ['lone surrogates', '\ud83d'],
  ['backticks', '`'],
  ['fences', '```\n'],
  ['brackets', '('],
  ['stars', '**'],
  ['backslashes', '\\'],
  ['full stops', '. '],
  ['paragraphs', '\n\n'],
  ['table rows', '| a |\n'],
  ['items', '- a\n  '],
])('takes a megabyte of %s', (_, unit) => {
  const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
  const tree = createTree()
  let page: readonly Step[] = []
  for (let at = 0; at < text.length; at += 100_000) {
    tree.push(text.slice(at, at + 100_000))
    page = applySteps(page, tree.take())
  }
  tree.end()
  page = applySteps(page, tree.take())
  expect(page.at(-1)?.span.to).toBe(text.length)
  expect(page.length).toBe(tree.steps().length)
})

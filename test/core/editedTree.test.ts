import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEditedTree, type EditedTree } from '../../src/core/editedTree.ts'
import type { Step } from '../../src/core/step.ts'
import { treeOf } from '../../src/core/tree.ts'
import { sharedText } from '../support/shared.ts'
import { samples } from '../samples/sample.ts'

const piece = fc.constantFrom(
  ...'Okay, so |Wait, |Wait, no. That is wrong.\n\n|Alternatively, |\n\n|\n|1. |2. |- |```ts\n|\n```\n|\\[|So x = 4. |First, I check line 12. |Let me verify: |Hmm. |`|"|a b c. |## Now\n|'.split(
    '|',
  ),
)
const phrase = fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(''))
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(40),
  text: phrase,
  work: fc.nat(6),
})

function apply(tree: EditedTree, { at, cut, text }: { at: number; cut: number; text: string }) {
  const from = Math.floor(at * tree.text.length)
  tree.edit(from, Math.min(tree.text.length, from + cut), text)
}

function finish(tree: EditedTree) {
  expect(tree.work(() => false)).toBe(true)
}

test('after edits and a refresh, it is the tree of the text', () => {
  const start = fc.array(piece, { maxLength: 300 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(start, fc.array(edit, { maxLength: 5 }), (initial, edits) => {
      const tree = createEditedTree(initial)
      for (const each of edits) {
        let due = each.work
        tree.work(() => due-- <= 0)
        apply(tree, each)
        expectTiles(tree.steps, tree.text)
      }
      finish(tree)
      expectTiles(tree.steps, tree.text)
      tree.refresh()
      finish(tree)
      expect(tree.steps).toEqual(treeOf(tree.text))
    }),
  )
})

test('in real traces it is so without a refresh, but for what length decides', () => {
  const long =
    samples
      .map(({ text }) => text.replace(/^<think>|<\/think>[^]*/g, ''))
      .sort((a, b) => b.length - a.length)[0] ?? ''
  let same = 0
  let all = 0
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
      const tree = createEditedTree(long)
      for (const each of edits) {
        finish(tree)
        apply(tree, each)
      }
      finish(tree)
      all++
      if (JSON.stringify(tree.steps) === JSON.stringify(treeOf(tree.text))) same++
    }),
    { numRuns: 60 },
  )
  expect(same / all).toBeGreaterThan(0.9)
})

test('an edit in a long text is followed without reading it all again', () => {
  const rows = sharedText('traces/long.jsonl')?.trim().split('\n') ?? []
  const long =
    rows.length > 0 ? rows.map((row) => JSON.parse(row).reasoning as string).join('\n\n') : whole100k()
  const tree = createEditedTree(long)
  finish(tree)
  let pieces = 0
  for (let round = 0; round < 40; round++) {
    const at = Math.floor((long.length * round) / 40)
    tree.edit(at, at, ' certainly')
    tree.work(() => {
      pieces++
      return false
    })
  }
  expect((pieces * 1024) / (40 * long.length)).toBeLessThan(0.1)
})

test('what an edit changes is seen where it bears on a later line only', () => {
  const text = `We add:\n${'2 + 2 = 4 here. It is so.\n4 + 5 = 9 here. It is so.\n'.repeat(60)}`
  for (let at = text.indexOf('2 + 2'); at >= 0; at = text.indexOf('2 + 2', at + 1)) {
    const tree = createEditedTree(text)
    finish(tree)
    tree.edit(at, at + 5, '3 + 1') // so that the next line counts on from it
    finish(tree)
    expect(JSON.stringify(tree.steps)).toBe(JSON.stringify(treeOf(tree.text)))
  }
})

function whole100k(): string {
  return samples
    .map(({ text }) => text)
    .join('\n\n')
    .repeat(3)
}

function expectTiles(steps: readonly Step[], text: string) {
  const leaves = steps.filter(({ level }) => level === 'statement')
  expect(leaves.map(({ span }) => text.slice(span.from, span.to)).join('')).toBe(text)
}

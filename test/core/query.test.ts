import { expect, test } from 'vitest'
import { referencesOf, subtree } from '../../src/core/query.ts'
import { createReferenceFinder } from '../../src/core/references.ts'
import { treeOf } from '../../src/core/tree.ts'

const text =
  'First I read the code. Line 3 adds `total`, and line 4 returns it.\n\nWait, line 3 is wrong. It should be line 9.\n\nSo the answer is line 9.'

test('a subtree is what lies inside a step, and nothing else', () => {
  const steps = treeOf(text)
  for (const step of steps) {
    const inside = subtree(steps, step.id)
    expect(inside[0]).toBe(step)
    expect(inside).toEqual(
      steps.filter(
        (other) =>
          other === step ||
          (other.span.from >= step.span.from &&
            other.span.to <= step.span.to &&
            steps.indexOf(other) > steps.indexOf(step)),
      ),
    )
  }
})

test('references are gathered from the statements, each place once', () => {
  const steps = treeOf(text)
  const find = createReferenceFinder({ paths: ['a.ts'], names: ['total'] })
  const said = referencesOf(steps, text, find).map(({ lines, name }) => name ?? lines?.first)
  expect(said).toEqual([3, 'total', 4, 9])
})

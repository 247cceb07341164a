import fc from 'fast-check'
import { expect, test } from 'vitest'
import { steeringOfEdit } from '../../src/core/editedThought.ts'
import { restoreTurn } from '../../src/core/kept.ts'
import { branchOf } from '../../src/core/steering.ts'
import { treeOf } from '../../src/core/tree.ts'

const before =
  '\nI look at the sum first. It adds two numbers.\n\nLet me check it with 2 and 3. That gives 5.\n\nWait, what about 0? Then it is the other.\n'

test.each([
  ['a word of a step', 'with 2 and 3', 'with 7 and 3', 'editStep', 'Let me check it with 7 and 3.'],
  ['all after a step', before.slice(before.indexOf('\n\nWait')), '', 'goOn', ''],
  ['all after a word', before.slice(before.indexOf(' and 3')), '', 'goOn', ''],
  [
    'a paragraph put in',
    '\n\nWait',
    '\n\nMind that it is signed.\n\nWait',
    'hint',
    'Mind that it is signed.',
  ],
  ['a sentence put in', 'gives 5.', 'gives 5. Good.', 'editStep', ''],
  ['a step taken out', 'Let me check it with 2 and 3. That gives 5.', '', 'editStep', ''],
])('%s', (_, old, fresh, kind, text) => {
  const after = before.replace(old, fresh)
  const steering = steeringOfEdit(before, treeOf(before), after)
  expect(steering?.kind).toBe(kind)
  if (text !== '') expect(steering?.text).toBe(text)
  expect(after.startsWith(thoughtOf(after)?.trimEnd() ?? 'nothing')).toBe(true)
})

test('whatever is changed, the model goes on from a beginning of exactly that text, which has the change in it', () => {
  const place = fc.nat(before.length)
  fc.assert(
    fc.property(
      place,
      place,
      fc.constantFrom('', 'No. ', '\n\nSo it is 😀.\n\n', '\n\n\nNo.', 'x'),
      (one, other, put) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        const after = before.slice(0, from) + put + before.slice(to)
        const thought = thoughtOf(after)
        if (thought === undefined) return
        expect(after.startsWith(thought.trimEnd())).toBe(true)
        expect(thought.trimEnd().length).toBeGreaterThanOrEqual(
          (before.slice(0, from) + put).trimEnd().length,
        )
      },
    ),
    { examples: [[before.length, before.length, '\n\nSo it is 😀.\n\n']] },
  )
})

test('nothing changed is nothing to go on from', () => {
  expect(steeringOfEdit(before, treeOf(before), before)).toBeUndefined()
})

/** What the model goes on from. */
function thoughtOf(after: string): string | undefined {
  const steps = treeOf(before)
  const steering = steeringOfEdit(before, steps, after)
  const value = restoreTurn({
    reasoning: before,
    answer: '',
    timeline: [],
    state: { kind: 'done' },
    usage: {},
    times: { latest: 0 },
    hidden: false,
  })
  const made = steering && branchOf(value, steering)
  return made && 'cut' in made ? made.cut.kept.reasoning : undefined
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Thought } from '../../src/core/step.ts'
import { alignTrees, type Mark } from '../../src/core/alignedTrees.ts'
import { treeOf } from '../../src/core/tree.ts'

const signs: Readonly<Record<Mark, string>> = { same: '=', changed: '~', onlyLeft: '-', onlyRight: '+' }

const thoughtOf = (reasoning: string): Thought => ({ reasoning, steps: treeOf(reasoning) })

/** The statements of both, a line each. */
function drawn(before: string, after: string): readonly string[] {
  const [left, right] = [thoughtOf(before), thoughtOf(after)]
  const said = ({ reasoning, steps }: Thought, index: number | undefined) => {
    const step = steps[index ?? -1]
    return step ? reasoning.slice(step.span.from, step.span.to).trim() : ''
  }
  return alignTrees(left, right).rows.flatMap(({ left: l, right: r, mark }) => {
    const step = left.steps[l ?? -1] ?? right.steps[r ?? -1]
    if (step?.level !== 'statement') return []
    const [one, other] = [said(left, l), said(right, r)]
    return [`${signs[mark]} ${mark === 'changed' ? `${one} → ${other}` : one || other}`]
  })
}

const before = [
  'First, let me look at the discount table.',
  'The rate is seven percent on every line.',
  'Rounding happens after the sum.',
  'So the total is 13.50.',
].join('\n\n')

test('what is the same stands beside itself', () => {
  expect(drawn(before, before).every((line) => line.startsWith('= '))).toBe(true)
  expect(alignTrees(thoughtOf(before), thoughtOf(before)).parting).toBeUndefined()
})

test('a word that is another, a step that is gone and one that came stand where they are', () => {
  const after = [
    'First, let me look at the discount table.',
    'The rate is nine percent on every line.',
    'Nobody has tried negative prices yet.',
    'So the total is 13.50.',
  ].join('\n\n')
  expect(drawn(before, after)).toEqual([
    '= First, let me look at the discount table.',
    '~ The rate is seven percent on every line. → The rate is nine percent on every line.',
    '- Rounding happens after the sum.',
    '+ Nobody has tried negative prices yet.',
    '= So the total is 13.50.',
  ])
  const { rows, parting } = alignTrees(thoughtOf(before), thoughtOf(after))
  expect(rows[parting ?? -1]?.mark).toBe('onlyLeft')
})

test('words that come again and again stand beside those at the same place', () => {
  const again = (more: string) => `Wait.\n\nIt is one.\n\nWait.\n\nIt is two.\n\n${more}Wait.\n\nIt is three.`
  expect(drawn(again(''), again('Wait.\n\nIs it so?\n\n')).filter((line) => !line.startsWith('='))).toEqual([
    '+ Is it so?',
    '+ Wait.',
  ])
})

test('what the other says elsewhere is told', () => {
  const [one, other, last] = [
    'The cache keeps the promise and never the value.',
    'Nothing deletes an entry whose request was refused.',
    'The third caller waits for the lock to be free.',
  ]
  const { rows } = alignTrees(
    thoughtOf([one, other, last].join('\n\n')),
    thoughtOf([other, last, one].join('\n\n')),
  )
  const moved = rows.flatMap(({ mark, elsewhere }, at) =>
    elsewhere === undefined ? [] : [[at, mark, elsewhere]],
  )
  expect(moved).toHaveLength(2)
  const [[from, , to] = [], [back, , here] = []] = moved
  expect([to, here]).toEqual([back, from])
})

test('a phase stands beside the one that begins with the same, also where it does something else now', () => {
  const after = before.replace('First, let me look at', 'Wait, that is wrong: let me check')
  const { rows } = alignTrees(thoughtOf(before), thoughtOf(after))
  expect(rows[0]).toMatchObject({ left: 0, right: 0, mark: 'changed' })
})

const sentence = fc.constantFrom(
  'Wait.',
  'The rate is seven.',
  'The rate is nine.',
  'Let me check the loop.\n\n1. Read it.\n2. Run it.',
  'So it is 4.',
  '---',
  'Hmm, no: alternatively the table is empty.',
)
const thought = fc.array(sentence, { maxLength: 30 }).map((parts) => parts.join('\n\n'))

test('each step of both is in one row, in its order; what is the same says the same', () => {
  fc.assert(
    fc.property(thought, thought, (one, other) => {
      const [left, right] = [thoughtOf(one), thoughtOf(other)]
      const { rows } = alignTrees(left, right)
      const indexes = (side: 'left' | 'right') => rows.flatMap((row) => row[side] ?? [])
      expect(indexes('left')).toEqual([...left.steps.keys()])
      expect(indexes('right')).toEqual([...right.steps.keys()])
      for (const { left: l, right: r, mark } of rows) {
        const [a, b] = [left.steps[l ?? -1], right.steps[r ?? -1]]
        expect(mark).toBe(a && b ? (mark === 'same' ? 'same' : 'changed') : a ? 'onlyLeft' : 'onlyRight')
        if (a && b) expect(a.level).toBe(b.level)
        if (mark === 'same') expect(a?.kind).toBe(b?.kind)
      }
    }),
  )
})

test('of two equal trees nothing has changed', () => {
  fc.assert(
    fc.property(thought, (text) => {
      expect(alignTrees(thoughtOf(text), thoughtOf(text)).rows.every(({ mark }) => mark === 'same')).toBe(
        true,
      )
    }),
  )
})

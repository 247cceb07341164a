import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { createCollector } from '../../src/extension/mentions/collect.ts'

const known = { paths: ['src/cart.ts'], names: ['addLine', 'total'] }

function thought(text: string) {
  const turn = createTurn(defaultSplit)
  turn.push({ kind: 'text', channel: 'reasoning', text }, 1)
  turn.end('closed', 2)
  return turn.value()
}

test('each place once, with the steps that speak of it', () => {
  const { steps, reasoning } = thought(
    'First, I look at line 12. It calls `addLine`.\n\nWait, line 12 is wrong. Let me check src/cart.ts:3-4.\n\nSo `addLine` it is.',
  )
  const spoken = createCollector(known)(steps, reasoning)
  const places = spoken.map(({ reference: { path, lines, name } }) => [path, lines?.first, lines?.last, name])
  expect(places).toEqual([
    [undefined, 12, 12, undefined],
    [undefined, undefined, undefined, 'addLine'],
    ['src/cart.ts', 3, 4, undefined],
  ])
  expect(spoken[0]?.steps.length).toBe(2)
  const levels = spoken.flatMap(({ steps: ids }) =>
    ids.map((id) => steps.find((step) => step.id === id)?.level),
  )
  expect(new Set(levels)).toEqual(new Set(['step']))
})

test('a trace that grows tells the same as one that came at once', () => {
  const word = fc.constantFrom(
    'line 3 ',
    'addLine() ',
    'Wait, ',
    'no.\n\n',
    'So `total` is 4. ',
    'src/cart.ts:9 ',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const collect = createCollector(known)
      const turn = createTurn(defaultSplit)
      for (const text of words) {
        turn.push({ kind: 'text', channel: 'reasoning', text }, 1)
        const { steps, reasoning } = turn.value()
        collect(steps, reasoning)
      }
      turn.end('closed', 2)
      const { steps, reasoning } = turn.value()
      expect(collect(steps, reasoning)).toEqual(createCollector(known)(steps, reasoning))
    }),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Delta } from '../../src/base/delta.ts'
import { keepTurn, restoreTurn } from '../../src/core/kept.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'

const words = fc.constantFrom(
  'First, look at `total`. ',
  'Wait, that is wrong.\n\n',
  'So line 12 holds. ',
  '- a list\n',
  '</think>\n',
  'Hmm. ',
  '```\ncode\n```\n',
  'Therefore the answer is 3. ',
)
const deltas: fc.Arbitrary<readonly Delta[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('text'), channel: fc.constant('content'), text: words }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('usage'), usage: fc.constant({ completion: 7 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('finished'), reason: fc.constantFrom('stop', 'length') }),
    },
  ),
)

test('a turn that ended is the same when it is brought back from plain data', () => {
  fc.assert(
    fc.property(deltas, fc.constantFrom('closed', 'stopped'), (pushed, how) => {
      const turn = turnOf(pushed)
      turn.end(how, 9000)
      const kept: unknown = JSON.parse(JSON.stringify(keepTurn(turn.value())))
      expect(restoreTurn(kept as ReturnType<typeof keepTurn>)).toEqual(plain(turn.value()))
    }),
  )
})

test('a turn that was under way was interrupted', () => {
  const turn = turnOf([{ kind: 'text', channel: 'content', text: 'First, look. Then' }])
  const value = restoreTurn(keepTurn(turn.value()))
  expect(value.state).toEqual({ kind: 'incomplete', why: 'interrupted' })
  expect(value.times.ended).toBe(value.times.latest)
  expect(value.reasoning).toBe('\nFirst, look. Then')
  expect(value.steps.length).toBeGreaterThan(0)
})

function turnOf(pushed: readonly Delta[]) {
  const turn = createTurn(defaultSplit)
  turn.push({ kind: 'text', channel: 'content', text: '<think>\n' }, 10)
  for (const [index, delta] of pushed.entries()) turn.push(delta, 20 + 60 * index)
  return turn
}

/** Without the fields that are undefined. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

import { expect, test } from 'vitest'
import type { Delta } from '../../src/base/delta.ts'
import { metered, type Spent } from '../../src/endpoint/meter.ts'

const text: Delta = { kind: 'text', channel: 'reasoning', text: 'So it is five.' }
const counted: Delta = { kind: 'usage', usage: { prompt: 9, completion: 4, cached: 2 } }
const accepted: Delta = { kind: 'accepted' }

test.each<[string, Delta[], Spent[]]>([
  [
    'counted',
    [accepted, text, counted],
    [{ usage: { prompt: 9, completion: 4, cached: 2 }, estimated: false }],
  ],
  ['not counted', [accepted, text], [{ usage: { prompt: 100, completion: 5 }, estimated: true }]],
  [
    'counted in part',
    [accepted, text, { kind: 'usage', usage: { prompt: 9 } }],
    [{ usage: { prompt: 9, completion: 5 }, estimated: true }],
  ],
  [
    'refused',
    [{ kind: 'waiting', failure: { code: '', message: '', action: 'askAgain', detail: '' }, delay: 1 }],
    [],
  ],
])('%s', async (_, deltas, wanted) => {
  const told: Spent[] = []
  const passed: Delta[] = []
  for await (const delta of metered(stream(deltas), 100, (spent) => told.push(spent))) passed.push(delta)
  expect(passed).toEqual(deltas)
  expect(told).toEqual(wanted)
})

test('what was left in the middle has been spent too', async () => {
  const told: Spent[] = []
  for await (const delta of metered(stream([accepted, text, text]), 100, (spent) => told.push(spent)))
    if (delta.kind === 'text') break
  expect(told).toEqual([{ usage: { prompt: 100, completion: 5 }, estimated: true }])
})

async function* stream(deltas: readonly Delta[]): AsyncGenerator<Delta> {
  yield* deltas
}

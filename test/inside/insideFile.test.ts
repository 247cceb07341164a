import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Candidate } from '../../src/base/delta.ts'
import type { InsideRun } from '../../src/inside/inside.ts'
import { readInside, writeInside } from '../../src/inside/insideFile.ts'

const candidate: fc.Arbitrary<Candidate> = fc.record(
  {
    text: fc.string({ unit: 'binary' }),
    bytes: fc.array(fc.nat(255), { minLength: 1, maxLength: 4 }),
    logprob: fc.option(fc.float({ max: 0, noNaN: true, noDefaultInfinity: true })),
  },
  { requiredKeys: ['text', 'logprob'] },
)
const token = fc
  .tuple(candidate, fc.array(candidate, { maxLength: 3 }))
  .map(([own, top]) => ({ ...own, top }))
const routing = fc.nat(3).chain((rows) =>
  fc
    .tuple(fc.array(fc.nat(255), { minLength: rows * 6, maxLength: rows * 6 }), fc.boolean())
    .map(([ids, wide]) => ({
      rows,
      layers: 3,
      firstLayer: 1,
      topK: 2,
      experts: 256,
      ids: wide ? Uint16Array.from(ids) : Uint8Array.from(ids),
    })),
)
const run: fc.Arbitrary<InsideRun> = fc.record(
  {
    from: fc.record({ reasoning: fc.nat(), answer: fc.nat() }),
    tokens: fc.array(token, { maxLength: 5 }),
    routing,
    problem: fc.tuple(fc.string(), fc.nat(), fc.string()),
  },
  { requiredKeys: ['from', 'tokens'] },
)

test('what was written is read', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.array(run, { maxLength: 3 }), { noNullPrototype: true }),
      (turns) => {
        const file = new Map(Object.entries(turns))
        expect(readInside(writeInside(file))).toEqual({ file })
      },
    ),
  )
})

test('what is cut, longer, newer or something else is said to be so', () => {
  const whole = writeInside(new Map([['a', [{ from: { reasoning: 0, answer: 0 }, tokens: tokens(50) }]]]))
  expect(readInside(whole.slice(0, -1))).toEqual({ problem: ['it is not whole'] })
  expect(readInside(whole.slice(0, 40))).toEqual({ problem: ['its head cannot be read'] })
  expect(readInside(new Uint8Array([...whole, 0]))).toEqual({ problem: ['it has more than its head says'] })
  expect(readInside(new TextEncoder().encode('thinktree-inside 2\n{}\n'))).toEqual({
    problem: ['it is not what ThinkTree keeps beside a trace, or of a newer version'],
  })
  expect(readInside(new Uint8Array())).toHaveProperty('problem')
})

test('thirty thousand tokens with five alternatives take little room', () => {
  const size = writeInside(
    new Map([['a', [{ from: { reasoning: 0, answer: 0 }, tokens: tokens(30_000) }]]]),
  ).length
  expect(size).toBeLessThan(1_700_000)
})

function tokens(count: number): InsideRun['tokens'] {
  return Array.from({ length: count }, (_, index) => ({
    text: ` word${index % 4000}`,
    logprob: -1,
    top: Array.from({ length: 5 }, (__, other) => ({
      text: ` word${(index + other) % 4000}`,
      logprob: -other,
    })),
  }))
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTrace, writeTrace, type TraceHead } from '../../src/traces/think.ts'

test('reads head and body', () => {
  const { head, body, problems } = readTrace(
    [
      '---',
      'format: 1',
      'question: Why is this slow?',
      'model: r1',
      'context:',
      '  - path: src/cart.ts',
      '    lines: [3, 7]',
      '  - path: src/shop.ts',
      '---',
      '<think>',
      'a',
      '</think>',
      '---',
      'b',
    ].join('\n'),
  )
  expect(head).toMatchObject({ question: 'Why is this slow?', model: 'r1', title: '' })
  expect(head.context).toEqual([{ path: 'src/cart.ts', lines: [3, 7] }, { path: 'src/shop.ts' }])
  expect(body).toBe('<think>\na\n</think>\n---\nb')
  expect(problems).toEqual([])
})

test.each([
  ['no head', '<think>a</think>b'],
  ['a rule at the start', '---\nsome: text\n---\nmore'],
  ['a head that is not closed', '---\nformat: 1\n'],
  ['nothing', ''],
])('%s: all is body', (_, file) => {
  expect(readTrace(file)).toMatchObject({ body: file, problems: [] })
})

test('says what is wrong with a head, and still gives the body', () => {
  expect(readTrace('---\nformat: 2\nmodel: [1]\n---\na')).toMatchObject({
    body: 'a',
    problems: ['This is format 2; only 1 is known.', '“model” in the head is not text.'],
  })
  expect(readTrace('---\nformat: 1\n\t: {\n---\na').problems).toHaveLength(1)
  expect(readTrace('---\r\nformat: 1\r\nmodel: r1\r\n---\r\na')).toMatchObject({
    head: { model: 'r1' },
    body: 'a',
  })
})

const words = fc.string({
  unit: fc.constantFrom('a', ' ', ':', '\n', '"', "'", '---', '#', '- ', 'é', '1', '\r\n', '|'),
})
const head: fc.Arbitrary<TraceHead> = fc.record({
  question: words,
  title: words,
  model: words,
  endpoint: words,
  asked: fc.constantFrom('', '2026-11-23T10:00:00.000Z'),
  context: fc.array(
    fc.oneof(
      fc.record({ path: fc.constantFrom('a.ts', 'b: c.ts') }),
      fc.constant({ path: 'a', lines: [1, 2] as const }),
    ),
  ),
  sample: fc.boolean(),
  note: words,
})

test('what is written is read again', () => {
  fc.assert(
    fc.property(head, fc.string(), (before, body) => {
      expect(readTrace(writeTrace(before, body))).toEqual({ head: before, body, problems: [] })
    }),
  )
})

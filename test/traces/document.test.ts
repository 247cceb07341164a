import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  indexInBody,
  placeInBody,
  readDocument,
  writeDocument,
  type TraceDocument,
} from '../../src/traces/document.ts'
import { sentenceOf } from '../../src/traces/problem.ts'
import { quote, unquote } from '../../src/traces/quote.ts'
import { tricky } from './texts.ts'

const two = [
  '---',
  'format: 1',
  'question: Why is this slow?',
  'model: r1',
  'context:',
  '  - path: src/cart.ts',
  '    lines: [3, 7]',
  '  - path: src/shop.ts',
  'mine: kept',
  '---',
  '<think>',
  'a',
  '</think>',
  '---',
  'b',
  '',
  '--- turn',
  'question: And now?',
  '---',
  'c',
].join('\n')

test('reads heads and bodies', () => {
  const { turns, problems } = readDocument(two)
  expect(problems).toEqual([])
  expect(turns.map(({ body }) => body)).toEqual(['<think>\na\n</think>\n---\nb\n', 'c'])
  expect(turns[0]?.head).toMatchObject({
    question: 'Why is this slow?',
    model: 'r1',
    title: '',
    context: [{ path: 'src/cart.ts', lines: [3, 7] }, { path: 'src/shop.ts' }],
  })
  expect(turns[0]?.fields['mine']).toBe('kept')
  expect(turns[1]?.head.question).toBe('And now?')
})

test('the same with line ends of Windows, and with a byte order mark', () => {
  const { turns, eol, problems } = readDocument(`\ufeff${two.replaceAll('\n', '\r\n')}`)
  expect([eol, problems]).toEqual(['\r\n', []])
  expect(turns.map(({ body }) => body)).toEqual(['<think>\r\na\r\n</think>\r\n---\r\nb\r\n', 'c'])
  expect(turns.map(({ head }) => head.question)).toEqual(['Why is this slow?', 'And now?'])
})

test.each([
  ['no head', '<think>a</think>b\n--- turn\nid: b\n---\nc'],
  ['a rule at the start', '---\nsome: text\n---\nmore'],
  ['nothing', ''],
])('%s: all is body', (_, text) => {
  expect(readDocument(text)).toMatchObject({ turns: [{ body: text, problems: [] }], problems: [] })
})

test.each([
  ['is cut', '---\nformat: 1\nquestion: Why', '', 'Why'],
  [
    'lost its last line',
    '---\nformat: 1\nquestion: Why\n<think>\na\n</think>\n---\nb',
    '<think>\na\n</think>\n---\nb',
    'Why',
  ],
])('a head that %s: what is there is read', (_, text, body, question) => {
  const { turns, problems } = readDocument(text)
  expect(turns).toMatchObject([{ body, head: { question } }])
  expect(problems.map((problem) => sentenceOf(problem))).toEqual(['No line `---` closes the head.'])
})

test('a line of the body that would begin a turn is quoted', () => {
  const body = 'x\n--- turn\n\\--- turn\n\\\\--- turns\n --- turn'
  const text = `---\nformat: 1\n---\n${quote(body)}`
  expect(quote(body)).toBe('x\n\\--- turn\n\\\\--- turn\n\\\\\\--- turns\n --- turn')
  const { turns } = readDocument(text)
  expect(turns.map((turn) => turn.body)).toEqual([body])
  const [turn] = turns
  if (!turn) throw new Error('no turn')
  for (let index = 0; index < body.length; index++) {
    const place = placeInBody(turn, index)
    expect(text[place]).toBe(body[index])
    expect(indexInBody(turn, place)).toBe(index)
  }
})

test('says what is wrong with a head and where, and still gives the body', () => {
  const sentences = (text: string) =>
    readDocument(text).problems.map((problem) => [
      sentenceOf(problem),
      text.slice(problem.range.from, problem.range.to),
    ])
  expect(sentences('---\nformat: 2\nmodel: [1]\n---\na')).toEqual([
    ['This is format 2, and only 1 is known here: the document can be read but not changed.', '2'],
  ])
  expect(readDocument('---\nformat: 2\nmodel: r2\n---\na')).toMatchObject({
    newer: 2,
    turns: [{ body: 'a', head: { model: 'r2' } }],
  })
  expect(sentences('---\nformat: 1\nmodel: [1]\nusage: {prompt: -1}\nstate: over\n---\na')).toEqual([
    ['“model” is not text.', '[1]'],
    ['“prompt” is too small.', '-1'],
    ['“state” must be one of: running, done, stopped, incomplete, failed.', 'over'],
  ])
  expect(sentences('---\nformat: 1\ncontext: [{lines: [1]}]\n---\n')).toEqual([
    ['“context” has no “path”.', '{lines: [1]}'],
    ['“lines” has too few entries.', '[1]'],
  ])
  expect(sentences('---\nformat: 1\nmodel: r1\n\t: {\n---\na').length).toBeGreaterThan(0)
})

test('a head that is made to take long, or to break the reader, does neither', () => {
  const heads = {
    keys: Array.from({ length: 3000 }, (_, index) => `k${index}: v`).join('\n'),
    brackets: `a: ${'['.repeat(5000)}`,
    aliases: [
      'a: &a [x, x, x]',
      ...Array.from('bcdefghij', (name, at) => `${name}: &${name} [${`*${'abcdefghi'[at]},`.repeat(9)}]`),
    ].join('\n'),
    long: `a: ${'x'.repeat(300_000)}`,
    prototype: '__proto__: {polluted: true}\nconstructor: x',
  }
  for (const [name, head] of Object.entries(heads)) {
    const { turns, problems } = readDocument(`---\nformat: 1\n${head}\n---\nbody`)
    expect([name, turns.map(({ body }) => body)]).toEqual([name, ['body']])
    expect(problems.length).toBeLessThanOrEqual(21)
  }
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  expect(
    readDocument('---\nformat: 1\nid: a\nid: b\n---\n').problems.map((problem) => sentenceOf(problem)),
  ).toEqual(['“id” stands here twice.'])
})

describe('laws', () => {
  const documents = fc.oneof(
    tricky,
    tricky.map((text) => `---\nformat: 1\n${text}`),
    tricky.map((text) => `---\nformat: 1\n---\n${text}`),
    fc.string({ unit: 'binary' }),
  )

  test('any text in is that text out, and all of it is somewhere', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const document = readDocument(text)
        expect(writeDocument(document)).toBe(text)
        expect(document.turns.length).toBeGreaterThan(0)
        let at = 0
        for (const { layout } of document.turns) {
          expect(layout.whole.from).toBeGreaterThanOrEqual(at)
          expect(layout.body.from).toBeGreaterThanOrEqual(layout.whole.from)
          expect(layout.body.to).toBe(layout.whole.to)
          at = layout.whole.to
        }
        expect(at).toBe(text.length)
      }),
    )
  })

  test('a body is quoted and read again', () => {
    fc.assert(
      fc.property(fc.array(tricky), (pieces) => {
        const body = pieces.join('')
        const { turns } = readDocument(`---\nformat: 1\n---\n${quote(body)}\n--- turn\n---\n`)
        expect(turns.map((turn) => turn.body)).toEqual([body, ''])
        expect(unquote(quote(body)).body).toBe(body)
      }),
    )
  })

  test('reading after another document is reading', () => {
    fc.assert(
      fc.property(documents, documents, (before, text) => {
        expect(readDocument(text, readDocument(before))).toEqual(readDocument(text))
      }),
    )
  })

  test('cut anywhere, what is there is read', () => {
    fc.assert(
      fc.property(fc.nat(two.length), (at) => {
        const cut: TraceDocument = readDocument(two.slice(0, at))
        const whole = readDocument(two)
        for (const [index, { body }] of cut.turns.entries()) {
          const expected = whole.turns[index]?.body ?? ''
          if (at >= two.indexOf('<think>'))
            expect(expected.startsWith(body) || body.startsWith(expected)).toBe(true)
        }
      }),
    )
  })
})

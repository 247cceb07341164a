import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemSentence, type Conversation, type ImportProblem } from '../../src/import/conversation.ts'
import { createImporter, importText } from '../../src/import/importer.ts'
import { mendJson } from '../../src/import/mend.ts'

const line = (index: number) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `q${index}` },
      { role: 'assistant', content: '<think>\na\n</think>\nb' },
    ],
  })

test('does not depend on where the text was cut', () => {
  const texts = [
    `${line(1)}\n\n${line(2)}\r\n{"a":\n${line(3)}`,
    'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: [DONE]\n',
    JSON.stringify([JSON.parse(line(1))], null, 2),
    'HTTP/1.1 200 OK\n\n{"choices":[{"message":{"content":"a"}}]}',
    'Some text.\n<think>a</think>b',
    '---\nformat: 1\n---\n<think>a</think>b',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.infiniteStream(fc.integer({ min: 1, max: 40 })),
      (text, sizes) => {
        expect(readInPieces(text, sizes)).toEqual(readInPieces(text, [text.length][Symbol.iterator]()))
      },
    ),
  )
})

test('any text is read without an error, and what is found is a document', () => {
  const word = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\n',
    'data: ',
    'a',
    '1',
    'null',
    '<think>',
    '</think>',
    '---\n',
    '"choices"',
    '"messages"',
    '"role":"user"',
    '[DONE]',
    '\\',
  )
  fc.assert(
    fc.property(
      fc.array(word).map((words) => words.join('')),
      (text) => {
        for (const conversation of importText(text).conversations)
          expect(typeof conversation.document()).toBe('string')
      },
    ),
  )
})

test('values that are not what they should be are no error', () => {
  const key = fc.constantFrom(
    'choices',
    'messages',
    'message',
    'delta',
    'content',
    'role',
    'request',
    'response',
    'log',
    'entries',
    'done',
    'output',
    'prompt',
    'conversations',
    'from',
    'value',
    'error',
    'status',
    'type',
    'history',
    'chosen',
    'input',
    'index',
    'created',
  )
  const leaf = fc.oneof(
    fc.constantFrom('user', 'assistant', 'gpt', 'constructor', 'stop', '', 'data: {"choices":[]}'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  )
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }))
  fc.assert(
    fc.property(value, value, (one, other) => {
      for (const { document } of importText(`${JSON.stringify(one)}\n${JSON.stringify(other)}`).conversations)
        document()
    }),
    { numRuns: 1000 },
  )
})

test('of lines only the one at hand is held, and what is found is made when asked for', () => {
  const found: Conversation[] = []
  const importer = createImporter((each) => found.push(each), fail, {
    conversations: 100_000,
    characters: 1000,
  })
  for (let index = 0; index < 5000; index++) importer.push(`${line(index)}\n`)
  importer.end()
  expect(found.map(({ line: at, title }) => `${at} ${title}`).slice(-1)).toEqual(['5000 q4999'])
})

test('stops where there is too much, and says so', () => {
  const { conversations, problems } = importText(`${line(1)}\n${line(2)}\n${line(3)}`, {
    conversations: 2,
    characters: 1e9,
  })
  expect(conversations).toHaveLength(2)
  expect(problems).toEqual([{ line: 2, kind: 'many', values: ['2'] }])
  const long = importText(`{\n"a": "${'a'.repeat(2_000_000)}\n`, { conversations: 2, characters: 1_000_000 })
  expect(long.problems.map(({ values }) => values)).toEqual([['1']])
})

test('JSON that was cut anywhere is closed', () => {
  const text = JSON.stringify({ a: [1, 'b\\"\u2028', { c: null, d: true, e: -1.5 }], 'f"': '😀\n' })
  for (let at = 1; at < text.length; at++)
    expect(mendJson(text.slice(0, at)), text.slice(0, at)).toBeTypeOf('object')
  expect(mendJson(text)).toBeUndefined()
  expect(mendJson('{"a": ]')).toBeUndefined()
  expect(mendJson('{"a": "bc')).toEqual({ a: 'bc' })
  expect(mendJson('{"a": 1, "b": 20')).toEqual({ a: 1, b: null }) // or 200
})

test('what is wrong is said by the line where it stands, events too', () => {
  const chunk = (content: string) =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}`
  const end = 'data: [DONE]'
  const problemsOf = (...lines: readonly string[]) =>
    importText(lines.join('\n')).problems.map(({ line: at, kind }) => [at, kind])
  const good = chunk('<think>a</think>b')
  expect(problemsOf(good, '', 'data: {bad', '', chunk('c'), '', end)).toEqual([[3, 'notJson']])
  expect(problemsOf(good, 'data: {bad', chunk('c'), end)).toEqual([[2, 'notJson']])
  expect(problemsOf(good, '', 'event: x', 'data: {bad', 'id: 1', 'data: {worse', '', end)).toEqual([
    [4, 'notJson'],
    [6, 'notJson'],
  ])
  expect(problemsOf(good, '', 'data: {bad', 'event: y', chunk('c'), '', end)).toEqual([[3, 'notJson']])
  expect(importText(['', '', line(1), `: a`, good, '', end].join('\n')).conversations.at(-1)?.line).toBe(5)
})

test.each([
  ['a response', ['{"choices":[{"message":{"role":"assistant","content":"<think>a</think>b and'], 1],
  ['an event', [': hello', '', 'data: {"choices":[{"delta":{"content":"<think>a</think>b and'], 3],
  [
    'a line of JSON',
    [
      '{"choices":[{"index":0,"delta":{"content":"<think>a</think>b"}}]}',
      '{"choices":[{"index":0,"delta":{"content":" and',
    ],
    2,
  ],
])('%s on one line that the end of the file has cut is read as far as it came', (_, lines, at) => {
  const { conversations, problems } = importText(lines.join('\n'))
  expect(problems.map(({ line: where, kind }) => [where, kind])).toEqual([[at, 'cut']])
  expect(conversations.map(({ document }) => document().split('---\n').at(-1)?.trim())).toEqual([
    '<think>a</think>b and',
  ])
})

function readInPieces(text: string, sizes: Iterator<number>) {
  const said: unknown[] = []
  const importer = createImporter(
    ({ document, inside, ...others }) => said.push({ ...others, text: document(), told: inside?.() }),
    (problem: ImportProblem) => said.push(problem),
  )
  for (let at = 0; at < text.length;) {
    const size = Number(sizes.next().value)
    importer.push(text.slice(at, at + size))
    at += size
  }
  importer.end()
  return said
}

function fail(problem: ImportProblem): never {
  throw new Error(problemSentence(problem))
}

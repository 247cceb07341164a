import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDocument } from '../../src/traces/document.ts'
import { applyEdits, editHead, headEdits, type HeadChanges } from '../../src/traces/edit.ts'
import { tricky } from './texts.ts'

const text = [
  '---',
  '# from the review',
  'format: 1',
  "title: 'Slow' # short",
  'mine: {a: 1,   b: 2}',
  'context:',
  '  # the cart',
  '  - path: a.ts',
  '',
  '# last',
  'note: |',
  '  two',
  '  lines',
  '---',
  'body',
].join('\n')

function edited(changes: HeadChanges, from = text): string | undefined {
  const document = readDocument(from)
  const [turn] = document.turns
  return turn && editHead(document, turn, changes)?.text
}

test('changes what is asked, and leaves comments, order, style and keys that we do not know', () => {
  expect(edited({ title: 'Fast' })).toBe(text.replace("'Slow'", 'Fast'))
  expect(edited({ title: undefined })).toBe(text.replace("title: 'Slow' # short\n", ''))
  expect(edited({ note: 'one' })).toBe(text.replace('note: |\n  two\n  lines', 'note: one'))
  expect(edited({ model: 'r1', id: 'x' })).toBe(
    text.replace('format: 1\n', 'format: 1\nid: x\n').replace('short\n', 'short\nmodel: r1\n'),
  )
  expect(edited({ context: [{ path: 'b.ts', lines: [1, 2] }] })).toBe(
    text.replace('  # the cart\n  - path: a.ts', '  - path: b.ts\n    lines: [1, 2]'),
  )
  expect(edited({ theirs: { deep: [1, { x: 'y' }] } })).toBe(
    text.replace('lines\n---', 'lines\ntheirs:\n  deep:\n    - 1\n    - x: y\n---'),
  )
  expect(edited({ title: 'Slow' })).toBe(text)
  expect(edited({ title: 'a: b\n\n---\nc' })).toContain('title: "a: b\\n\\n---\\nc" # short\n')
})

test('a text without a head gets one, and keeps its body', () => {
  const bare = '<think>\na</think>\n--- turn\nb'
  const document = readDocument(edited({ title: 'T' }, bare) ?? '')
  expect(document.turns).toMatchObject([{ body: bare, head: { title: 'T' } }])
})

test('nothing is changed of a newer version, and in a head that is not YAML', () => {
  expect(edited({ title: 'x' }, '---\nformat: 2\n---\n')).toBeUndefined()
  expect(edited({ title: 'x' }, '---\nformat: 1\na: [\n---\n')).toBeUndefined()
  expect(edited({ title: 'x' }, '---\nformat: 1\ntitle: y')).toBeUndefined()
})

test('the spaces that a text of lines ends with go with it', () => {
  const spaced = text.replace('lines', 'lines  \n   ')
  expect(edited({ note: 'a\nb' }, spaced)).toBe(text.replace('|\n  two\n  lines', '|-\n  a\n  b'))
})

test('line ends stay as they are', () => {
  expect(edited({ note: 'a\nb', id: 'x' }, '---\r\nformat: 1\r\n---\r\nbody')).toBe(
    '---\r\nformat: 1\r\nid: x\r\nnote: |-\r\n  a\r\n  b\r\n---\r\nbody',
  )
})

test('what is set is there, and all else as before', () => {
  const value = fc.oneof(
    tricky,
    fc.integer(),
    fc.boolean(),
    fc.array(tricky, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('path', 'x', 'é'), tricky),
    fc.array(fc.dictionary(fc.constantFrom('path', 'hash'), tricky, { minKeys: 1 }), {
      minLength: 1,
      maxLength: 2,
    }),
    fc.constant(undefined),
  )
  const changes = fc.dictionary(
    fc.constantFrom('id', 'title', 'note', 'context', 'mine', 'theirs', 'usage'),
    value,
  )
  const start = fc.constantFrom(
    text,
    '---\nformat: 1\n---\nbody',
    `${text}\n--- turn\n{flow: true, id: b}\n---\nmore`,
    '---\nformat: 1\nnote: |\n  a  \n   \nusage: |+\n  b \n\n\nmine:   \nid: c  \n---\nbody',
  )
  fc.assert(
    fc.property(start, fc.array(changes, { maxLength: 3 }), fc.boolean(), (from, rounds, last) => {
      let document = readDocument(from)
      const index = last ? document.turns.length - 1 : 0
      for (const round of rounds) {
        const turn = document.turns[index]
        if (!turn) throw new Error('no turn')
        const next = editHead(document, turn, round)
        if (!next) throw new Error(`cannot be edited: ${JSON.stringify(document.text)}`)
        expect(applyEdits(document.text, headEdits(document, turn, round) ?? [])).toBe(next.text)
        const wanted = { ...turn.fields, ...round }
        const known = Object.fromEntries(Object.entries(wanted).filter(([, each]) => each !== undefined))
        expect(next.turns[index]?.fields).toEqual(known)
        expect(next.turns.map(({ body }) => body)).toEqual(document.turns.map(({ body }) => body))
        for (const [other, { fields }] of document.turns.entries())
          if (other !== index) expect(next.turns[other]?.fields).toEqual(fields)
        document = next
      }
    }),
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEventReader } from '../../src/endpoint/events.ts'

describe('one event or several', () => {
  test.each([
    ['an event', 'data: {"a":1}\n\n', '{"a":1}'],
    ['with a field and no blank', 'data:{"a":1}\n\n', '{"a":1}'],
    ['two events', 'data: {"a":1}\n\ndata: {"a":2}\n\n', '{"a":1} {"a":2}'],
    ['two events with single newlines', 'data: {"a":1}\ndata: {"a":2}\n', '{"a":1} {"a":2}'],
    ['no blank line at the end', 'data: {"a":1}', '{"a":1}'],
    [
      'carriage returns',
      'data: {"a":1}\r\n\r\ndata: {"a":2}\r\rdata: {"a":3}\r\n',
      '{"a":1} {"a":2} {"a":3}',
    ],
    ['a byte order mark', '\uFEFFdata: {"a":1}\n\n', '{"a":1}'],
    ['comments', ': OPENROUTER PROCESSING\n\n: ping - 1\ndata: {"a":1}\n\n', '{"a":1}'],
    ['other fields', 'id: 7\nretry: 10\ndata: {"a":1}\n\n', '{"a":1}'],
    ['the end', 'data: {"a":1}\n\ndata: [DONE]\n\n', '{"a":1} done'],
    ['data over two lines', 'data: {"a":\ndata: 1}\n\n', '{"a":1}'],
    [
      'a broken chunk between good ones',
      'data: {"a":1}\ndata: {"a\ndata: {"a":3}\n\n',
      '{"a":1} ?{"a? {"a":3}',
    ],
    ['a broken chunk, then the end', 'data: {"a\ndata: [DONE]\n', '?{"a? done'],
    ['a named event', 'event: error\ndata: {"a":1}\n\ndata: {"a":2}\n\n', 'error{"a":1} {"a":2}'],
    ['a name holds for one chunk', 'event: error\ndata: {"a":1}\ndata: {"a":2}\n', 'error{"a":1} {"a":2}'],
    ['an error in words', 'event: error\ndata: it broke\n\n', 'error"it broke"'],
    ['an error as a field', 'error: {"message":"no"}\n\n', 'error{"message":"no"}'],
    ['an error as a field, in words', 'error: it broke\n\n', 'error"it broke"'],
    ['JSON a line', '{"a":1}\n{"a":2}\n', '{"a":1} {"a":2}'],
    ['JSON a line, and the end', '{"a":1}\n[DONE]\n', '{"a":1} done'],
    ['one document over many lines', '{\n  "a": [\n    1\n  ]\n}\n', '{"a":[1]}'],
    ['a page', '<!doctype html>\n<p>Hello', '?<!doctype html>? ?<p>Hello?'],
    ['nothing', '', ''],
  ])('%s', (_, text, expected) => {
    expect(read([text])).toBe(expected)
  })
})

test('a chunk is given as soon as its line is whole', () => {
  const reader = createEventReader()
  expect(reader.push('data: {"a":1}')).toEqual([])
  expect(reader.push('\n')).toEqual([{ kind: 'value', named: '', value: { a: 1 } }])
})

test('a broken chunk does not hold back the next', () => {
  const reader = createEventReader()
  expect(reader.push('data: {"a\ndata: {"choices":[]}\n')).toEqual([
    { kind: 'stray', text: '{"a' },
    { kind: 'value', named: '', value: { choices: [] } },
  ])
})

const lines = fc.constantFrom(
  'data: {"a":1}',
  'data: {"a":',
  'data: 1}',
  'data: [DONE]',
  'data: {"choices":[]}',
  'event: error',
  'error: {"m":1}',
  ': ping',
  '{"a":2}',
  '{',
  'words',
  '',
)
const ends = fc.constantFrom('\n', '\n\n', '\r\n', '\r', '\r\n\r\n')
const streams = fc.array(fc.tuple(lines, ends)).map((parts) => parts.flat().join(''))

test('does not depend on where the stream was cut', () => {
  fc.assert(
    fc.property(streams, fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const at = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length]
      const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
      expect(read(pieces)).toBe(read([text]))
      expect(read(Array.from(text))).toBe(read([text]))
    }),
  )
})

function read(pieces: readonly string[]): string {
  const reader = createEventReader()
  const events = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
  return events
    .map((event) => {
      if (event.kind === 'value') return event.named + JSON.stringify(event.value)
      return event.kind === 'done' ? 'done' : `?${event.text}?`
    })
    .join(' ')
}

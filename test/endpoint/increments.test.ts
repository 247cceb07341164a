import { expect, test } from 'vitest'
import { createIncrements, type TextDelta } from '../../src/endpoint/increments.ts'

test.each<[string, string[], string[]]>([
  ['what is new', ['The', ' cat', ' sat'], ['The', ' cat', ' sat']],
  ['all so far', ['The', 'The cat', 'The cat sat', 'The cat sat.'], ['The', ' cat sat', '.']],
  ['all so far, and the same again', ['a', 'ab', 'abc', 'abc', 'abcd'], ['a', 'bc', 'd']],
  ['a chance beginning', ['no', 'nothing', ' else'], ['no', 'nothing else']],
  ['a chance beginning at the end', ['4', '42'], ['4', '42']],
  ['the same twice', ['ha', 'ha', 'hah'], ['ha', 'ha', 'hah']],
  ['all so far no longer', ['a', 'ab', 'abc', 'd', 'de'], ['a', 'bc', 'd', 'de']],
])('of deltas that tell %s', (_, texts, expected) => {
  const increments = createIncrements()
  const said = [...texts.flatMap((text) => increments.push([reasoning(text)])), ...increments.end()]
  expect(said.map(({ text }) => text)).toEqual(expected)
})

test('each channel by itself, and what is held comes before the other', () => {
  const increments = createIncrements()
  const texts = [reasoning('a'), reasoning('ab'), content('x'), content('xy'), content('xyz')]
  expect(texts.flatMap((text) => increments.push([text]))).toEqual([
    reasoning('a'),
    reasoning('ab'),
    content('x'),
    content('yz'),
  ])
})

function reasoning(text: string): TextDelta {
  return { kind: 'text', channel: 'reasoning', text }
}

function content(text: string): TextDelta {
  return { kind: 'text', channel: 'content', text }
}

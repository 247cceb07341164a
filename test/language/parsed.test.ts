import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createParser, type Parsed } from '../../src/language/parsed.ts'
import { textAt } from '../../src/traces/pieces.ts'
import { parse, trace, wordsOf } from '../support/traces.ts'
import { tricky } from '../traces/texts.ts'

/** All that can be compared. */
function shape({ document, turns }: Parsed) {
  return {
    document,
    turns: turns.map(({ reasoning, answer, pieces, steps, citations }) => ({
      reasoning,
      answer,
      pieces,
      steps,
      citations,
    })),
  }
}

test('finds what stands where', () => {
  const { turns } = parse(trace)
  const [first, second] = turns
  expect(first?.pieces.map(({ kind, range }) => [kind, wordsOf(trace, range).slice(0, 9)])).toEqual([
    ['tag', '<think>'],
    ['reasoning', '\nOkay, so'],
    ['tag', '</think>'],
    ['answer', '\n\n## Why\n'],
  ])
  expect(first?.citations.map(({ range, where }) => [where, wordsOf(trace, range)])).toEqual([
    ['reasoning', 'total'],
    ['reasoning', 'src/cart.ts:3'],
    ['reasoning', 'line 12'],
    ['reasoning', 'addLine'],
    ['reasoning', 'Line 14'],
    ['answer', 'src/cart.ts:12'],
    ['answer', 'total'],
  ])
  expect([second?.reasoning, second?.answer]).toEqual(['', 'Nothing.\n'])
})

test('after edits it is as if read anew', () => {
  const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(60), text: tricky })
  const start = fc.oneof(
    fc.constant(trace),
    tricky.map((text) => `${trace}${text}`),
    tricky,
  )
  fc.assert(
    fc.property(start, fc.array(edit, { maxLength: 4 }), (initial, edits) => {
      const parser = createParser(initial)
      let text = initial
      for (const { at, cut, text: added } of edits) {
        const from = Math.floor(at * text.length)
        text = text.slice(0, from) + added + text.slice(from + cut)
        parser.update(text)
        shape(parser.parsed)
      }
      parser.work(() => false)
      parser.refresh()
      parser.work(() => false)
      expect(shape(parser.parsed)).toEqual(shape(parse(text)))
    }),
  )
})

test('offsets and places lead to one another', () => {
  fc.assert(
    fc.property(tricky, tricky, (one, other) => {
      const { turns, document } = parse(`---\nformat: 1\n---\n<think>\n${one}\n</think>\n${other}`)
      for (const { turn, pieces, reasoning, range } of turns)
        for (let offset = 0; offset < reasoning.length; offset++) {
          const { from, to } = range('reasoning', offset, offset + 1)
          expect(document.text.slice(from, to)).toBe(reasoning[offset])
          expect(textAt(turn, pieces, from)).toEqual({ kind: 'reasoning', offset })
        }
    }),
  )
})

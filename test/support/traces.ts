import { placeOf, type Place, type Range } from '../../src/traces/place.ts'
import { createParser, type Parsed } from '../../src/language/parsed.ts'

/** A document parsed to its end. */
export function parse(text: string): Parsed {
  const parser = createParser(text)
  parser.work(() => false)
  return parser.parsed
}

/** Where some words begin in a text. */
export function placeOfWords(text: string, words: string): Place {
  const at = text.indexOf(words)
  if (at < 0) throw new Error(`“${words}” is not in the text`)
  return placeOf(at)
}

export function wordsOf(text: string, { from, to }: Range): string {
  return text.slice(from, to)
}

export const trace = [
  '---',
  'format: 1',
  'question: Why is this slow?',
  'model: r1',
  'context:',
  '  - path: src/cart.ts',
  '    lines: [1, 20]',
  'names: [total, addLine]',
  '---',
  '<think>',
  'Okay, so the user asks why `total` is slow. Let me look at src/cart.ts:3 first.',
  '',
  'The loop on line 12 runs once for each line. It calls `addLine` each time.',
  '',
  'Wait, no, that is wrong. Line 14 is outside of the loop.',
  '',
  'So the answer is 42.',
  '</think>',
  '',
  '## Why',
  '',
  'Because of `src/cart.ts:12`: it is **not** the loop.',
  '',
  '```ts',
  'total()',
  '```',
  '',
  '--- turn',
  'question: And now?',
  '---',
  'Nothing.',
  '',
].join('\n')

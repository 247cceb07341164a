import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createBlocks } from '../../webview/blocks.ts'
import { createGrammar } from '../../src/markup/grammar.ts'

const answer = `The bucket **throws away** fractions.

- one
- two

  still two
- three

1. first

Heading
===

| a | b |
|---|---|
| 1 | 2 |

\`\`\`ts
const a = 1

const b = 2
\`\`\`
> quoted
> more

\\[
x^2
\\]

Last words`

test('cuts a text into its top-level pieces', () => {
  expect(texts(answer).map((text) => text.split('\n')[0])).toEqual([
    'The bucket **throws away** fractions.',
    '- one',
    '1. first',
    'Heading',
    '| a | b |',
    '```ts',
    '> quoted',
    '\\[',
    'Last words',
  ])
})

test('blocks are the text, however it grew', () => {
  fc.assert(
    fc.property(cuts(answer), (pieces) => {
      const blocks = createBlocks(createGrammar({ image: 'Image' }))
      let text = ''
      for (const piece of pieces) {
        text += piece
        expect(
          blocks
            .update(text)
            .map((block) => block.text)
            .join(''),
        ).toBe(text)
      }
      expect(blocks.update(text).map((block) => block.text)).toEqual(texts(answer))
    }),
  )
})

test('the same for Markdown of any kind', () => {
  const line = fc.constantFrom(
    'word', '# head', '- item', '  more', '1. one', '```', '```js', '> say', '', '', '===', '---', '|a|b|', '|-|-|', '$$', '<div>', '    code',
  ) // prettier-ignore
  const text = fc.array(line, { maxLength: 25 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 6 }), (whole, ends) => {
      const blocks = createBlocks(createGrammar({ image: 'Image' }))
      for (const end of ends.map((one) => one % (whole.length + 1)).sort((one, other) => one - other)) {
        blocks.update(whole.slice(0, end))
      }
      expect(blocks.update(whole).map((block) => block.text)).toEqual(texts(whole))
      expect(texts(whole).join('')).toBe(whole)
    }),
    { numRuns: 500 },
  )
})

test('finished blocks stay the same objects', () => {
  const blocks = createBlocks(createGrammar({ image: 'Image' }))
  const before = blocks.update('one\n\ntwo\n\nthree\n\nfour')
  const after = blocks.update('one\n\ntwo\n\nthree\n\nfour and more')
  expect(before[0]?.open).toBe(false)
  expect(after[0]).toBe(before[0])
})

test('a text that was taken back is cut anew', () => {
  const blocks = createBlocks(createGrammar({ image: 'Image' }))
  blocks.update('one\n\ntwo\n\nthree\n\nfour')
  expect(blocks.update('other').map((block) => block.text)).toEqual(['other'])
})

function texts(whole: string): readonly string[] {
  return createBlocks(createGrammar({ image: 'Image' }))
    .update(whole)
    .map((block) => block.text)
}

function cuts(text: string): fc.Arbitrary<readonly string[]> {
  return fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 40 }).map((places) => {
    const ends = [...places, text.length].sort((one, other) => one - other)
    return ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end))
  })
}

import { describe, expect, test } from 'vitest'
import { inEnglish } from '../../src/base/say.ts'
import { foldsOf } from '../../src/language/folding.ts'
import { selectionsAt } from '../../src/language/selection.ts'
import { symbolsOf, type TraceSymbol } from '../../src/language/symbols.ts'
import { tokensOf } from '../../src/language/tokens.ts'
import { parse, placeOfWords, trace, wordsOf } from '../support/traces.ts'

function outline(symbols: readonly TraceSymbol[], depth = 0): readonly string[] {
  return symbols.flatMap(({ name, what, children }) => [
    `${'  '.repeat(depth)}${what}: ${name}`,
    ...outline(children, depth + 1),
  ])
}

test('the outline is turns, phases, steps, and headings of the answer', () => {
  expect(outline(symbolsOf(parse(trace), inEnglish))).toMatchInlineSnapshot(`
    [
      "turn: Why is this slow?",
      "  frame: Framing the question",
      "    frame: The user asks why total is slow",
      "    derive: The loop on line 12 runs once for each line",
      "    revise: No, that is wrong",
      "    conclude: The answer is 42",
      "  answer: Answer",
      "    heading: Why",
      "turn: And now?",
      "  answer: Answer",
    ]
  `)
})

test.each([
  ['question: Why?\nmodel: r1\n', 'question: Why?'],
  ['question: Why?\ntitle: A name # mine\n', 'title: A name # mine'],
  ['question: |-\n  Why?\n\n  And how?\n', 'Why?'],
  ['"question": Why?\n', '---'],
  ['title:\nquestion: Why?\r\nmodel: r1\n', 'question: Why?'],
  ['model: r1\n', '---'],
  ['context:\n  - question: no\n', '---'],
])('what stands for a turn, and in sticky scroll, is the line of its name: %j', (head, line) => {
  const text = `---\nformat: 1\n${head}---\n<think>\nLet me see.\n</think>\nSo.\n`
  const [turn] = symbolsOf(parse(text), inEnglish)
  expect(turn && wordsOf(text, turn.selection)).toBe(line)
})

test('every entry lies in the one above, and what stands for it lies in it', () => {
  const check = (symbols: readonly TraceSymbol[]) => {
    for (const { range, selection, children } of symbols) {
      expect([range.from <= selection.from, selection.to <= range.to]).toEqual([true, true])
      for (const child of children)
        expect([range.from <= child.range.from, child.range.to <= range.to]).toEqual([true, true])
      check(children)
    }
  }
  check(symbolsOf(parse(trace), inEnglish))
  check(symbolsOf(parse('<think>a</think>'), inEnglish))
  check(symbolsOf(parse(''), inEnglish))
})

test('headings nest by their level', () => {
  const answer = '# A\n\n## B\n\n```sh\n# no heading\n```\n\n## C\n\n# D\n'
  expect(outline(symbolsOf(parse(answer), inEnglish)).slice(1)).toEqual([
    '  answer: Answer',
    '    heading: A',
    '      heading: B',
    '      heading: C',
    '    heading: D',
  ])
})

test('heads, thoughts, steps, code and sections fold', () => {
  const folds = foldsOf(parse(trace)).map(({ range, what }) => {
    const lines = wordsOf(trace, range).split('\n')
    return [what, lines[0]?.slice(0, 24), lines.at(-1)?.slice(0, 24)]
  })
  expect(folds).toEqual(
    expect.arrayContaining([
      ['head', '---', '---'],
      ['thought', '<think>', '</think>'],
      ['code', '```ts', '```'],
      ['section', '## Why', '```'],
    ]),
  )
  for (const { range } of foldsOf(parse(trace))) expect(wordsOf(trace, range)).toContain('\n')
})

test('selection grows from the statement to the step, the phase, the thought and the turn', () => {
  const grown = selectionsAt(parse(trace), placeOfWords(trace, 'runs once')).map((range) =>
    wordsOf(trace, range),
  )
  expect(grown[0]).toBe('The loop on line 12 runs once for each line.')
  expect(grown.at(-1)).toBe(trace)
  for (const [index, words] of grown.entries()) if (index > 0) expect(words).toContain(grown[index - 1])
  expect(grown.length).toBeGreaterThanOrEqual(5)
  const answer = selectionsAt(parse(trace), placeOfWords(trace, 'Because')).map((range) =>
    wordsOf(trace, range),
  )
  expect(answer[0]).toBe('Because of `src/cart.ts:12`: it is **not** the loop.')
  expect(answer[1]).toMatch(/^## Why[^]*```$/)
})

describe('tokens', () => {
  test('colour the first word of each statement by its kind', () => {
    const tokens = tokensOf(parse(trace)).map(({ range, kind }) => [wordsOf(trace, range), kind])
    expect(tokens).toContainEqual(['Wait', 'revise'])
    expect(tokens.map(([word]) => word)).toEqual(['Okay', 'Let', 'The', 'It', 'Wait', 'Line', 'So'])
  })

  test('of a part of the document only', () => {
    const at = placeOfWords(trace, 'Wait')
    expect(tokensOf(parse(trace), { from: at, to: at }).map(({ range }) => wordsOf(trace, range))).toEqual([
      'Wait',
    ])
  })
})

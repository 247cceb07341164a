import { expect, test } from 'vitest'
import { createSegmenter } from '../../src/core/segmenter.ts'

function cut(text: string): string[] {
  const found: string[] = []
  const segmenter = createSegmenter(({ text: statement }) => found.push(statement.trimEnd()))
  segmenter.push(text)
  segmenter.end()
  return found
}

test('cuts at the ends of sentences and lines', () => {
  expect(cut('It is 4. Is it? Yes!\nNext line.\n\nA paragraph…  And more.')).toEqual([
    'It is 4.',
    'Is it?',
    'Yes!',
    'Next line.',
    'A paragraph…',
    'And more.',
  ])
})

test.each([
  ['abbreviations', 'See e.g. Smith vs. Jones, i.e. Dr. No in Fig. 3, approx. half.'],
  ['decimals and versions', 'From 3.14 to v1.2.3 it grew by 0.5 percent.'],
  ['ellipses', 'C(10,3) + ... + C(10,10) and so on... until it ends.'],
  ['addresses', 'Look at https://example.com/a.b?c=1. or so.'],
  ['inline code', 'The call `a. B. C` does it.'],
  ['inline mathematics', 'So \\( x = 3. Y \\) holds.'],
  ['short brackets', 'The root (that is 3. Or 4.) is odd.'],
  ['quotations', 'He said "Is it? Yes." and left.'],
  ['Chinese quotations', '他说：“是吗？好的。”'],
  ['numberings', '2. **Second**: more'],
  ['option letters', 'The closest one is D. 2,880 km.'],
  ['lines of code set in', 'WITH late AS (\n    SELECT id\n    FROM orders'],
  ['factorials', 'It is 10! / (4! * 6!).'],
  ['initials', 'As in A. N. Cox, the ratio is one.'],
])('does not tear %s', (_, text) => {
  expect(cut(text)).toEqual([text])
})

test('keeps a block of code, a table and a formula whole', () => {
  const code = '```ts\nconst a = 1. B\n\nfunction f() {}\n```'
  const table = '| a | b |\n|---|---|\n| 1. x | 2 |'
  const formula = '\\[\nx = 1. \\\\\n\ny = 2\n\\]'
  expect(cut(`Here:\n${code}\nThen:\n${table}\n\n${formula}\n\nDone.`)).toEqual([
    'Here:',
    code,
    'Then:',
    table,
    formula,
    'Done.',
  ])
})

test('goes on over hard line breaks, and with a line that continues a formula', () => {
  expect(cut('This sentence was wrapped\nin the middle. Then\n\nx = 1 + 2\n= 3\n\n= 4 - 1')).toEqual([
    'This sentence was wrapped\nin the middle.',
    'Then',
    'x = 1 + 2\n= 3',
    '= 4 - 1',
  ])
})

test.each([
  ['a table with sentences in it', '| a | b |\n|---|---|\n| One. Two | It is. Yes |'],
  ['a table without outer bars', 'a | b\n--|:-:\n1. One | Two. Three'],
  ['a block of code between tildes', '~~~ts\nconst a = 1. B\n\nfunction f() {}\n~~~'],
])('does not tear %s', (_, text) => {
  expect(cut(`Look here.\n\n${text}\n\nDone.`)).toEqual(['Look here.', text, 'Done.'])
})

test('cuts items with small letters, and before inline code in Chinese', () => {
  expect(cut('1) First\n   a) one\n   b) two')).toEqual(['1) First', 'a) one', 'b) two'])
  expect(cut('真的吗？！是的。`a。b` 不切。')).toEqual(['真的吗？！', '是的。', '`a。b` 不切。'])
})

test('keeps a formula with what announces it on the line before', () => {
  expect(cut('So:\n\\[ x = 1 \\]\nThen:\n\n\\[ y = 2 \\]')).toEqual([
    'So:\n\\[ x = 1 \\]',
    'Then:',
    '\\[ y = 2 \\]',
  ])
})

test('cuts where a clause takes back what was said', () => {
  expect(
    cut("I recall a limit, but it was lifted. It is 8, but I'm not sure. It is 8, but not 9. Wait, but why?"),
  ).toEqual([
    'I recall a limit,',
    'but it was lifted.',
    'It is 8,',
    "but I'm not sure.",
    'It is 8, but not 9.',
    'Wait, but why?',
  ])
})

test('cuts Chinese without spaces', () => {
  expect(cut('首先看代码。等等，是吗？“不对！”他想。')).toEqual([
    '首先看代码。',
    '等等，是吗？',
    '“不对！”',
    '他想。',
  ])
})

test('begins a sentence with a formula or a name that keeps its small letter', () => {
  expect(cut('It is so. x = 4 now. n² ≡ 1 too. getName() is next. e is not.')).toEqual([
    'It is so.',
    'x = 4 now.',
    'n² ≡ 1 too.',
    'getName() is next. e is not.',
  ])
})

test('lets a thought break in', () => {
  expect(cut('It is (a + b) Hmm, perhaps not.')).toEqual(['It is (a + b)', 'Hmm, perhaps not.'])
})

test('goes on after brackets, quotations and formulas that never close', () => {
  const long = 'word '.repeat(40)
  expect(cut(`An (open one. ${long}. Next. More.`).length).toBeGreaterThan(1)
  expect(cut(`An "open one. ${long}. Next. More.`).length).toBeGreaterThan(1)
  expect(cut(`\\[ x ${long.repeat(8)}\n\nNext. More.`).at(-1)).toBe('More.')
})

import { expect, test } from 'vitest'
import { languageShare } from '../../src/judge/language.ts'

test.each([
  ['all English', 'The list is sorted.', '', 'Latin', 1],
  ['Chinese among English', 'The list 排序 is sorted.', '', 'Latin', 0.8],
  ['an English thought on a Chinese question', 'The list is sorted.', '为什么？', 'Han', 0],
  [
    'Chinese, with code and names of code',
    '`sort` 排序 https://example.org/sort\n```ts\nlet x\n```\n好',
    '为什么？',
    'Han',
    1,
  ],
  [
    'blocks of code, one in another, and one that is not closed',
    '好\n````\n```\nlet x\n```\nand y\n````\n好\n~~~\nsome code\n```\n~~~ \n好\n```\nlet y',
    '',
    'Han',
    1,
  ],
  ['words of several scripts grown together', 'aдa ada', '', 'Latin', 0.75],
  ['formulas', 'Let \\alpha be given', '', 'Latin', 1],
  ['one word in two scripts', 'Привет world', '', 'Cyrillic', 0.5],
])('%s', (_, reasoning, question, script, share) => {
  expect(languageShare(reasoning, question)).toEqual({ script, share })
})

test('no words, no share', () => {
  expect(languageShare('12 + 3 = 15', 'Why?')).toBeUndefined()
})

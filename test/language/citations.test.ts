import { expect, test } from 'vitest'
import { inEnglish } from '../../src/base/say.ts'
import { pathsOf, type FileLookup } from '../../src/language/code.ts'
import { definitionAt } from '../../src/language/definition.ts'
import { hoverAt } from '../../src/language/hover.ts'
import { linksOf } from '../../src/language/links.ts'
import { referencesAt } from '../../src/language/references.ts'
import { parse, placeOfWords, trace, wordsOf } from '../support/traces.ts'

const cart = [
  'export class Cart {',
  '  addLine(line) {',
  '    this.lines.push(line)',
  ...Array.from({ length: 10 }, () => '  //'),
  '  total() {',
  '    const total = 0',
  '  }',
  '}',
]
const files: FileLookup = (path) => (path === 'src/cart.ts' ? cart : 'missing')

test('links lead from citations to lines that are there', () => {
  const links = linksOf(parse(trace), files).map(({ range, path, line }) => [
    wordsOf(trace, range),
    path,
    line,
  ])
  expect(links).toEqual([
    ['src/cart.ts:3', 'src/cart.ts', 3],
    ['line 12', 'src/cart.ts', 12],
    ['Line 14', 'src/cart.ts', 14],
    ['src/cart.ts:12', 'src/cart.ts', 12],
  ])
  expect(linksOf(parse(trace), () => undefined)).toEqual([])
  expect(linksOf(parse(trace), () => ['one line'])).toEqual([])
})

test('no path leaves the folder', () => {
  const away = parse('<think>\nSee ../a.ts:1 and /etc/passwd:2 and ok/b.ts:4 now.\n</think>\n')
  expect(pathsOf(away)).toEqual(['ok/b.ts'])
})

test('a definition is the cited code, the declaration of a name, or the step that is gone back on', () => {
  const at = (words: string) => definitionAt(parse(trace), placeOfWords(trace, words), files)
  expect(at('src/cart.ts:3')).toEqual([{ path: 'src/cart.ts', first: 3, last: 3 }])
  expect(at('total`')).toEqual([{ path: 'src/cart.ts', first: 14, last: 14 }])
  expect(at('addLine`')).toEqual([{ path: 'src/cart.ts', first: 2, last: 2 }])
  const [back] = at('Wait, no')
  expect(back && 'range' in back ? wordsOf(trace, back.range) : back).toMatch(/^The loop on line 12/)
  expect(at('Nothing.')).toEqual([])
})

test('references are the mentions of the same code, or what goes back on a step and builds on it', () => {
  const at = (words: string) =>
    referencesAt(parse(trace), placeOfWords(trace, words), 'all').map((range) => wordsOf(trace, range))
  expect(at('line 12')).toEqual(['line 12', 'src/cart.ts:12'])
  expect(at('total`')).toEqual(['total', 'total'])
  const step = at('runs once')
  expect(step[0]).toBe('The loop on line 12 runs once for each line.')
  expect(step).toEqual(expect.arrayContaining(['Wait, no, that is wrong.', 'src/cart.ts:12']))
  expect(at('Nothing')).toEqual([])
})

test('a hover says what a step does, why it was cut there, and what it goes back on', () => {
  const at = (words: string) => hoverAt(parse(trace), placeOfWords(trace, words), files, inEnglish)
  const hover = at('Wait, no')
  expect(hover && wordsOf(trace, hover.range)).toBe('Wait, no, that is wrong.')
  expect(hover?.markdown).toMatch(/^\*\*revise\*\* · No\\, that is wrong/)
  expect(hover?.markdown).toMatch(/Goes back on: The loop on line 12/)
  expect(hover?.markdown).toMatch(/\\~\d+ tokens/)
  expect(at('src/cart.ts:3')?.markdown).toBe('src\\/cart\\.ts\\:3\n\n```ts\n    this.lines.push(line)\n```')
  expect(at('model: r1')?.markdown).toBe('The model that answered.')
  expect(at('Because')).toBeUndefined()
})

test('with timing, a hover says how long the step took', () => {
  const text = '---\nformat: 1\ntimes: {ended: 4}\ntiming: 0/1 10/2\n---\n<think>\nSo it is.\n</think>\nYes.'
  expect(hoverAt(parse(text), placeOfWords(text, 'So it'), files, inEnglish)?.markdown).toContain('3\\.0 s')
})

test('nothing a model writes means anything in a hover', () => {
  const text = '<think>\nLook at ![x](http://a/b.png) and [y](command:z) <img src=x> **now**.\n</think>\nYes.'
  const { markdown = '' } = hoverAt(parse(text), placeOfWords(text, 'Look'), files, inEnglish) ?? {}
  expect(markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[[\]<>!`]/)
})

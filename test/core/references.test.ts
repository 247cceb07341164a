import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findReferences, type Known } from '../../src/core/references.ts'

const known = {
  paths: ['src/shop/cart.ts', 'src/price.ts'],
  names: ['total', 'applyDiscount', 'x', 'Cart.add'],
}

/** `what is written → path:first-last name`. */
function found(text: string): string[] {
  return findReferences(text, known).map(({ span, path, lines, name }) => {
    const at = lines ? `:${lines.first}-${lines.last}` : ''
    return `${text.slice(span.from, span.to)} → ${path ?? ''}${at}${name ?? ''}`
  })
}

test.each([
  ['see src/shop/cart.ts:12 now', ['src/shop/cart.ts:12 → src/shop/cart.ts:12-12']],
  ['cart.ts:3-7.', ['cart.ts:3-7 → cart.ts:3-7']],
  ['at lib/Makefile:7', ['lib/Makefile:7 → lib/Makefile:7-7']],
  ['other.py#L3-L9', ['other.py#L3-L9 → other.py:3-9']],
  ['in cart.ts we', ['cart.ts → cart.ts']],
  [
    'In line 12, and lines 3–7 or lines 4 to 6.',
    ['line 12 → :12-12', 'lines 3–7 → :3-7', 'lines 4 to 6 → :4-6'],
  ],
  ['at L12, L3-L17 and L30–35', ['L12 → :12-12', 'L3-L17 → :3-17', 'L30–35 → :30-35']],
  ['see #L3 or #L3-L7', ['#L3 → :3-3', '#L3-L7 → :3-7']],
  ['cart.ts#L12C3-L20C5', ['cart.ts#L12C3-L20C5 → cart.ts:12-20']],
  ['第12行和第3到7行', ['第12行 → :12-12', '第3到7行 → :3-7']],
  ['第3、5和7到9行，第10行到第12行', ['第3 → :3-3', '5 → :5-5', '7到9行 → :7-9', '第10行到第12行 → :10-12']],
  ['lines 3, 5 and 7–9.', ['lines 3 → :3-3', '5 → :5-5', '7–9 → :7-9']],
  ['Lines 3,5, or 12 to 14,', ['Lines 3 → :3-3', '5 → :5-5', '12 to 14 → :12-14']],
  ['line 3 and 5, 7 times', ['line 3 → :3-3', '5 → :5-5']],
  ['between lines 3 and 7, and 9', ['lines 3 and 7 → :3-7', '9 → :9-9']],
  ['lines 3, 4.5 and 7', ['lines 3 → :3-3']],
  ['cart.ts(12): error', ['cart.ts(12) → cart.ts:12-12']],
  ['src/price.ts(12,5)', ['src/price.ts(12,5) → src/price.ts:12-12']],
  ['(cart.ts(3-7))', ['cart.ts(3-7) → cart.ts:3-7']],
  ['in [id].tsx:4', ['[id].tsx:4 → [id].tsx:4-4']],
  [
    'app/(shop)/[[...all]]/page.tsx#L3',
    ['app/(shop)/[[...all]]/page.tsx#L3 → app/(shop)/[[...all]]/page.tsx:3-3'],
  ],
  ['a[total].x and x/[total].y', ['x → x', 'x → x', 'total → total']],
  ['[cart.ts](https://example.com) and [`total`]', ['cart.ts → cart.ts', 'total → total']],
  ['calls applyDiscount(`total`, `x`)', ['applyDiscount → applyDiscount', 'total → total', 'x → x']],
  ['then Cart.add runs', ['Cart.add → Cart.add']],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected)
})

test.each([
  'the total of 3.14 at 12:30',
  'https://example.com/cart.ts:12',
  'example.com:8080',
  'picked at 15:30/15:45, on 10/11:3, or 2024/01-02:5',
  'the line was long',
  'the L2 norm, L1-L2, L12(x), L12 = 3, L10n, L12-cache and Makefile#L3',
  'online 12',
  'Math.round(12), list.get(3,4) and other.ts(5)',
  '[1].map(2) of [a][b].c:4, b[i].from:4 and f(x)[i].from:4',
])('finds nothing in %s', (text) => {
  expect(found(text)).toEqual([])
})

test('are in order, within the text and without overlap', () => {
  const piece = fc.constantFrom(
    'cart.ts',
    ':12',
    '-3',
    'line ',
    '7',
    ' ',
    '`',
    'total',
    '.',
    '/',
    '第',
    '行',
    '、',
    ', ',
    ' and ',
    'lines 3',
    'between ',
    '[id]',
    'L12',
    '#',
    '[',
    '(',
    '(12)',
    '://',
    'x',
    '\ud83d',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      let end = 0
      for (const { span } of findReferences(text, known)) {
        expect(span.from).toBeGreaterThanOrEqual(end)
        expect(span.to).toBeGreaterThan(span.from)
        end = span.to
      }
      expect(end).toBeLessThanOrEqual(text.length)
    }),
  )
})

test.each(['.', '/', '-.', 'a.ts:', '第', '第1、', '[', '/[a', '[a].', '/(a)', '[[a]]/', 'L12(', '#L1_'])(
  'takes a megabyte of %s',
  (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length))
    expect(findReferences(text, known)).toEqual([])
  },
)

test('an English word is no name, unless it is called, in backticks, or part of a longer name', () => {
  const known: Known = { paths: ['a.ts'], names: ['discount', 'spread', 'taxRate', 'Cart'] }
  const named = (text: string) => findReferences(text, known).map(({ name }) => name)
  expect(named('A discount of one cent, spread over the lines.')).toEqual([])
  expect(named('It calls spread(lines), and `discount` is a number.')).toEqual(['spread', 'discount'])
  expect(named('The Cart multiplies by taxRate, then line.discount goes.')).toEqual([
    'Cart',
    'taxRate',
    'discount',
  ])
})

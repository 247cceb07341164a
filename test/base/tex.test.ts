import { expect, test } from 'vitest'
import { texAt, texBlockAt } from '../../src/base/tex.ts'

test.each([
  ['\\(a_1 * b_1\\) rest', 'a_1 * b_1'],
  ['\\[ x \\]', 'x'],
  ['$$\\frac{a}{b}$$', '\\frac{a}{b}'],
  ['$x^2$ and', 'x^2'],
  ['$O(n \\log n)$', 'O(n \\log n)'],
  ['$n$-th', 'n'],
  ['\\boxed{\\frac{1}{2}} is it', '\\boxed{\\frac{1}{2}}'],
  ['\\boxed{\\{1\\}}.', '\\boxed{\\{1\\}}'],
])('%s begins with a formula', (source, tex) => {
  expect(texAt(source)?.text).toBe(tex)
})

test.each([
  '$5 and $10',
  '$HOME/$USER',
  '${a}-${b}',
  '$ x $',
  '$name$',
  '$a\nb$',
  '\\(never closed',
  '\\(two\n\nparagraphs\\)',
  '\\(\\)',
  '\\boxed{never closed',
  '\\boxed{two\nlines}',
  '\\boxed{}',
  '\\boxed 4',
])('%s does not', (source) => {
  expect(texAt(source)).toBe(undefined)
})

test('a formula of its own fills its lines', () => {
  expect(texBlockAt('\\[\nx\n\\]\nmore')?.raw).toBe('\\[\nx\n\\]\n')
  expect(texBlockAt('  $$x$$')?.raw).toBe('  $$x$$')
  expect(texBlockAt('$$x$$ is so')).toBe(undefined)
  expect(texBlockAt('\\(x\\)')).toBe(undefined)
})

import { describe, expect, test } from 'vitest'
import { plainTex } from '../../src/base/plainTex.ts'

describe('formulas in a line are written as one writes them without TeX', () => {
  test.each([
    [
      'Let $D$ be the discount, $a_i$ the amount of line $i$',
      'Let D be the discount, aᵢ the amount of line i',
    ],
    ['The share is $x_i = D a_i / S$', 'The share is xᵢ = D aᵢ / S'],
    ['$r_i = \\lfloor x_i + \\tfrac12 \\rfloor$', 'rᵢ = ⌊ xᵢ + 1/2 ⌋'],
    ['So \\(x \\le \\frac{n+1}{2}\\).', 'So x ≤ (n+1)/2.'],
    ['\\[ |E| \\le \\tfrac{n}{2} \\]', '|E| ≤ n/2'],
    ['Nested: $\\frac{a}{b^{2}}$', 'Nested: a/(b²)'],
    ['\\(\\sqrt{x^2 + y^{10}}\\)', '√(x² + y¹⁰)'],
    ['Thus $\\boxed{42}$', 'Thus 42'],
    ['Thus \\boxed{\\frac{n}{2}}.', 'Thus n/2.'],
    ['Thus \\boxed{4', 'Thus 4'],
    ['$90^\\circ$ and $2\\pi r$', '90° and 2π r'],
    ['$$n^{k+1} - 1$$', 'n^(k+1) - 1'],
    ['$\\mathbb{R} \\setminus \\{0\\}$', 'R ∖ {0}'],
    ['\\(33.\\overline{3}\\)', '33.3'],
    ['\\(\\text{if } x \\in A\\)', 'if x ∈ A'],
    ['\\[ \\begin{aligned} x &= y + 1 \\\\ y &= 2z \\\\ \\end{aligned} \\]', 'x = y + 1; y = 2z'],
    ['$\\begin{array}{cc} 1 & 2 \\\\[2pt] 3 & 4 \\end{array}$', '1 2; 3 4'],
  ])('%s', (line, plain) => {
    expect(plainTex(line)).toBe(plain)
  })
})

test('a formula in which a title ends', () => {
  expect(plainTex('The sum is \\(\\frac{a}{b')).toBe('The sum is a/b')
  expect(plainTex('So \\[ x \\leq \\sqrt{\\frac{c^2')).toBe('So x ≤ √c²')
  expect(plainTex('\\[ \\begin{align')).toBe('…')
  expect(plainTex('So $$x^2 +')).toBe('So x² +')
  expect(plainTex('$\\constructor + 1$')).toBe('constructor + 1')
})

test.each([
  'It costs $5 and then $10.',
  'Use `$HOME` and `$PATH`.',
  'C:\\new\\frac is a path',
  'a regex: /\\d+\\s/',
  'no formula at all',
  '',
])('what is no formula stays: %s', (line) => {
  expect(plainTex(line)).toBe(line)
})

test('no nesting takes long', () => {
  const deep = `\\(${'\\frac{'.repeat(2000)}x${'}{2}'.repeat(2000)}\\)`
  expect(plainTex(deep).length).toBeGreaterThan(0)
  expect(plainTex('$'.repeat(20_000)).length).toBeGreaterThan(0)
})

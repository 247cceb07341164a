import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAnswer } from '../../src/judge/card.ts'
import { tidy } from '../../src/judge/latex.ts'
import { compareAnswers } from '../../src/judge/sameAnswer.ts'
import { statedAnswer } from '../../src/judge/statedAnswer.ts'

test.each([
  ['a box', 'So \\boxed{\\frac{1}{2}}.', '\\frac{1}{2}', 'boxed'],
  ['the last box', 'First \\boxed{1}. Then \\boxed{2}', '2', 'boxed'],
  ['boxes side by side', 'The roots are $\\boxed{1}$ and $\\boxed{2}$.', '1, 2', 'boxed'],
  ['a box in a box', '\\boxed{a \\boxed{b}}', 'a \\boxed{b}', 'boxed'],
  ['a box without braces', 'x\n\\boxed 5\n', '5', 'boxed'],
  ['tags', 'a\n<answer>\n42\n</answer>', '42', 'tags'],
  ['a statement in tags', '<answer>\nIt is late.\n\nThe answer is 42.\n</answer>', '42', 'stated'],
  ['a statement', 'The answer is 42.', '42', 'stated'],
  ['the last statement', 'The answer is 1. No: the final answer is 3.5. It works.', '3.5', 'stated'],
  ['a heading', '**Final answer:** B', 'B', 'stated'],
  ['a formula on its own', 'Therefore the final answer is:\n\n$$144$$\n', '144', 'stated'],
  ['GSM8K', 'x\n#### 72', '72', 'stated'],
  ['Chinese', '所以答案是：12。', '12', 'stated'],
  ['code', 'The answer is `a.b()`. Done', 'a.b()', 'stated'],
  ['one line', 'It depends.', 'It depends.', 'whole'],
])('%s', (_, text, answer, rule) => {
  expect(statedAnswer(text)).toEqual({ answer, rule })
})

test.each(['', 'The answer depends on n.\nSo it goes.\n', '\\boxed{1\nnot closed'])(
  'nothing is stated in %j',
  (text) => {
    expect(statedAnswer(text)).toBeUndefined()
  },
)

test.each([
  [
    'number',
    ['144', '$144$'],
    ['1,234', '1234.0'],
    ['−3', '-3'],
    ['$18', '18'],
    ['1.5e3', '1500'],
    ['x = 5', '5'],
  ],
  [
    'number',
    ['2 \\times 10^{6}', '2000000'],
    ['2^{10}', '1024'],
    ['90^\\circ', '90'],
    ['5 \\text{ cm}', '5'],
  ],
  ['number', ['\\frac{3}{4}', '0.75'], ['\\dfrac34', '3/4'], ['2\\frac{1}{2}', '5/2'], ['2 1/2', '2.5']],
  [
    'number',
    ['\\sqrt{2}/2', '\\frac{\\sqrt{2}}{2}'],
    ['1.414214', '\\sqrt{2}'],
    ['3\\pi', '3π'],
    ['0.333333', '1/3'],
  ],
  ['percentage', ['50\\%', '50%'], ['50%', '0.5'], ['50', '50%'], ['50 percent', '50%'], ['1/2', '50%']],
  [
    'list',
    ['\\{1, 2, 3\\}', '\\{3,2,1\\}'],
    ['1 and 2', '2, 1'],
    ['1, 2', '\\{2, 1\\}'],
    ['\\pm 2', '2, -2'],
  ],
  ['list', ['[1,10,9]', '[1, 10, 9]'], ['(1, 2, \\frac12)', '(1,2,0.5)'], ['x=1 or x=2', '1, 2']],
  [
    'interval',
    ['\\left[0, \\infty\\right)', '[0,∞)'],
    ['x \\in [1,2)', '[1,2)'],
    ['(1,\\frac12)', '(1,0.5)'],
  ],
  ['interval', ['(-\\infty, 1) \\cup (2, 3]', '(2,3] ∪ (-∞,1)']],
  ['choice', ['(B)', 'B'], ['B. because', 'B'], ['\\text{(B)}', 'B'], ['b', 'B'], ['option C', 'C']],
  ['relation', ['x \\le 3', '3 ≥ x'], ['y = 2x + 1', '2x+1 = y']],
  ['text', ['Paris', '**paris**'], ['`O(n)`', 'O(n)'], ['O(n \\log n)', 'O(n\\log n)'], ['yes.', 'Yes']],
  ['text', ['\\frac{x+1}{2}', '(x+1)/2'], ['Pass (a, b) => a - b.', '`Pass (a, b) => a - b`']],
] as const)('the same as %s', (as, ...pairs: readonly (readonly string[])[]) => {
  const compared = pairs.map(([found = '', expected = '']) => ({ found, ...compareAnswers(found, expected) }))
  expect(compared).toEqual(pairs.map(([found]) => ({ found, same: true, as })))
})

test.each([
  ['145', '144'],
  ['0.333', '1/3'],
  ['1000001', '1000000'],
  ['1e-9', '0'],
  ['50', '0.5'],
  ['1/0', '1'],
  ['5 cm', '5 m'],
  ['(1,2)', '[1,2]'],
  ['(1,2)', '(2,1)'],
  ['[1,10,9]', '[1,9,10]'],
  ['\\{1,2\\}', '\\{1,2,3\\}'],
  ['1, 1', '1, 2'],
  ['(-∞, 1)', '(2,3] ∪ (-∞,1)'],
  ['x < 3', 'x > 3'],
  ['B', 'C'],
  ['Cat', 'C'],
  ['', 'x'],
  ['the cat', 'thecat'],
])('%s is not %s', (found, expected) => {
  expect(compareAnswers(found, expected).same).toBe(false)
})

test('an answer is looked for after the thought, and a number even where none is stated', () => {
  expect(checkAnswer('It comes to 3 × 14.\n\nThat makes 42 apples.', '42')).toEqual({
    expected: '42',
    found: { answer: '42', rule: 'last number' },
    same: true,
    as: 'number',
  })
  expect(checkAnswer('The answer is 41, not 42.', '42').same).toBe(false)
  expect(checkAnswer('', '42')).toEqual({ expected: '42', same: false })
  expect(checkAnswer('\\boxed{42}', '$\\boxed{42}$').same).toBe(true)
})

test('a number is itself in any dress', () => {
  const number = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 1, max: 999 }))
  fc.assert(
    fc.property(number, ([above, below]) => {
      const forms = [
        `${above}/${below}`,
        `\\frac{${above}}{${below}}`,
        `$\\dfrac{${above}}{${below}}$`,
        `x = ${above}/${below}`,
      ]
      for (const a of forms) expect([a, compareAnswers(a, `${above}/${below}`).same]).toEqual([a, true])
      expect(compareAnswers(`${above + 1}/${below}`, `${above}/${below}`).same).toBe(false)
    }),
  )
})

test('any two texts are compared, and a text that says something is the same as itself', () => {
  const signs = fc.constantFrom(
    ...'\\{}()[]$,;=<>^*/+-±∪%.5a B∞π\n`'.split(''),
    '\\frac',
    '\\sqrt',
    '\\boxed{',
    'and',
    '\\text{',
  )
  const wild = fc.array(signs, { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(wild, wild, (a, b) => {
      expect(typeof compareAnswers(a, b).same).toBe('boolean')
      statedAnswer(a + b)
      if (tidy(a) !== '') expect([a, compareAnswers(a, a).same]).toEqual([a, true])
    }),
    { numRuns: 500 },
  )
})

test('a long or deep text is no trouble', () => {
  for (const part of [
    '(',
    '\\frac{',
    '{',
    '-',
    '2^',
    '\\boxed{',
    '1,',
    '9',
    '\\sqrt[',
    'answer: ',
    '$1$',
    '±',
  ]) {
    const text = part.repeat(100_000)
    expect(typeof compareAnswers(text, `${text}1`).same).toBe('boolean')
    statedAnswer(text)
  }
})

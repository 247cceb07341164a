import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerFormat, reasoningSteps, repetition, tagCount, thinkFormat } from '../../src/judge/rewards.ts'

const full = '<think>\na\n</think>\n<answer>\nb\n</answer>'

// What Python's `re` and `str.count` gave for the trainers' own rules.
test.each([
  ['all tags', full, 1, 1, 1],
  ['more on lines after the answer', `${full}\nmore`, 1, 1, 1],
  ['more on the line of the last tag', `${full} x`, 0, 1, 1],
  ['as R1 writes', '<think>\na\n</think>\n\nb', 0, 0.5, 1],
  ['the opening tag in the prompt', 'a\n</think>\n\nb', 0, 0.25, 0],
  ['a line end before it', `\n${full}`, 0, 1, 0],
  ['all on one line', '<think>a</think>b', 0, 0, 1],
  ['two blocks', '<think>a</think>b<think>c</think>d', 0, 0, 0],
  ['an empty thought', '<think>\n\n</think>\n\nb', 0, 0.5, 1],
  ['not closed', '<think>\na', 0, 0.25, 0],
  ['CRLF', full.replaceAll('\n', '\r\n'), 0, 0.25, 1],
  ['a carriage return is no line end', `${full}\rx`, 0, 1, 1],
  ['nor is a line separator', `${full}\u2028x`, 0, 1, 1],
  [
    'a thought that quotes the border',
    `<think>\n</think>\n<answer>\n\n</think>\n<answer>\nb\n</answer>`,
    1,
    0.5,
    1,
  ],
  ['nothing', '', 0, 0, 0],
])('format of %s', (_, completion, openR1, tags, trl) => {
  expect([answerFormat(completion), tagCount(completion), thinkFormat(completion)]).toEqual([
    openR1,
    tags,
    trl,
  ])
})

test.each([
  ['1. a\n2. b\n3. c', 1],
  ['x\n1. a\n2. b', 0],
  ['- a\n- b', 1],
  ['Step 1: a Step 2: b Step 3: c Step 4: d', 4],
  ['Step ١: a', 1],
  ['First, a. Second, b', 2],
  ['', 0],
])('steps in %j', (completion, markers) => {
  expect(reasoningSteps(completion)).toBe(Math.min(1, markers / 3))
})

test.each([
  ['a b c', 0],
  ['a b', 0],
  ['', 0],
  ['a b c a b c', -0.25],
  ['A b\u00a0c\u001ca b C', -0.25],
  ['no no no no no', -2 / 3],
])('repetition in %j', (completion, penalty) => {
  expect(repetition(completion)).toBeCloseTo(penalty, 12)
})

const text = fc
  .array(
    fc.constantFrom(
      '<think>',
      '</think>',
      '<answer>',
      '</answer>',
      '\n',
      '\r',
      ' ',
      'a',
      'b c d',
      '\u2028',
      'Step 1:',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

describe('by the rules as they are written', () => {
  // JavaScript's `m` ends lines at more signs than Python's, so the ends are spelt out.
  const answerRule = /^<think>\n.*?\n<\/think>\n<answer>\n.*?\n<\/answer>(?=\n|$)/s
  const thinkRule = /^<think>(?!.*<think>)(.*?)<\/think>.*$/s

  test('formats', () => {
    const whole = text.map((middle) => `<think>\n${middle}\n</answer>`)
    fc.assert(
      fc.property(fc.oneof(text, whole), (completion) => {
        expect(answerFormat(completion)).toBe(answerRule.test(completion) ? 1 : 0)
        expect(thinkFormat(completion)).toBe(thinkRule.test(completion) ? 1 : 0)
      }),
    )
  })

  test('any text has rewards within their bounds', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (completion) => {
        expect([0, 0.25, 0.5, 0.75, 1]).toContain(tagCount(completion))
        expect(reasoningSteps(completion)).toBeLessThanOrEqual(1)
        expect(repetition(completion)).toBeLessThanOrEqual(0)
        expect(repetition(completion)).toBeGreaterThan(-1)
      }),
    )
  })
})

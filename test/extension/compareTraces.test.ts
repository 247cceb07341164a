import { expect, test } from 'vitest'
import { compareTraces } from '../../src/extension/traceEditor/compare.ts'

const words = {
  kind: () => 'step',
  same: (steps: number) => `${steps} same`,
  turn: (number: number, question: string) => `${number} ${question}`,
  answer: (what: string) => `answer ${what}`,
}
const trace = (thought: string, answer: string) =>
  `---\nformat: 1\nquestion: Why?\n---\n<think>\n${thought}\n</think>\n\n${answer}\n`

const before = trace(
  'First, let me look at the discount table.\n\nThe rate is seven percent on every line.\n\nRounding happens after the sum.',
  'Seven.',
)

test('the same is the same', () => {
  const { lines, gone, added, changed } = compareTraces(before, before, words)
  expect([gone, added, changed]).toEqual([0, 0, 0])
  expect(lines).toEqual(['@@ 1 Why? @@', '  3 same', '  answer same'])
})

test('steps that are gone, added and changed are told in the order of the new', () => {
  const after = trace(
    'First, let me look at the discount table.\n\nThe rate is nine percent on every line.\n\nNobody has checked negative prices yet.',
    'Nine.',
  )
  const { lines } = compareTraces(before, after, words)
  expect(lines.map((line) => line.slice(0, 40))).toEqual([
    '@@ 1 Why? @@',
    '  1 same',
    '! step · The rate is seven percent on ev',
    '! → step · The rate is nine percent on e',
    '+ step · Nobody has checked negative pri',
    '- step · Rounding happens after the sum',
    '! answer changed',
  ])
})

test('a question that only one of them has is told whole', () => {
  const after = `${before}\n--- turn\nquestion: And then?\n---\n<think>\nNothing more comes.\n</think>\n\nNo.\n`
  expect(compareTraces(before, after, words).lines.slice(3)).toEqual([
    '',
    '@@ 2 And then? @@',
    '+ step · Nothing more comes',
    '! answer changed',
  ])
})

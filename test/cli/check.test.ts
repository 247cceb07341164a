import { expect, test } from 'vitest'
import { terminal } from './terminal.ts'

const right = '<think>\nTwelve times twelve.\n</think>\n\nIt is $\\boxed{144}$.'
const files = {
  'right.txt': right,
  'cut.txt': '<think>\nTwelve times',
  'two.think': `---\nformat: 1\nexpected: 144\n---\n${right}\n--- turn\nquestion: And 13?\n---\n<think>\nb\n</think>\n\n169`,
  'empty.think': '',
}

test('passes what is well formed, and says what the rules give', async () => {
  const { exitCode, out, notes } = await terminal(['check', 'right.txt', '--expect', '144'], { files })
  expect([exitCode, notes]).toEqual([0, []])
  expect(out).toContain('format     TRL 1.00, open-r1 0.00\n')
  expect(out).toContain('answer     144 (boxed) is 144, as number\n')
})

test('a wrong answer fails in one line', async () => {
  const { exitCode, notes } = await terminal(['check', '-', '--expect', '145'], { input: [right] })
  expect([exitCode, notes]).toEqual([1, ['Standard input fails: answer: 144 (boxed), not 145.']])
})

test('a thought that is cut off fails; of several files the first that fails is named', async () => {
  const { exitCode, out, notes } = await terminal(
    ['check', 'right.txt', 'cut.txt', 'right.txt', '--format', 'json'],
    { files },
  )
  expect(exitCode).toBe(1)
  expect(notes).toEqual(['cut.txt fails: format: the thought is not closed; there is no answer.'])
  const results = JSON.parse(out)
  expect(results.map(({ passed }: { passed: boolean }) => passed)).toEqual([true, false, true])
  expect(results[0].card).toMatchObject({ format: { trl: 1, openR1: 0 }, tagCount: 0.5, repetition: 0 })
})

test('each turn is checked; a head may say what is expected, --expect is of the last turn', async () => {
  const { exitCode, out } = await terminal(['check', 'two.think', '--expect', '169', '--format', 'json'], {
    files,
  })
  expect(exitCode).toBe(0)
  expect(JSON.parse(out).map(({ card }: { card: { answer: unknown } }) => card.answer)).toMatchObject([
    { expected: '144', same: true },
    { expected: '169', same: true },
  ])
  const wrong = await terminal(['check', 'two.think', '--expect', '1'], { files })
  expect(wrong.notes).toEqual(['two.think, turn 2 fails: answer: 169 (whole), not 1.'])
})

test('the rule can be chosen', async () => {
  const { exitCode, notes } = await terminal(['check', 'right.txt', '--rule', 'open-r1'], { files })
  expect([exitCode, notes]).toEqual([1, ['right.txt fails: format: no <answer> tags on lines of their own.']])
})

test.each([
  [['check'], 'check takes files, folders, or - for standard input.'],
  [['check', 'gone.think'], 'gone.think does not exist.'],
  [['check', '-', 'right.txt', '-'], 'Standard input (-) can be read only once.'],
  [['check', 'empty.think'], 'empty.think is empty.'],
  [['check', 'right.txt', '--rule', 'x'], '--rule must be any, trl or open-r1, not “x”.'],
  [['check', 'right.txt', '--expect', ' '], '--expect must be an answer, not an empty text.'],
])('bad input: %j', async (args, complaint) => {
  const { exitCode, notes } = await terminal(args, { files })
  expect([exitCode, notes]).toEqual([2, [complaint]])
})

test('a list of files that names none is nothing to check', async () => {
  const { exitCode, notes } = await terminal(['check', '--files-from', '-'], { input: ['\n'] })
  expect([exitCode, notes]).toEqual([2, ['There is nothing to check: no file is named.']])
})

import { expect, test } from 'vitest'
import { compose } from '../../src/extension/comparing/compose.ts'
import type { Comparison } from '../../src/protocol/comparison.ts'

const head = '---\nformat: 1\nquestion: Why?\n---\n'
const trace = (thought: string, answer: string) => `${head}<think>\n${thought}\n</think>\n\n${answer}\n`

const before = trace(
  'First, let me look at the discount table.\n\nThe rate is seven percent on every line.\n\nRounding happens after the sum.',
  'Seven.',
)

const signs = { same: '=', changed: '~', gone: '-', added: '+' } as const

function drawn({ rows }: Comparison): readonly string[] {
  return rows
    .filter(({ what }) => what !== 'phase' && what !== 'step')
    .map(({ what, mark, left, right }) => `${signs[mark]} ${what} ${(right ?? left)?.title.slice(0, 30)}`)
}

const compare = (left: string, right: string, turn?: number) =>
  compose({ name: 'a', text: left }, { name: 'b', text: right, ...(turn !== undefined && { turn }) })

test('the same is the same, question and explanation too', () => {
  const { rows } = compare(before, before)
  expect(rows.every(({ mark }) => mark === 'same')).toBe(true)
  expect([rows[0]?.what, rows.at(-1)?.what]).toEqual(['turn', 'answer'])
})

test('steps that are gone, added and changed stand where they are, and where the two part is told once', () => {
  const after = trace(
    'First, let me look at the discount table.\n\nThe rate is nine percent on every line.\n\nNobody has checked negative prices yet.',
    'Nine.',
  )
  const comparison = compare(before, after)
  expect(drawn(comparison)).toEqual([
    '~ turn Why?',
    '= statement First, look at the discount ta',
    '~ statement The rate is nine percent on ev',
    '- statement Rounding happens after the sum',
    '+ statement Nobody has checked negative pr',
    '~ answer Nine.',
  ])
  expect(comparison.rows.filter(({ parts }) => parts)).toMatchObject([{ mark: 'gone', right: null }])
})

test('a question that only one of them has is told whole', () => {
  const after = `${before}\n--- turn\nquestion: And then?\n---\n<think>\nNothing more comes.\n</think>\n\nNo.\n`
  expect(drawn(compare(before, after)).slice(-3)).toEqual([
    '+ turn And then?',
    '+ statement Nothing more comes',
    '+ answer No.',
  ])
})

test('one question of a trace is compared with another of it', () => {
  const two = `${before}\n--- turn\nquestion: And then?\n---\n<think>\nRounding happens after the sum.\n</think>\n\nSeven.\n`
  const { rows } = compose({ name: 'a', text: two, turn: 0 }, { name: 'b', text: two, turn: 1 })
  expect(rows.filter(({ what }) => what === 'turn')).toMatchObject([
    { left: { title: 'Why?' }, right: { title: 'And then?' } },
  ])
  expect(rows.find(({ left }) => left?.text.startsWith('Rounding'))?.right?.text).toBe(
    'Rounding happens after the sum.',
  )
})

test('a step of one statement is one row, and what is said elsewhere is found there', () => {
  const [one, other, last] = [
    'The cache keeps the promise and never the value.',
    'Nothing deletes an entry whose request was refused.',
    'The third caller waits for the lock to be free.',
  ]
  const { rows } = compare(
    trace([one, other, last].join('\n\n'), 'A.'),
    trace([other, last, one].join('\n\n'), 'A.'),
  )
  for (const [at, { what, depth }] of rows.entries())
    if (what === 'step') expect(rows[at + 2]?.depth).toBeGreaterThan(depth)
  for (const { elsewhere, left, right } of rows) {
    if (elsewhere === undefined) continue
    const there = rows[elsewhere]
    expect((there?.left ?? there?.right)?.text).toBe((left ?? right)?.text)
  }
  expect(rows.filter(({ elsewhere }) => elsewhere !== undefined)).toHaveLength(2)
})

test('a text that is no trace, or empty, is compared like any other', () => {
  expect(compare('', before).rows[0]).toMatchObject({ what: 'turn', right: { title: 'Why?' } })
})

test('how much of the left line the right one has, and whether both come to the same', () => {
  const line =
    'First we read the discount table.\n\nThe rate is seven percent.\n\nRounding comes after the sum.'
  const other = 'Suppose nobody ever pays in cents.\n\nThen seven can be guessed at once.'
  const lines = (left: string, right: string) => compare(left, right).lines
  expect(lines(trace(line, 'The answer is 7.'), trace(line, '\\boxed{7.0}'))).toEqual({
    kept: 1,
    sameAnswer: true,
  })
  const way = lines(trace(line, 'The answer is 7.'), trace(other, 'The answer is 7.'))
  expect(way?.sameAnswer).toBe(true)
  expect(way?.kept).toBeLessThan(0.5)
  expect(lines(trace(line, 'The answer is 7.'), trace(line, 'The answer is 8.'))?.sameAnswer).toBe(false)
  expect(lines(trace(line, 'A long word.\n\nOf many lines.'), trace(line, '7'))).toEqual({ kept: 1 })
  expect(lines(trace(line, '7'), `${head}Only an answer.\n`)).toBeUndefined()
})

test('a teacher and its student are named, where the models differ', () => {
  const by = (model: string) => before.replace('question', `model: ${model}\nquestion`)
  const { left, right } = compare(by('deepseek-r1'), by('r1-distill-qwen'))
  expect([left, right]).toEqual(['a · deepseek-r1', 'b · r1-distill-qwen'])
  expect(compare(by('deepseek-r1'), by('deepseek-r1')).left).toBe('a')
})

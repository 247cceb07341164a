import { expect, test } from 'vitest'
import { emptyTurnReview, writeReviews } from '../../src/judge/reviewFile.ts'
import { terminal } from './terminal.ts'

const talk = (name: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: `Why ${name}?` },
      { role: 'assistant', content: `<think>\n${name}\n</think>\n\nSo.` },
    ],
  })
const stream =
  'data: {"model":"r1","choices":[{"delta":{"reasoning":"a"},"matched_stop":1}]}\n\ndata: [DONE]\n'

test('writes the document of what it reads, and says what that is', async () => {
  const { exitCode, out, notes } = await terminal(['import', '-'], {
    input: [talk('a').slice(0, 9), talk('a').slice(9)],
  })
  expect(out).toBe(
    '---\nformat: 1\nquestion: Why a?\nstate: done\nwire: inline\n---\n<think>\na\n</think>\n\nSo.',
  )
  expect([exitCode, notes]).toEqual([0, ['Read as messages.']])
  expect((await terminal(['import', 's'], { files: { s: stream } })).notes).toEqual([
    'Read as a recorded stream (SGLang).',
  ])
})

test('of a document, it says what is wrong with its head', async () => {
  const text = '---\nformat: 1\nquestion: [\n---\n<think>\nSo.\n</think>\nA.'
  const { exitCode, out, notes } = await terminal(['import', 'b.think'], { files: { 'b.think': text } })
  expect([exitCode, out]).toEqual([0, text])
  expect(notes).toContainEqual(expect.stringMatching(/^b\.think: This is not YAML: .*\.$/))
  expect(new Set(notes).size).toBe(notes.length)
})

test('its documents are read by tree', async () => {
  const written = {}
  await terminal(['import', 's', '-o', 't.think'], { files: { s: talk('The user asks.') }, written })
  expect((await terminal(['tree', 't.think'], { files: written })).out).toContain('The user asks')
})

test('several: a list, one of them, or a file each', async () => {
  const files = { 'a.jsonl': `${talk('a')}\n\n${talk('b')}\n` }
  expect((await terminal(['import', 'a.jsonl', '--list'], { files })).out).toBe(
    '1\t1\t1\t\tWhy a?\n2\t3\t1\t\tWhy b?\n',
  )
  expect((await terminal(['import', 'a.jsonl', '--pick', '2'], { files })).out).toContain('Why b?')
  const written = {}
  const { notes } = await terminal(['import', 'a.jsonl', '-o', 'out.d/x.think'], { files, written })
  expect(Object.keys(written)).toEqual(['out.d/x-1.think', 'out.d/x-2.think'])
  expect(notes.slice(1)).toEqual(['Wrote out.d/x-1.think, out.d/x-2.think.'])
})

test('of a large file, documents are read again when they are wanted, and no more is kept', async () => {
  const pad = `{"pad": "${'-'.repeat(1_000_000)}", `
  const lines = Array.from({ length: 40 }, (_, index) => talk(String(index)).replace('{', pad))
  const files = { big: lines.join('\n') }
  const { out } = await terminal(['import', 'big', '--list'], { files })
  expect(out.match(/\n/g)).toHaveLength(40)
  for (const number of [1, 40]) {
    const picked = await terminal(['import', 'big', '--pick', String(number)], { files })
    expect(picked.out).toContain(`question: Why ${number - 1}?`)
  }
  const written: Record<string, string> = {}
  const { notes } = await terminal(['import', 'big', '-o', 'x.think'], { files, written })
  expect(notes.at(-1)).toBe('Wrote x-1.think, x-2.think, x-3.think, … x-40.think: 40 files.')
  expect(Object.keys(written)).toEqual(Array.from({ length: 40 }, (_, index) => `x-${index + 1}.think`))
  expect(written['x-40.think']).toContain('question: Why 39?')
})

test.each([
  [['import'], 2, 'import takes one file, or - for standard input.'],
  [
    ['import', 'two'],
    2,
    'There are 2 conversations: choose one with --pick NUMBER, or write all with -o FILE.',
  ],
  [['import', 'two', '--pick', '3'], 2, '--pick must be a number from 1 to 2, not “3”.'],
  [['import', 'blank'], 2, 'blank is empty.'],
  [
    ['import', 'none'],
    1,
    'Line 1: There is no think block here, and none of the forms that are known: recorded streams, responses, logs of requests, messages.',
  ],
])('%j', async (args, code, said) => {
  const files = { two: `${talk('a')}\n${talk('b')}`, none: 'Hello.', blank: '\n \n' }
  const { exitCode, notes } = await terminal(args, { files })
  expect([exitCode, notes.at(-1)]).toEqual([code, said])
})

test('says what is wrong by its line, and that there is more', async () => {
  const { exitCode, notes } = await terminal(['import', 'x'], {
    files: { x: `${talk('a')}\n${'{\n'.repeat(30)}` },
  })
  expect(exitCode).toBe(0)
  expect(notes.slice(0, 2)).toEqual(['Line 2: This is not JSON.', 'Line 3: This is not JSON.'])
  expect(notes.slice(-2)).toEqual(['And 10 more like these.', 'Read as messages.'])
})

test('what a data set says of steps goes to the review file beside', async () => {
  const row = { prompt: 'Q?', completions: ['It is so.', 'It is not.'], labels: [true, false] }
  const written: Record<string, string> = {}
  const args = ['import', 's.jsonl', '-o', 'x.think']
  const { notes } = await terminal(args, { files: { 's.jsonl': JSON.stringify(row) }, written })
  expect(notes).toEqual(['Read as judged steps.', 'Wrote x.think, x.think.review.json.'])
  expect(Object.keys(written)).toEqual(['x.think', 'x.think.review.json'])
  const { out } = await terminal(['reviews', 'x.think'], { files: written })
  expect(out).toContain('imported: no verdict, 2 steps')
})

test('what reviewers said stays where the same is imported again', async () => {
  const row = JSON.stringify({ prompt: 'Q?', completions: ['It is so.'], labels: [true] })
  const ours = writeReviews({
    reviews: [
      { reviewer: 'ann', turns: [{ ...emptyTurnReview, turn: '1', verdict: 'accepted' }], unknown: {} },
    ],
    unknown: {},
  })
  const written: Record<string, string> = { 'x.think.review.json': ours }
  const args = ['import', 's.jsonl', '-o', 'x.think']
  await terminal(args, { files: { 's.jsonl': row }, written })
  const { out } = await terminal(['reviews', 'x.think'], { files: written })
  expect(out).toMatch(/ann: accepted, 0 steps[^]*imported: no verdict, 1 step$/m)
  const broken = { 'x.think': 'mine', 'x.think.review.json': '[' }
  const { exitCode } = await terminal(args, { files: { 's.jsonl': row }, written: broken })
  expect([exitCode, broken]).toEqual([2, { 'x.think': 'mine', 'x.think.review.json': '[' }])
})

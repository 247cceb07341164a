import { expect, test } from 'vitest'
import { reviewed, documentText, bodyOf } from '../export/traces.ts'
import { writeReviews } from '../../src/judge/reviewFile.ts'
import { terminal } from './terminal.ts'

const files = {
  'a.think': documentText(),
  'b.think': documentText({
    head: 'question: Other?',
    body: bodyOf('\nSo.\n', 'In /home/anna/x: ghp_abcdefghijklmnopqrst12'),
  }),
  'judged.think': documentText({ head: 'question: Judged?' }),
  'judged.think.review.json': writeReviews(reviewed([], { verdict: 'rejected' })),
  'cut.think': '---\nformat: 1\nquestion: Q\n---\n<think>\nNot',
  'odd.think': documentText(),
  'odd.think.review.json': '[',
}

test('writes rows to standard output, and in one line what they are', async () => {
  const { exitCode, out, notes } = await terminal(['export', 'a.think', '--format', 'messages'], { files })
  expect(exitCode).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ messages: [{ role: 'user' }, { role: 'assistant' }] })
  expect(notes).toEqual([expect.stringMatching(/^1 row, about \d+ tokens\.$/)])
})

test('counts reviews beside a trace, unless another reviewer is asked for', async () => {
  const args = ['export', 'judged.think', '--format', 'messages']
  const rejected = await terminal(args, { files })
  expect([rejected.exitCode, rejected.out]).toEqual([1, ''])
  expect(rejected.notes).toEqual(['Nothing to export: 0 rows, about 0 tokens; 1 left out: 1 rejected.'])
  expect((await terminal([...args, '--reviewer', 'ben'], { files })).exitCode).toBe(0)
})

test('a dry run says what would be, and why not', async () => {
  const written: Record<string, string> = {}
  const args = [
    'export',
    'a.think',
    'b.think',
    'cut.think',
    '--format',
    'sharegpt',
    '-o',
    'data',
    '--dry-run',
  ]
  const { exitCode, out } = await terminal(args, { files, written })
  expect([exitCode, written]).toEqual([0, {}])
  expect(out).toContain('training    1 row, about ')
  expect(out).toContain('left out    2: 1 a secret found, 1 cut off\n')
  expect(out).toContain('  cut.think, turn 1: cut off\n')
})

test('into a folder: data, a split, what trainers must be told, and what whoever trains must know', async () => {
  const written: Record<string, string> = { 'data/dataset_info.json': '{"mine": {"file_name": "m.json"}}' }
  const args = [
    'export',
    'a.think',
    'b.think',
    '--format',
    'sharegpt',
    '-o',
    'data',
    '--redact',
    '--split',
    '0.6',
  ]
  const { exitCode } = await terminal(args, { files, written })
  expect(exitCode).toBe(0)
  expect(Object.keys(written).toSorted()).toEqual([
    'data/dataset_info.json',
    'data/thinktree_sharegpt.json',
    'data/thinktree_sharegpt.md',
    'data/thinktree_sharegpt_validation.json',
  ])
  const info = JSON.parse(written['data/dataset_info.json'] ?? '')
  expect(Object.keys(info)).toEqual(['mine', 'thinktree_sharegpt', 'thinktree_sharegpt_validation'])
  const data = Object.values(written).join('')
  expect(data).toContain('In ~/x: [redacted]')
  expect(data).not.toMatch(/anna|ghp_/)
  const again: Record<string, string> = {}
  await terminal(args, { files, written: again })
  expect(again['data/thinktree_sharegpt.json']).toBe(written['data/thinktree_sharegpt.json'])
})

test.each(['sharegpt', 'sharegpt-ranking'])(
  'what an earlier export of %s kept for validation does not stay beside what is for training now',
  async (format) => {
    const base = `d/thinktree_${format.replace('-', '_')}`
    const written: Record<string, string> = {
      [`${base}_validation.json`]: '[]',
      'd/dataset_info.json': JSON.stringify({ mine: {}, [`${base.slice(2)}_validation`]: {} }),
    }
    const right = documentText({ body: bodyOf('\nIt is 2.\n', '\\boxed{2}') })
    const wrong = documentText({ body: bodyOf('\nIt is 3.\n', '\\boxed{3}') })
    const { exitCode, notes } = await terminal(
      ['export', 'r.think', 'w.think', '--format', format, '--expect', '2', '-o', 'd'],
      { files: { 'r.think': right, 'w.think': wrong }, written },
    )
    expect(exitCode).toBe(0)
    expect(notes).toContain(`${base}_validation.json is removed: it was of an earlier export.`)
    expect(Object.keys(written).toSorted()).toEqual(['d/dataset_info.json', `${base}.json`, `${base}.md`])
    const info = JSON.parse(written['d/dataset_info.json'] ?? '')
    expect(Object.keys(info)).toEqual(['mine', base.slice(2)])
  },
)

test.each([
  ['0.0001', 'validation'],
  ['0.9999', 'training'],
])('a part of a split of %s that has no row is told of', async (share, empty) => {
  for (const format of ['messages', 'grpo']) {
    const { exitCode, out } = await terminal(
      ['export', 'a.think', '--format', format, '--expect', '3', '-o', 'd', '--split', share],
      { files, written: {} },
    )
    expect(exitCode).toBe(0)
    expect(out).toContain(`${empty.padEnd(12)}0 rows, `)
    expect(out).toContain(`note        no row is for ${empty}: `)
  }
})

test('axolotl is told of its file', async () => {
  const written: Record<string, string> = {}
  await terminal(['export', 'a.think', '--format', 'axolotl', '-o', 'd', '--name', 'mine'], {
    files,
    written,
  })
  expect(written['d/mine_axolotl.yaml']).toContain('path: mine_axolotl.jsonl\n')
})

test('json has everything', async () => {
  const { out } = await terminal(['export', 'a.think', 'judged.think', '--format', 'json'], { files })
  const { traces } = JSON.parse(out)
  expect(traces.map(({ verdict }: { verdict?: string }) => verdict)).toEqual([undefined, 'rejected'])
  expect(traces[0].steps[0]).toMatchObject({ level: 'phase', depth: 0 })
})

test('a page has all that is read, and options that would leave out some are not passed over', async () => {
  const args = ['export', 'a.think', '--format', 'html', '-o', 'd', '--split', '0.1', '--reviewed']
  const { exitCode, notes } = await terminal(args, { files })
  expect([exitCode, notes]).toEqual([2, ['html has all that is read: leave out --split and --reviewed.']])
})

test('pages: as one file, and a word about what looks like a secret', async () => {
  const written: Record<string, string> = {}
  const args = ['export', 'a.think', 'b.think', '-o', 'd']
  const { exitCode, notes } = await terminal([...args, '--format', 'html'], { files, written })
  expect([exitCode, notes]).toEqual([0, ['1 of what is written looks like a secret; --redact takes it out.']])
  expect((await terminal([...args, '--format', 'markdown', '--redact'], { files, written })).notes).toEqual(
    [],
  )
  expect(Object.keys(written)).toEqual(['d/thinktree.html', 'd/thinktree.md'])
})

test.each([
  [['export'], 'export takes files, folders, or - for standard input.'],
  [['export', 'a.think'], 'Say with --format what to make: thinktree export --help lists the forms.'],
  [['export', 'gone.think', '--format', 'messages'], 'gone.think does not exist.'],
  [
    ['export', 'a.think', '--format', 'messages', '--split', '2'],
    '--split must be from 0 to less than 1, not “2”.',
  ],
  [
    ['export', 'a.think', '--format', 'messages', '--split', '0.1'],
    '--split makes two files: say where with -o FOLDER.',
  ],
  [['export', 'a.think', '--format', 'messages', '--name', '../x'], /^--name must be/],
  [
    ['export', 'odd.think', '--format', 'messages'],
    'odd.think.review.json is not a review file: see docs/review.md.',
  ],
])('bad input: %j', async (args, complaint) => {
  const { exitCode, notes } = await terminal(args, { files })
  expect([exitCode, notes]).toEqual([
    2,
    [typeof complaint === 'string' ? complaint : expect.stringMatching(complaint)],
  ])
})

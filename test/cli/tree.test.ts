import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { terminal } from './terminal.ts'

const trace = [
  '---',
  'format: 1',
  'title: A loop <that> ends',
  'question: Does it end?',
  'context: [{ path: src/loop.ts }]',
  '---',
  '<think>',
  'Let me look at src/loop.ts:3 first.',
  '',
  'Wait, that is wrong.',
  '</think>',
  'It **ends**.',
  '',
].join('\n')
const files = { 'a.think': trace }

test('text: an indented list of steps, then the answer', async () => {
  const { exitCode, out, notes } = await terminal(['tree', 'a.think'], { files })
  expect([exitCode, notes]).toEqual([0, []])
  const [steps = '', answer] = out.split('\n\n')
  expect(steps).toMatch(/^\w+ +\S.*\n  \w+ +\S/)
  expect(answer).toBe('It **ends**.\n')
})

test('json: steps that tile the reasoning, with their references', async () => {
  const { out } = await terminal(['tree', 'a.think', '--format', 'json'], { files })
  const { reasoning, answer, steps } = JSON.parse(out)
  expect(answer).toBe('\nIt **ends**.\n')
  const leaves = steps.filter((step: { level: string }) => step.level === 'statement')
  expect(
    leaves.map((step: { start: number; end: number }) => reasoning.slice(step.start, step.end)).join(''),
  ).toBe(reasoning)
  expect(leaves[0].refs).toEqual([
    { start: reasoning.indexOf('src'), end: reasoning.indexOf(' first'), path: 'src/loop.ts', lines: [3, 3] },
  ])
})

test('markdown and html: with title and question, and no markup of the model in titles', async () => {
  const markdown = await terminal(['tree', 'a.think', '--format', 'markdown'], { files })
  expect(markdown.out).toContain('# A loop \\<that\\> ends\n\n> Does it end?\n\n## Steps\n\n- **')
  expect(markdown.out).toContain('\n\n## Answer\n\nIt **ends**.\n')
  const html = await terminal(['tree', 'a.think', '--format', 'html', '--level', 'statement'], { files })
  expect(html.out).toContain('<h1>A loop &#60;that&#62; ends</h1>')
  for (const tag of ['ul', 'li', 'details', 'section']) {
    const count = (pattern: string) => html.out.match(new RegExp(pattern, 'g'))?.length
    expect(count(`<${tag}[ >]`)).toBe(count(`</${tag}>`))
  }
})

test('an empty file says so, and so does a broken head, by the name of the file', async () => {
  const files = { 'e.think': '', 'b.think': '---\nformat: 1\nquestion: [\n---\n<think>\nSo.\n</think>\nA.' }
  expect(await terminal(['tree', 'e.think'], { files })).toEqual({
    exitCode: 2,
    out: '',
    notes: ['e.think is empty.'],
  })
  const { exitCode, notes } = await terminal(['tree', 'b.think'], { files })
  expect([exitCode, notes[0]]).toEqual([0, expect.stringMatching(/^b\.think: This is not YAML: /)])
})

test('a text without a think block says so', async () => {
  const { exitCode, out, notes } = await terminal(['tree', '-'], { input: ['Just an', ' answer.'] })
  expect([exitCode, out, notes]).toEqual([0, 'Just an answer.\n', ['There is no think block in this text.']])
  expect(
    (await terminal(['tree', '-', '--start', 'implicit'], { input: ['Just a thought.'] })).notes,
  ).toEqual([])
})

test('jsonl: a line for each line, however they are cut', async () => {
  const lines = [1, 'two'].map((id) => JSON.stringify({ id, reasoning: `Step ${id}.\nWait.` })).join('\r\n')
  const { exitCode, out } = await terminal(['tree', '-', '--jsonl'], {
    input: [lines.slice(0, 9), lines.slice(9), '\n\n'],
  })
  expect(exitCode).toBe(0)
  const rows = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows.map(({ id }) => id)).toEqual([1, 'two'])
  expect(rows[0].steps[0]).toEqual({
    id: expect.any(String),
    parent: null,
    level: 'phase',
    kind: expect.any(String),
    title: expect.any(String),
    start: 0,
    end: expect.any(Number),
  })
})

describe('bad input is one clear line', () => {
  test.each([
    [['tree'], 'tree takes one file, or - for standard input.'],
    [['tree', 'b.think'], 'b.think does not exist.'],
    [['tree', 'a.think', '--format', 'pdf'], '--format must be text, json, markdown or html, not “pdf”.'],
    [['tree', 'a.think', '--depth', '3'], "Unknown option '--depth': --help says which options there are."],
    [
      ['tree', 'a.think', '--format'],
      "Option '--format <value>' argument missing: --help says which options there are.",
    ],
    [['tree', '-', '--jsonl'], 'Line 2 is not JSON with an "id" and a "reasoning".'],
    [
      ['prune'],
      '“prune” is no verb; there are ask, check, compare, continue, export, import, index, reviews, sample, samples, split, stats, tree. thinktree --help says what each does.',
    ],
    [
      [],
      'A verb is missing; there are ask, check, compare, continue, export, import, index, reviews, sample, samples, split, stats, tree. thinktree --help says what each does.',
    ],
  ])('%j', async (args, expected) => {
    const input = ['{"id": 1, "reasoning": ""}\n{"id": 2}\n']
    const { exitCode, notes } = await terminal(args, { files, input })
    expect([exitCode, notes]).toEqual([2, [expected]])
  })
})

test('every sample has a tree and an answer', async () => {
  const sample = readFileSync(join(import.meta.dirname, '../../samples/traces/rate-limiter.think'), 'utf8')
  const { out, notes } = await terminal(['tree', 'a'], { files: { a: sample } })
  expect(notes).toEqual([])
  expect(out.split('\n').length).toBeGreaterThan(20)
})

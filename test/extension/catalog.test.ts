import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writerOf } from '../../src/extension/keeping/writer.ts'
import { Catalog, type Run } from '../../src/extension/runs/catalog.ts'
import { openedAtFirst } from '../../src/extension/runs/opened.ts'
import { tooMuch } from '../../src/extension/runs/room.ts'
import { searchRuns, type Found } from '../../src/extension/runs/search.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-runs-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const catalog = () =>
  new Catalog({ folders: () => [join(folder, 'traces')], cache: join(folder, 'cache.json') })

test('tells of each file what its first head says, the newest first', async () => {
  write('a', 'question: Why?\nmodel: r1\nasked: 2026-11-24T10:00:00Z\nstate: done')
  write('b', 'title: Mine\nquestion: How?\nasked: 2026-11-25T10:00:00Z\nstate: failed\npinned: true')
  writeFileSync(join(folder, 'traces', 'c.txt'), 'no trace')
  expect((await catalog().list()).map(({ title, state, pinned }) => [title, state, pinned])).toEqual([
    ['Mine', 'failed', true],
    ['Why?', 'done', false],
  ])
})

test('knows a run that goes on from one that was interrupted', async () => {
  write('a', `question: One\nstate: running\nwriters: ["${writerOf(process.pid)}"]`)
  write('b', 'question: Two\nstate: running\nwriters: ["0000abcd:1:1"]')
  write('c', 'question: Three\nstate: running')
  const marks = (await catalog().list()).map(({ title, state }) => [title, state])
  expect(Object.fromEntries(marks)).toEqual({ One: 'running', Two: 'running', Three: 'interrupted' })
})

test('sees what has changed outside, and reads nothing again that has not', async () => {
  write('a', 'question: Why?')
  const mine = catalog()
  expect(await mine.list()).toHaveLength(1)
  write('b', 'question: And how?')
  write('a', 'question: Why not?')
  expect((await mine.list()).map(({ title }) => title).toSorted()).toEqual(['And how?', 'Why not?'])
  rmSync(join(folder, 'traces', 'a.think'))
  expect((await mine.list()).map(({ title }) => title)).toEqual(['And how?'])
  // A later start goes by what was kept, as long as the file is the same.
  const cache = join(folder, 'cache.json')
  writeFileSync(cache, readFileSync(cache, 'utf8').replaceAll('And how?', 'As it was kept'))
  expect((await catalog().list()).map(({ title }) => title)).toEqual(['As it was kept'])
  writeFileSync(cache, '{"version":1,"entries":[{"run":7},null]}')
  expect((await catalog().list()).map(({ title }) => title)).toEqual(['And how?'])
})

test('reads a head that is longer than usual, and a file without one', async () => {
  write('a', `question: Long\nnames: [${'name, '.repeat(4000)}last]\nstate: stopped`)
  mkdirSync(join(folder, 'traces'), { recursive: true })
  writeFileSync(join(folder, 'traces', 'b.think'), '<think>\nNo head.\n</think>\n\nNone.')
  const marks = (await catalog().list()).map(({ title, state }) => [title, state])
  expect(Object.fromEntries(marks)).toEqual({ Long: 'stopped', b: 'done' })
})

test('finds words in questions, thoughts and answers, and shows what stands around them', async () => {
  write('a', 'question: Why?', 'The TOTAL is\n computed twice.\n--- turn\n---\nNot here.')
  write('b', 'question: Where is the total?')
  write('c', 'question: No.\nmodel: total')
  const found: Found[] = []
  await searchRuns(await catalog().list(), 'total', (each) => found.push(each), new AbortController().signal)
  expect(Object.fromEntries(found.map(({ snippet, turn }) => [snippet, turn]))).toEqual({
    'The TOTAL is computed twice.': 0,
    'Where is the total?': 0,
  })
})

test('of thousands of runs the days before the last are closed', () => {
  expect(openedAtFirst([90, 90, 500, 500])).toEqual([true, true, false, false])
})

test('to make room the oldest go, but none that is pinned or runs', () => {
  const run = (asked: number, more: Partial<Run> = {}) =>
    ({ asked, size: 10, pinned: false, state: 'done', ...more }) as Run
  const runs = [run(5), run(4), run(3, { pinned: true }), run(2, { state: 'running' }), run(1)]
  expect(tooMuch(runs, 50)).toEqual([])
  expect(tooMuch(runs, 45).map(({ asked }) => asked)).toEqual([1])
  expect(tooMuch(runs, 30).map(({ asked }) => asked)).toEqual([1, 4, 5])
})

function write(name: string, head: string, body = 'Body.'): void {
  mkdirSync(join(folder, 'traces'), { recursive: true })
  writeFileSync(join(folder, 'traces', `${name}.think`), `---\nformat: 1\n${head}\n---\n${body}`)
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { crewSize, type Hands } from '../../src/cli/work.ts'
import { workersOf } from '../../src/cli/workers.ts'
import { bodyOf, documentText } from '../export/traces.ts'

/** In one file, as it is shipped: it starts in a tenth of the time. */
let main = ''
beforeAll(async () => {
  main = join(mkdtempSync(join(tmpdir(), 'tt-cli-')), 'cli.cjs')
  const entry = join(import.meta.dirname, '../../src/cli/main.ts')
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile: main,
    logLevel: 'error',
  })
})
afterAll(() => rmSync(dirname(main), { recursive: true }))

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-jobs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Traces of which some say the same, some are wrong, and some have a head that is not understood. */
function traces(count: number) {
  mkdirSync(join(folder, 'many'))
  for (let index = 0; index < count; index++) {
    const same = index % 4 === 3 ? index - 1 : index
    const odd = index % 5 === 0 ? '\nfuture: [' : ''
    const head = `question: Q${same}?\nmodel: r${index % 3}\nexpected: ${same}${odd}`
    const body = bodyOf(`\nSo it is ${same}.\n`, `The answer is ${same % 10 === 0 ? 'x' : same}.`)
    writeFileSync(
      join(folder, 'many', `${String(index).padStart(3, '0')}.think`),
      documentText({ head, body }),
    )
  }
}

async function thinktree(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: 'pipe' })
  const [out, notes, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ])
  return { out, notes, exitCode: exitCode as number }
}

function written(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(folder, name))
      .toSorted()
      .map((file) => [file, readFileSync(join(folder, name, file), 'utf8')]),
  )
}

test.each([
  'index many',
  'check many --format json',
  'export many --format messages',
  'export many --format sharegpt --dry-run --split 0.3',
])('three threads say what one does: %s', async (command) => {
  traces(30)
  const [one, three] = await Promise.all(
    ['1', '3'].map((jobs) => thinktree(...command.split(' '), '--jobs', jobs)),
  )
  expect(one?.out).not.toBe('')
  expect(three).toEqual(one)
})

test('three threads write what one does', async () => {
  traces(30)
  const to = (name: string, jobs: string) =>
    thinktree('export', 'many', '--format', 'alpaca', '--split', '0.3', '-o', name, '--jobs', jobs)
  await Promise.all([to('one', '1'), to('three', '3')])
  const one = written('one')
  expect(Object.keys(one)).toHaveLength(4)
  expect(written('three')).toEqual(one)
})

test('a file that cannot be read ends it at its turn, and it is gone on with by any number of threads', async () => {
  traces(30)
  const bad = join(folder, 'many', '020.think')
  const good = readFileSync(bad)
  writeFileSync(bad, '\n')
  const check = (...args: readonly string[]) => thinktree('check', 'many', '--format', 'jsonl', ...args)
  const [one, three] = await Promise.all([check('--jobs', '1'), check('--jobs', '3')])
  expect([three?.exitCode, three?.notes]).toEqual([2, one?.notes])
  expect(three?.notes).toMatch(/thinktree: many\/020\.think is empty\.\n$/)
  expect(three?.out.trim().split('\n')).toHaveLength(20)
  writeFileSync(bad, good)
  expect((await check('--jobs', '2')).out.trim().split('\n')).toHaveLength(30)
})

test('a thread that ends is told of', async () => {
  const script = join(folder, 'gone.mjs')
  writeFileSync(
    script,
    `import { parentPort } from 'node:worker_threads'
parentPort.on('message', () => { throw new Error('There is no room.') })`,
  )
  const crew = workersOf(script).start(2, 'check', {})
  await expect(crew.make('a.think')).rejects.toThrow('A worker thread ended: There is no room.')
  crew.close()
})

test('as many threads as there are cores, where there are files enough', () => {
  const hands: Hands = { cores: 8, start: () => ({ make: () => Promise.reject(), close: () => {} }) }
  const sizes = (jobs?: number) => [1, 50, 60, 10_000].map((files) => crewSize(files, hands, jobs))
  expect(sizes()).toEqual([1, 1, 2, 8])
  expect(sizes(3)).toEqual([1, 3, 3, 3])
  expect(crewSize(10_000, undefined, 3)).toBe(1)
})

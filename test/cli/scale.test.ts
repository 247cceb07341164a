import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { progressText } from '../../src/cli/inputs.ts'
import { openOutputs } from '../../src/cli/outputs.ts'
import { writeReviews } from '../../src/judge/reviewFile.ts'
import { bodyOf, documentText, reviewed } from '../export/traces.ts'
import { terminal } from './terminal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-scale-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Forty traces; every fourth says what the one before it says. */
const files = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => {
    const same = index % 4 === 3 ? index - 1 : index
    const head = `question: Q${same}?\nmodel: ${index % 2 === 0 ? 'r1' : 'r1-distill'}\nexpected: ${same}`
    const body = bodyOf(`\nSo it is ${same}.\n`, `The answer is ${same % 10 === 0 ? 'x' : same}.`)
    return [`many/${String(index).padStart(2, '0')}.think`, documentText({ head, body })]
  }),
)

/** Stops a command after so many files, then runs it again, and says what stands in its files then. */
async function brokenOff(args: readonly string[], after: number) {
  const stop = new AbortController()
  let read = 0
  const counting = new Proxy(files, {
    get(target, name) {
      const text = Reflect.get(target, name) as unknown
      if (typeof name === 'string' && name.endsWith('.think') && ++read === after) stop.abort()
      return text
    },
  })
  const first = await terminal(args, { files: counting, openOutputs, signal: stop.signal })
  expect([first.exitCode, first.notes.at(-1)]).toEqual([130, 'Stopped; the same command goes on from here.'])
  return terminal(args, { files, openOutputs })
}

const written = (name = '') =>
  Object.fromEntries(
    readdirSync(join(folder, name)).map((file) => [file, readFileSync(join(folder, name, file), 'utf8')]),
  )

describe('broken off and gone on with', () => {
  test.each(['messages', 'sharegpt'])('export as %s', async (format) => {
    const to = (name: string) => [
      'export',
      'many',
      '--format',
      format,
      '--split',
      '0.3',
      '-o',
      join(folder, name),
    ]
    const whole = await terminal(to('whole'), { files, openOutputs })
    const again = await brokenOff(to('again'), 24)
    expect(again.notes).toEqual([expect.stringMatching(/^Goes on after many\/\d\d\.think\.$/)])
    expect(again.out.split('\n').slice(0, 3)).toEqual(whole.out.split('\n').slice(0, 3))
    expect(whole.out).toContain('left out    10: 10 a duplicate\n')
    expect(written('again')).toEqual(written('whole'))
  })

  test('check', async () => {
    const to = (name: string) => ['check', 'many', '--format', 'jsonl', '-o', join(folder, name)]
    const whole = await terminal(to('whole'), { files, openOutputs })
    const again = await brokenOff(to('again'), 17)
    expect([whole.exitCode, again.exitCode]).toEqual([1, 1])
    expect([whole.notes, again.notes.slice(1)]).toEqual([['6 of 40 fail.'], ['6 of 40 fail.']])
    const { whole: one, again: other } = written()
    expect(other).toBe(one)
    expect(one?.trim().split('\n')).toHaveLength(40)
  })

  test('what was written after it was last noted does not count; another command begins anew', async () => {
    const out = join(folder, 'a')
    const wanted = { journal: join(folder, 'j'), files: [out], aside: [], key: 'k' }
    const first = await openOutputs(wanted)
    await first.write(out, 'one\n')
    await first.done('1', () => ({ count: 1 }))
    await first.pause()
    appendFileSync(`${out}.part`, 'tw')
    const second = await openOutputs(wanted)
    expect([second.after, second.state]).toEqual(['1', { count: 1 }])
    await second.write(out, 'two\n')
    await second.finish([out])
    expect(readFileSync(out, 'utf8')).toBe('one\ntwo\n')
    expect(existsSync(wanted.journal)).toBe(false)
    const third = await openOutputs(wanted)
    await third.write(out, 'three\n')
    await third.done('3', () => null)
    await third.pause()
    rmSync(`${out}.part`)
    const fourth = await openOutputs(wanted)
    expect(fourth.after).toBeUndefined()
    await fourth.finish([])
    const other = await openOutputs({ ...wanted, key: 'l' })
    expect(other.after).toBeUndefined()
    await other.finish([])
  })
})

describe('index', () => {
  const given = {
    files: {
      ...files,
      'many/01.think.review.json': writeReviews(reviewed([], { verdict: 'rejected' })),
    },
  }

  test('a line for each, and whether two are the same', async () => {
    const { out } = await terminal(['index', 'many'], given)
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toHaveLength(40)
    expect(lines[1]).toMatchObject({
      file: 'many/01.think',
      turn: 1,
      verdict: 'rejected',
      reviewers: 1,
      state: 'done',
    })
    expect(lines[3].hash).toBe(lines[2].hash)
    expect(new Set(lines.map(({ hash }) => hash)).size).toBe(30)
  })

  test('only what fits, as files for another command', async () => {
    const fit = async (...tests: readonly string[]) => {
      const args = ['index', 'many', '--format', 'files', ...tests]
      return (await terminal(args, given)).out.trim().split('\n').filter(Boolean).length
    }
    expect(await fit('--where', 'model=r1-distill')).toBe(20)
    expect(await fit('--where', 'model~distill', '--where', 'verdict!=rejected')).toBe(19)
    expect(await fit('--where', 'tokens>100000')).toBe(0)
    expect(await fit('--text', 'is x\\.', '--where', 'turn<2')).toBe(6)
    const list = (await terminal(['index', 'many', '--format', 'files', '--where', 'model=r1'], given)).out
    const args = ['export', '--files-from', '-', '--format', 'messages']
    const { out } = await terminal(args, { ...given, input: [list] })
    expect(out.trim().split('\n')).toHaveLength(20)
  })

  test.each([
    [['index'], 'index takes files or folders.'],
    [['index', 'many', '--where', 'x'], '--where must be such as state=done or tokens<8000, not “x”.'],
    [
      ['index', 'many', '--where', 'status=done'],
      'The field of --where must be file, turn, question, model, endpoint, asked, state, tokens, seconds, verdict, reviewers, expected or hash, not “status”.',
    ],
    [['index', 'many', '--where', 'tokens>x'], '--where compares with a number, not with “x”.'],
    [['index', 'many', '--text', '('], '--text: “(” is no regular expression.'],
    [['check', 'many', '-o', 'x'], '-o needs --format jsonl.'],
  ])('bad input: %j', async (args, complaint) => {
    const { exitCode, notes } = await terminal(args, { files })
    expect([exitCode, notes]).toEqual([2, [complaint]])
  })
})

test('how far it is', async () => {
  const far = { done: 5000, all: 10_000, first: 0, read: 150e6, seconds: 6 }
  expect(progressText(far)).toBe('██████████░░░░░░░░░░ 5000/10000 files, 150 MB, 25.0 MB/s, 6 s left')
  expect(progressText({ ...far, first: 4000 })).toContain(', 30 s left')
  const shown: string[] = []
  await terminal(['check', 'many', '--format', 'jsonl'], { files, progress: (line) => shown.push(line) })
  expect([shown.at(-2), shown.at(-1)]).toEqual([expect.stringContaining(' 40/40 files'), ''])
})

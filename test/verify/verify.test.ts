import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contextHash } from '../../src/traces/contextHash.ts'
import { runCommand } from '../../src/verify/command.ts'
import type { Proposal } from '../../src/verify/proposal.ts'
import { verify } from '../../src/verify/verify.ts'
import { terminal } from '../cli/terminal.ts'

const sum = 'export function sum(a, b) {\n  return a - b\n}\n'
const spec =
  "import { sum } from './src/sum.js'\nif (sum(2, 2) !== 4) { console.log('wrong'); process.exit(3) }\n"
const right: Proposal = {
  kind: 'lines',
  path: 'src/sum.js',
  code: 'return a + b',
  lines: [2, 2],
  hash: contextHash(sum, [2, 2]),
}

let folder = ''
let scratches: readonly string[] = []
const inTmp = () => readdirSync(tmpdir()).filter((name) => name.startsWith('thinktree-verify-'))

beforeEach(() => {
  scratches = inTmp()
  folder = mkdtempSync(join(tmpdir(), 'tt-workspace-'))
  mkdirSync(join(folder, 'src'))
  mkdirSync(join(folder, 'node_modules/dep'), { recursive: true })
  mkdirSync(join(folder, '.git'))
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  writeFileSync(join(folder, 'src/sum.js'), sum)
  writeFileSync(join(folder, 'spec.js'), spec)
  writeFileSync(join(folder, 'node_modules/dep/index.js'), 'export default 1\n')
})

afterEach(() => {
  expect(inTmp().filter((name) => !scratches.includes(name))).toEqual([])
  rmSync(folder, { recursive: true })
})

const node = JSON.stringify(process.execPath)
const never = new AbortController().signal

function verifying(proposals: readonly Proposal[], command = `${node} spec.js`) {
  return verify({ workspace: folder, command, proposals, timeout: 30, signal: never })
}

describe('a verification', () => {
  test('runs in a copy that has the code; the workspace stays as it is', async () => {
    const result = await verifying([right])
    expect(result).toMatchObject({ kind: 'ran', paths: ['src/sum.js'], end: { kind: 'passed', exitCode: 0 } })
    expect(readFileSync(join(folder, 'src/sum.js'), 'utf8')).toBe(sum)
    const wrong = await verifying([{ ...right, code: 'return a * b * 2' }])
    expect(wrong).toMatchObject({ end: { kind: 'failed', exitCode: 3, output: 'wrong\n' } })
  })

  test('with whole files, diffs, and packages that are installed', async () => {
    const patch = {
      path: 'src/sum.js',
      kind: 'change',
      hunks: [{ at: 2, before: ['  return a - b'], after: ['  return a + b'] }],
    } as const
    const other = "import dep from 'dep'\nconsole.log('dep', dep)\n"
    const result = await verifying(
      [
        { kind: 'patch', path: 'src/sum.js', patch },
        { kind: 'file', path: 'src/deep/other.js', code: other },
      ],
      `${node} spec.js && ${node} src/deep/other.js && ls -a`,
    )
    expect(result).toMatchObject({ end: { kind: 'passed' } })
    const output = result.kind === 'ran' ? result.end.output : ''
    expect(output).toContain('dep 1\n')
    expect(output).not.toContain('.git')
  })

  test('what does not belong there is not run', async () => {
    symlinkSync(tmpdir(), join(folder, 'out'))
    const unfit = async (proposal: Proposal) => {
      const result = await verifying([proposal], 'exit 9')
      return result.kind === 'unfit' ? result.unfit.why : result.kind
    }
    const file = (path: string): Proposal => ({ kind: 'file', path, code: 'x' })
    expect(await unfit(file('../x.js'))).toBe('outside')
    expect(await unfit(file(join(tmpdir(), 'x.js')))).toBe('outside')
    expect(await unfit(file('out/x.js'))).toBe('outside')
    expect(await unfit(file('node_modules/dep/index.js'))).toBe('outside')
    expect(await unfit(file('src'))).toBe('outside')
    expect(await unfit({ ...right, path: 'src/gone.js' })).toBe('missing')
    expect(await unfit({ ...right, hash: 'sha256:0' })).toBe('changed since')
    expect(await verifying([], 'exit 9')).toEqual({ kind: 'nothing proposed' })
    expect(readFileSync(join(folder, 'node_modules/dep/index.js'), 'utf8')).toBe('export default 1\n')
  })
})

test('a verification that is stopped ends, however much there is still to copy', async () => {
  const result = await verify({
    workspace: folder,
    command: 'exit 9',
    proposals: [{ ...right, path: 'src/gone.js' }],
    timeout: 30,
    signal: AbortSignal.abort(),
  })
  expect(result).toMatchObject({ kind: 'ran', end: { kind: 'stopped' } })
})

describe('a command', () => {
  test('may take longer than a timer can wait', async () => {
    const end = await runCommand('sleep 0.2', { folder, timeout: 1e8, signal: never })
    expect(end.kind).toBe('passed')
  })

  test('that takes too long is ended, with what it started', async () => {
    const mark = join(folder, 'pid')
    const child = `trap '' TERM; echo $$ > ${quoted(mark)}; echo begun; while :; do sleep 1; done`
    const end = await runCommand(`sh -c ${quoted(child)} & wait`, {
      folder,
      timeout: 3,
      signal: never,
    })
    expect(end).toMatchObject({ kind: 'timedOut', output: 'begun\n' })
    await expect.poll(() => isGone(Number(readFileSync(mark, 'utf8')))).toBe(true)
  })

  test('that leaves something running ends it', async () => {
    const mark = join(folder, 'pid')
    const end = await runCommand(`sleep 60 & echo $! > ${quoted(mark)}`, {
      folder,
      timeout: 30,
      signal: never,
    })
    expect(end).toMatchObject({ kind: 'passed' })
    await expect.poll(() => isGone(Number(readFileSync(mark, 'utf8')))).toBe(true)
  })

  test.skipIf(process.platform === 'win32')('is not held up by what has left its process group', async () => {
    const daemon =
      "require('child_process').spawn('sleep', ['20'], { detached: true, stdio: 'inherit' }).unref(); process.exit(3)"
    const end = await runCommand(`${node} -e ${quoted(daemon)}`, { folder, timeout: 30, signal: never })
    expect(end).toMatchObject({ kind: 'failed', exitCode: 3 })
    expect(end.seconds).toBeLessThan(20)
  })

  test('is stopped; is heard while it runs; keeps the end of what it wrote', async () => {
    const stop = new AbortController()
    const heard: string[] = []
    const end = await runCommand('echo one; sleep 60', {
      folder,
      timeout: 60,
      signal: stop.signal,
      heard: (text) => {
        heard.push(text)
        stop.abort()
      },
    })
    expect([end.kind, heard]).toEqual(['stopped', ['one\n']])
    const much = await runCommand(`${node} -e "console.log('x'.repeat(1e6)); console.log('end')"`, {
      folder,
      timeout: 30,
      signal: never,
    })
    expect([much.output.length, much.output.endsWith('end\n')]).toEqual([64 * 1024, true])
  })
})

describe('thinktree check --verify', () => {
  const trace = (answer: string) =>
    `---\nformat: 1\nquestion: Fix it.\ncontext:\n  - path: src/sum.js\n    lines: [2, 2]\n    hash: ${contextHash(sum, [2, 2])}\n---\n<think>\nPlus.\n</think>\n\n${answer}`
  const check = (answer: string, ...more: readonly string[]) =>
    terminal(['check', 'a.think', '--verify', `${node} spec.js`, '--workspace', folder, ...more], {
      files: { 'a.think': trace(answer) },
    })

  test('passes where the command does', async () => {
    const { exitCode, out, notes } = await check('```js\nreturn a + b\n```')
    expect([exitCode, notes]).toEqual([0, []])
    expect(out).toMatch(/^ {2}code {7}the command passed after \d+\.\d s, with src\/sum\.js$/m)
  })

  test('fails where it does not, and shows what it wrote', async () => {
    const { exitCode, out, notes } = await check('```js\nreturn b - a\n```')
    expect(exitCode).toBe(1)
    expect(notes).toEqual([expect.stringMatching(/^a\.think fails: code: the command failed with 3 after/)])
    expect(out).toContain('    | wrong\n')
    const none = await check('Use a plus.', '--format', 'json')
    expect(JSON.parse(none.out)).toMatchObject([
      { passed: false, verification: { kind: 'nothing proposed' } },
    ])
  })

  test('says in which workspace a file is not what was asked about', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const answer = '```js\nreturn a + b\n```'
    const { exitCode, notes } = await check(answer, '--workspace', empty)
    expect([exitCode, notes]).toEqual([
      1,
      [`a.think fails: code: src/sum.js is not in the workspace ${empty}; --workspace names another.`],
    ])
    mkdirSync(join(empty, 'src'))
    writeFileSync(join(empty, 'src/sum.js'), 'other\nlines\n')
    expect((await check(answer, '--workspace', empty)).out).toContain(
      `src/sum.js has changed in ${empty} since it was asked about`,
    )
  })

  test('what was stopped is no result', async () => {
    const stop = new AbortController()
    const given = { files: { 'a.think': trace('```js\nreturn a + b\n```') }, signal: stop.signal }
    const args = [
      'check',
      'a.think',
      '--verify',
      `${node} -e "setInterval(() => {}, 9)"`,
      '--workspace',
      folder,
    ]
    const ran = terminal(args, given)
    setTimeout(() => stop.abort(), 300)
    expect(await ran).toEqual({ exitCode: 130, out: '', notes: [] })
  })

  test('does not begin with a workspace that is not there', async () => {
    const { exitCode, notes } = await check('```js\nreturn a + b\n```', '--workspace', join(folder, 'gone'))
    expect([exitCode, notes]).toEqual([2, [expect.stringContaining('cannot be copied')]])
    expect(existsSync(join(folder, 'gone'))).toBe(false)
  })
})

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch {
    return true
  }
}

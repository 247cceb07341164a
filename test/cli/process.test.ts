import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createSampleEndpoint } from '../../scripts/endpoint/server.ts'
import { createEndlessEndpoint } from '../support/endless.ts'

const root = join(import.meta.dirname, '../..')

test('reads standard input, answers, and says what is wrong on one line', async () => {
  const good = thinktree('tree', '-')
  good.stdin.end('\ufeff<think>So it is – über.</think>Ja.')
  expect(await text(good.stdout)).toMatch(/is – über\n\nJa\.\n$/)
  const bad = thinktree('tree', 'src')
  expect([await text(bad.stderr), bad.exitCode ?? (await once(bad, 'exit'))[0]]).toEqual([
    'thinktree: src is a folder.\n',
    2,
  ])
})

// Root may read everything, and on Windows no mode hinders anybody.
test.skipIf(!process.getuid?.())('a folder in which one cannot be read is said in one line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tt-cli-'))
  const closed = join(folder, 'closed')
  mkdirSync(closed, { mode: 0 })
  const child = thinktree('check', folder)
  expect([await text(child.stderr), child.exitCode ?? (await once(child, 'exit'))[0]]).toEqual([
    `thinktree: ${closed} cannot be read: it is not allowed.\n`,
    2,
  ])
  chmodSync(closed, 0o700)
  rmSync(folder, { recursive: true })
})

test('a file may be UTF-16, as Windows’ shells write it, and a document keeps its byte order mark', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tt-cli-'))
  const [notes, marked] = [join(folder, 'notes.md'), join(folder, 'marked.think')]
  const document = '\ufeff---\r\nformat: 1\r\n---\r\n<think>\nSo.\n</think>\r\nJa.'
  writeFileSync(notes, '\ufeff<think>So it is – über.</think>Ja.', 'utf16le')
  writeFileSync(marked, document)
  expect(await text(thinktree('import', notes).stdout)).toBe('<think>So it is – über.</think>Ja.')
  expect(String(await buffer(thinktree('import', marked).stdout))).toBe(document)
  rmSync(folder, { recursive: true })
})

test('a reader that has enough may leave', async () => {
  const child = thinktree('tree', '-', '--jsonl')
  child.stdin.on('error', () => {})
  child.stdin.end(`${JSON.stringify({ id: 1, reasoning: 'So it is. Wait.\n\n'.repeat(999) })}\n`.repeat(99))
  const [[code], complaint] = await Promise.all([
    once(child, 'exit'),
    text(child.stderr),
    once(child.stdout, 'data').then(() => child.stdout.destroy()),
  ])
  expect([code, complaint]).toEqual([0, ''])
})

test('a file is written whole, though the reader of the output has left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tt-cli-'))
  const file = join(folder, 'a.think')
  const endpoint = await createSampleEndpoint({ tokensPerSecond: 2000 })
  const child = thinktree('ask', 'Why?', '--base-url', endpoint.url, '--model', 'sample-r1', '-o', file)
  const [[code], complaint] = await Promise.all([
    once(child, 'exit'),
    text(child.stderr),
    once(child.stdout, 'data').then(() => child.stdout.destroy()),
  ])
  expect([code, complaint]).toEqual([0, ''])
  expect(readFileSync(file, 'utf8')).toContain('\nstate: done\n')
  await endpoint.close()
  rmSync(folder, { recursive: true })
})

test.each([
  [['check', 'samples/traces', '--format', 'jsonl'], 'it is a folder'],
  [['index', 'samples/traces'], 'it is a folder'],
  [['export', 'samples/traces', '--format', 'messages'], 'a part of its path is a file'],
  [['import', 'samples/traces/cache-update.think'], 'it is a folder'],
])('%j says what stands in the way of its files', async (args, why) => {
  const folder = mkdtempSync(join(tmpdir(), 'tt-cli-'))
  const place = why.endsWith('file') ? join(folder, 'file') : folder
  if (place !== folder) writeFileSync(place, 'x')
  const child = thinktree(...args, '-o', place)
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect(said.trimEnd().split('\n').at(-1)).toMatch(/^thinktree: .* cannot be written: /)
  expect(said).toContain(`: ${why}.\n`)
  expect(code).toBe(1)
  rmSync(folder, { recursive: true })
})

test.runIf(existsSync('/proc/self')).each([
  [['export', 'samples/traces', '--format', 'messages'], '/proc'],
  [['export', 'samples/traces', '--format', 'html'], '/proc/none'],
  [['import', 'samples/traces/cache-update.think'], '/proc/none/a.think'],
])(
  '%j says of a place where nothing can be made that it is one',
  { timeout: 20_000 },
  async (args, place) => {
    const child = thinktree(...args, '-o', place)
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toMatch(/\/proc\/\S+ cannot be written: its folder cannot be made\.\n$/)
    expect(code).toBe(1)
  },
)

test.skipIf(!existsSync('/dev/full'))('a full disk is said', async () => {
  const child = spawn(
    'sh',
    ['-c', `exec "$0" src/cli/main.ts tree samples/traces/cache-update.think > /dev/full`, process.execPath],
    {
      cwd: root,
    },
  )
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  expect([said, code]).toEqual(['thinktree: The output cannot be written: the disk is full.\n', 1])
})

test('Ctrl-C stops an answer, and what came is kept', async () => {
  const endpoint = await createEndlessEndpoint()
  const child = thinktree('ask', 'Why?', '--base-url', endpoint.url, '--model', 'sample-r1:reasoning')
  const said = text(child.stdout)
  await once(child.stdout, 'data')
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
  expect((await said).length).toBeGreaterThan(10)
  expect(await endpoint.requests[0]?.outcome).toBe('abandoned')
  await endpoint.close()
})

function thinktree(...args: readonly string[]) {
  return spawn(process.execPath, ['src/cli/main.ts', ...args], { cwd: root, stdio: 'pipe' })
}

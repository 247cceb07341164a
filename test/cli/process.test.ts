import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
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

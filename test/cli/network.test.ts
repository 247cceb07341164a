import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { listenHttp, listenHttps } from '../support/sockets.ts'

const root = path.join(import.meta.dirname, '../..')
// Starting Node takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
const noOpenssl = spawnSync('openssl', ['version']).status !== 0

test('the proxy of the environment is on the way', async () => {
  const asked: (string | undefined)[] = []
  await using proxy = await listenHttp((request, response) => {
    asked.push(request.url)
    answer(request, response)
  })
  const { out } = await ask('http://far.invalid/v1', { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` })
  expect([asked, out]).toEqual([['http://far.invalid/v1/chat/completions'], 'a\n'])
})

test.skipIf(noOpenssl).each([
  ['localhost', true, 'a\n', ''],
  ['localhost', false, '', /is not trusted on this machine \(\w+\)/],
  ['elsewhere.example', true, '', /belongs to another host/],
])('a certificate for %s, trusted: %s', async (name, trusted, said, complaint) => {
  await using server = await listenHttps(name, answer)
  const folder = mkdtempSync(path.join(tmpdir(), 'ca-'))
  const file = path.join(folder, 'ca.pem')
  writeFileSync(file, server.cert)
  const { out, complaints } = await ask(
    `https://localhost:${server.port}/v1`,
    trusted ? { NODE_EXTRA_CA_CERTS: file } : {},
  )
  expect(out).toBe(said)
  expect(complaints).toMatch(complaint)
  rmSync(folder, { recursive: true })
})

function answer(_: http.IncomingMessage, response: http.ServerResponse) {
  response.end('data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n')
}

async function ask(url: string, more: Readonly<Record<string, string>>) {
  const { HTTP_PROXY: _, HTTPS_PROXY: __, http_proxy: ___, https_proxy: ____, ...env } = process.env
  const args = ['src/cli/main.ts', 'ask', 'Why?', '--base-url', url, '--model', 'm']
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'pipe', env: { ...env, ...more } })
  const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, complaints }
}

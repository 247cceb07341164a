import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { closedPort, listenHttp, listenHttps, listenProxy } from '../support/sockets.ts'

const root = path.join(import.meta.dirname, '../..')
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

test.skipIf(noOpenssl)('https goes through a tunnel of the proxy', async () => {
  await using server = await listenHttps('far.invalid', answer)
  await using proxy = await listenProxy({ 'far.invalid': server.port })
  const { out } = await trusting(server.cert, (file) =>
    ask('https://far.invalid/v1', {
      HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: file,
    }),
  )
  expect([out, proxy.asked]).toEqual(['a\n', ['far.invalid:443']])
})

test.each([
  [407, 'A proxy on the way to far.invalid asks for a login.'],
  [403, 'The proxy on the way to far.invalid does not lead there (403).'],
])('a proxy that refuses the tunnel with %s', async (refusing, complaint) => {
  await using proxy = await listenProxy({}, refusing)
  const { complaints } = await ask('https://far.invalid/v1', {
    HTTPS_PROXY: `http://us:planted-word@127.0.0.1:${proxy.port}`,
  })
  expect(complaints).toBe(
    `thinktree: ${complaint}\nthinktree: Proxies are taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY; a login stands in their address.\n`,
  )
})

test('a proxy that is not there', async () => {
  const port = await closedPort()
  const { complaints } = await ask('https://far.invalid/v1', { HTTPS_PROXY: `http://127.0.0.1:${port}` })
  expect(complaints).toContain(
    `Nothing is listening at 127.0.0.1:${port}, the proxy on the way to far.invalid.`,
  )
})

test.skipIf(noOpenssl)('a certificate that the system trusts, where Node is told to ask it', async () => {
  await using server = await listenHttps('localhost', answer)
  const { out } = await trusting(server.cert, (file) =>
    ask(`https://localhost:${server.port}/v1`, { NODE_USE_SYSTEM_CA: '1', SSL_CERT_FILE: file }),
  )
  expect(out).toBe('a\n')
})

test.skipIf(noOpenssl).each([
  ['localhost', true, 'a\n', ''],
  [
    'localhost',
    false,
    '',
    /is not trusted on this machine \(\w+\)\.\nthinktree: NODE_USE_SYSTEM_CA=1 trusts/,
  ],
  ['elsewhere.example', true, '', /belongs to another host/],
])('a certificate for %s, trusted: %s', async (name, trusted, said, complaint) => {
  await using server = await listenHttps(name, answer)
  const { out, complaints } = await trusting(server.cert, (file) =>
    ask(`https://localhost:${server.port}/v1`, trusted ? { NODE_EXTRA_CA_CERTS: file } : {}),
  )
  expect(out).toBe(said)
  expect(complaints).toMatch(complaint)
})

/** Calls with the path of a file that holds a certificate. */
async function trusting<T>(cert: string, call: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ca-'))
  const file = path.join(folder, 'ca.pem')
  writeFileSync(file, cert)
  return call(file).finally(() => rmSync(folder, { recursive: true }))
}

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

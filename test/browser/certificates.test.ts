import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listenHttps, listenProxy, type Listener } from '../support/sockets.ts'
import { askOn, openVsCode, pictureOnFailure, type VsCode } from '../support/vscode.ts'

/** Trusted through Node’s own means, trusted by the system, behind a proxy, and known to nobody. */
let trusted: Listener
let ofSystem: Listener
let far: Listener
let stranger: Listener
let proxy: Awaited<ReturnType<typeof listenProxy>>
let code: VsCode
const folder = mkdtempSync(join(tmpdir(), 'tt-ca-'))

const answer: http.RequestListener = (_, response) => {
  response.end('data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n')
}

beforeAll(async () => {
  const ours = await listenHttps('localhost', answer)
  const behind = await listenHttps('far.invalid', answer)
  const systems = await listenHttps('localhost', answer)
  ;[trusted, far, ofSystem] = [ours, behind, systems]
  stranger = await listenHttps('localhost', answer)
  proxy = await listenProxy({ 'far.invalid': far.port })
  const [file, store] = [join(folder, 'ca.pem'), join(folder, 'store.pem')]
  writeFileSync(file, ours.cert + behind.cert)
  // Where OpenSSL, and Node with it, looks for the system's.
  writeFileSync(store, systems.cert)
  const env = { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: store }
  code = await openVsCode(settings(at(trusted)), undefined, { env })
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})
afterAll(async () => {
  await code.close()
  await trusted[Symbol.asyncDispose]()
  for (const each of [proxy, far, ofSystem, stranger]) await each[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
beforeEach(() => pictureOnFailure(code))

test('a certificate of one’s own authority is trusted where Node is told of it', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
})

test('so is one that the system trusts', async () => {
  code.profile.writeSettings(settings(at(ofSystem)))
  await untilAsked(ofSystem.port)
})

test('a server behind a proxy is asked through a tunnel', async () => {
  code.profile.writeSettings(settings('https://far.invalid/v1'))
  await untilAsked('far.invalid')
  expect(new Set(proxy.asked)).toEqual(new Set(['far.invalid:443']))
})

test('a proxy that leads nowhere is named, with a page about it', async () => {
  code.profile.writeSettings(settings('https://forbidden.invalid/v1'))
  await shows('The proxy on the way to forbidden.invalid does not lead there (403).')
})

test('a certificate of nobody is not trusted, and the panel says so and what can be done', async () => {
  code.profile.writeSettings(settings(at(stranger)))
  const failed = await shows('is not trusted on this machine')
  expect(await failed.getByRole('button').allInnerTexts()).toEqual(['Proxies and Certificates', 'Ask Again'])
  await failed.getByRole('button', { name: 'Proxies and Certificates' }).click()
  await code.workbench.page.locator('.tab.active', { hasText: 'network.md' }).waitFor()
})

/** VS Code takes a changed setting a moment after the file is written. */
async function untilAsked(of: string | number): Promise<void> {
  const panel = code.workbench.panel()
  const goesThere = panel.locator(`.fact-model[title*="${of}"]`)
  await repeatedly(
    async () => (await goesThere.count()) > 0 && (await panel.locator('header .state-done').count()) > 0,
  )
}

async function shows(words: string) {
  const failed = code.workbench.panel().locator('.notice', { hasText: words })
  await repeatedly(async () => (await failed.count()) > 0)
  return failed
}

async function repeatedly(isSo: () => Promise<boolean>): Promise<void> {
  const panel = code.workbench.panel()
  for (let count = 0; !(await isSo()); count++) {
    if (count > 20) throw new Error('It is not as it should be after twenty questions.')
    const question = `And now ${count} at ${Date.now()}?`
    await askOn(panel, question)
    await panel.getByRole('heading', { name: question }).waitFor()
    await panel.locator('header').locator('.state-done, .state-failed').waitFor()
  }
}

function at({ port }: Listener): string {
  return `https://localhost:${port}/v1`
}

function settings(baseUrl: string) {
  return {
    'http.proxy': `http://127.0.0.1:${proxy.port}`,
    'thinktree.endpoints': [{ name: 'guarded', baseUrl, model: 'r1' }],
  }
}

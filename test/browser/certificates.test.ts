import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listenHttps, type Listener } from '../support/sockets.ts'
import { openVsCode, pictureOnFailure, type VsCode } from '../support/vscode.ts'

/** Trusted through Node’s own means, and known to nobody. */
let trusted: Listener
let stranger: Listener
let code: VsCode
const folder = mkdtempSync(join(tmpdir(), 'tt-ca-'))

const answer: http.RequestListener = (_, response) => {
  response.end('data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n')
}

beforeAll(async () => {
  const ours = await listenHttps('localhost', answer)
  trusted = ours
  stranger = await listenHttps('localhost', answer)
  const file = join(folder, 'ca.pem')
  writeFileSync(file, ours.cert)
  code = await openVsCode(settings(trusted), undefined, { env: { NODE_EXTRA_CA_CERTS: file } })
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})
afterAll(async () => {
  await code.close()
  await trusted[Symbol.asyncDispose]()
  await stranger[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})
beforeEach(() => pictureOnFailure(code))

test('a certificate of one’s own authority is trusted where Node is told of it', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.panel().locator('header .state').filter({ hasText: 'Done' }).waitFor()
})

test('another is not, and the panel says so', async () => {
  code.profile.writeSettings(settings(stranger))
  const failed = code.workbench.panel().locator('.notice', { hasText: 'is not trusted on this machine' })
  // VS Code takes a changed setting a moment after the file is written.
  for (let count = 0; (await failed.count()) === 0; count++) {
    await code.workbench.panel().getByRole('textbox').fill(`And now ${count}?`)
    await code.workbench.panel().getByRole('textbox').press('Enter')
    await code.workbench
      .panel()
      .getByRole('heading', { name: `And now ${count}?` })
      .waitFor()
    await code.workbench.panel().locator('header').locator('.state-done, .state-failed').waitFor()
  }
  expect(await failed.getByRole('button').allInnerTexts()).toEqual(['Show Log', 'Ask Again'])
})

function settings({ port }: Listener) {
  const baseUrl = `https://localhost:${port}/v1`
  return { 'thinktree.endpoints': [{ name: 'guarded', baseUrl, model: 'r1' }] }
}

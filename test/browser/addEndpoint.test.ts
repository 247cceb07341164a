import http from 'node:http'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { listenHttp } from '../support/sockets.ts'
import { findServers } from '../../src/endpoint/probe.ts'
import { askOn, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let guarded: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  guarded = use(await createSampleEndpoint({ tokensPerSecond: 3000, key: 'sk-right' }))
  code = use(await openVsCode())
})

test('Add Endpoint leads from an address to the first answer', async () => {
  await code.workbench.commandAndPick('ThinkTree: Add Endpoint…', 'another', 'Another server')
  await address(new URL(endpoint.url).host)
  await code.workbench.pick('reasoning_content', 'sample-r1:reasoning_content')
  const found = page().locator('.monaco-dialog-box')
  await found.getByText('Thinking comes in a field of its own.').waitFor()
  await found.getByText('It counts tokens, and those of thinking separately.').waitFor()
  await found.getByText('What was cut off cannot go on from there; you can ask again.').waitFor()
  await found.getByRole('button', { name: 'Add' }).click()
  const host = new URL(endpoint.url).host
  const done = `Endpoint ${host} is added. This workspace now asks sample-r1:reasoning_content there.`
  await page().locator('.notification-toast').getByText(done).waitFor()
  await explain()
  await code.workbench.panel().getByText(`sample-r1:reasoning_content @ ${host}`).waitFor()
})

test('it asks for a key where the server wants one, and the workspace then asks that server', async () => {
  await code.workbench.commandAndPick('ThinkTree: Choose Endpoint…', 'Add', 'Add Endpoint…')
  await code.workbench.pick('another', 'Another server')
  await address(guarded.url)
  await enterKey('sk-wrong')
  // It is said why it is asked for again.
  await code.workbench.quickInput().and(page().getByPlaceholder('refused the key')).waitFor()
  await enterKey('sk-right')
  await code.workbench.pick('sample-r1:inline', 'sample-r1:inline')
  await page().locator('.monaco-dialog-box').getByRole('button', { name: 'Add' }).click()
  await explain()
  await expect.poll(() => guarded.requests.at(-1)?.headers.authorization).toBe('Bearer sk-right')
})

test('a server that lists no models is added by the name of one', async () => {
  await using listless = await listenHttp((request, response) => {
    if (request.url === '/v1/models') return response.writeHead(404).end()
    const { method, headers } = request
    const passed = http.request(new URL(request.url ?? '', endpoint.url), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    return request.pipe(passed)
  })
  await code.workbench.commandAndPick('ThinkTree: Add Endpoint…', 'another', 'Another server')
  await address(`127.0.0.1:${listless.port}`)
  await page().locator('.quick-input-widget').getByText('The endpoint lists no models').waitFor()
  await code.workbench.enter('sample-r1:inline')
  const found = page().locator('.monaco-dialog-box')
  await found.getByText('sample-r1:inline answers').waitFor()
  await found.getByRole('button', { name: 'Cancel' }).click()
})

test('a server that does not answer leads back to its address, which is still there', async () => {
  await code.workbench.commandAndPick('ThinkTree: Add Endpoint…', 'another', 'Another server')
  await address('127.0.0.1:9')
  const toast = page().locator('.notification-toast', { hasText: 'Nothing is listening at 127.0.0.1:9' })
  await toast.getByRole('button', { name: 'Try Again…' }).click()
  await page().locator('.quick-input-widget').getByText('Add Endpoint: its address').waitFor()
  await expect.poll(() => code.workbench.quickInput().inputValue()).toBe('http://127.0.0.1:9/v1')
  await page().keyboard.press('Escape')
  // From the beginning too.
  await code.workbench.commandAndPick('ThinkTree: Add Endpoint…', 'another', 'Another server')
  await expect.poll(() => code.workbench.quickInput().inputValue()).toBe('http://127.0.0.1:9/v1')
  await page().keyboard.press('Escape')
})

test('where no server is found on this machine, one can say where it is', async ({ skip }) => {
  if ((await findServers(AbortSignal.timeout(5000))).length > 0) skip('a server runs on this machine')
  await code.workbench.commandAndPick('ThinkTree: Add Endpoint…', 'Look', 'Look on')
  const toast = page().locator('.notification-toast', { hasText: 'No server answers at the usual ports' })
  await toast.getByRole('button', { name: 'Enter an Address…' }).click()
  await page().locator('.quick-input-widget').getByText('Add Endpoint: its address').waitFor()
  await page().keyboard.press('Escape')
})

test('another endpoint is chosen by its name', async () => {
  const { host } = new URL(endpoint.url)
  await code.workbench.commandAndPick('ThinkTree: Choose Endpoint…', host, host)
  const asked = endpoint.requests.length
  await explain()
  await expect.poll(() => endpoint.requests.length).toBe(asked + 1)
  expect(endpoint.requests.at(-1)?.headers.authorization).toBeUndefined()
})

test('no key is a choice too: none is sent where one is kept', async () => {
  const bare = { name: 'bare', baseUrl: guarded.url, model: 'sample-r1', authorization: 'none' }
  code.profile.writeSettings({ 'thinktree.endpoints': [bare] })
  const { headers } = await nextRequest(guarded)
  expect(headers.authorization).toBeUndefined()
  await code.workbench.panel().locator('.notice', { hasText: 'wants a key' }).waitFor()
})

test('a wrong address is mended where it failed, and the question asked again there', async () => {
  const lost = { name: 'lost', baseUrl: 'http://127.0.0.1:9/v1', model: 'sample-r1' }
  code.profile.writeSettings({ 'thinktree.endpoints': [lost] })
  const notice = code.workbench.panel().locator('.notice', { hasText: 'Nothing is listening at 127.0.0.1:9' })
  await askUntil(async () => (await notice.count()) > 0)
  await notice.getByRole('button', { name: 'Change Address and Ask Again' }).click()
  await page().locator('.quick-input-widget').getByText('The address of lost').waitFor()
  await expect.poll(() => code.workbench.quickInput().inputValue()).toBe('http://127.0.0.1:9/v1')
  await code.workbench.enter(endpoint.url)
  await code.workbench.turnState('Done')
})

test('Test Endpoint says what failed, and offers nothing that it cannot do', async () => {
  const failing = { name: 'failing', baseUrl: endpoint.url, model: 'sample-r1:inline:500' }
  code.profile.writeSettings({ 'thinktree.endpoints': [failing] })
  await nextRequest(endpoint)
  await code.workbench.command('ThinkTree: Test Endpoint')
  const toast = page().locator('.notification-toast', { hasText: 'failed inside (500)' })
  await toast.getByRole('button', { name: 'Show Log' }).waitFor()
})

async function enterKey(key: string): Promise<void> {
  await code.workbench.pick('Enter', 'Enter a key…')
  await page().locator('.quick-input-widget input[type=password]').waitFor()
  await code.workbench.enter(key)
}

/** Asks again until VS Code has taken the settings: it does so a moment after the file is written. */
async function nextRequest({ requests }: SampleEndpoint) {
  const asked = requests.length
  await askUntil(() => requests.length > asked)
  return requests[asked] as (typeof requests)[number]
}

async function askUntil(asked: () => boolean | Promise<boolean>): Promise<void> {
  do {
    await askOn(code.workbench.panel(), 'And what of it?')
    const ended = '.state-done, .state-incomplete, .state-failed'
    await code.workbench.panel().locator('header').locator(ended).waitFor()
  } while (!(await asked()))
}

async function address(text: string): Promise<void> {
  await page().locator('.quick-input-widget').getByText('Add Endpoint: its address').waitFor()
  await code.workbench.quickInput().fill(text)
  await page()
    .locator('.quick-input-widget')
    .getByText(/Questions go to http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions/)
    .waitFor()
  await page().keyboard.press('Enter')
}

async function explain(): Promise<void> {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
}

function page() {
  return code.workbench.page
}

import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let other: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  other = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(await openVsCode())
  propose(endpoint.url)
})

test('who asks without an endpoint is told of the proposal', async () => {
  await explain()
  const { page } = code.workbench
  await page.getByText('No endpoint is set yet; this workspace proposes “Team R1”.').first().waitFor()
  await page.getByRole('button', { name: 'Choose Endpoint and Ask' }).click()
  await code.workbench.quickRows().filter({ hasText: 'Team R1' }).waitFor()
})

test('what a workspace proposes is asked after a yes that names the origin', async () => {
  await code.workbench.pick('Team', 'Team R1')
  await dialog()
    .getByText(`Ask ${new URL(endpoint.url).origin}, as this workspace proposes?`)
    .waitFor()
  expect(endpoint.requests).toEqual([])
  await dialog().getByRole('button', { name: 'Use It' }).click()
  await code.workbench.turnState('Done')
  expect(endpoint.requests.length).toBe(1)
})

test('it needs another yes when it changes, and sends nothing without', async () => {
  propose(other.url)
  await explain()
  await dialog()
    .getByText(`Ask ${new URL(other.url).origin}, as this workspace proposes?`)
    .waitFor()
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await code.workbench.page
    .getByText('the endpoint that this workspace proposed has changed')
    .first()
    .waitFor()
  expect([endpoint.requests.length, other.requests.length]).toEqual([1, 0])
})

test('its model is the file’s to say', async () => {
  const before = [endpoint.requests.length, other.requests.length]
  await code.workbench.command('ThinkTree: Choose Model…')
  await code.workbench.page.getByText('A proposed endpoint is changed where it is written').first().waitFor()
  expect([endpoint.requests.length, other.requests.length]).toEqual(before)
})

test('a proposal that is gone is not asked, and says so', async () => {
  const file = join(code.folder, '.thinktree/endpoints.json')
  const before = [endpoint.requests.length, other.requests.length]
  writeFileSync(file, '{ "endpoints": [] }')
  await explain()
  await code.workbench.page.getByText('this workspace does not propose “Team R1” any more').first().waitFor()
  expect([endpoint.requests.length, other.requests.length]).toEqual(before)
})

test('what a proposal is called puts no icon of its own into the list', async () => {
  const endpoints = [{ name: '$(check) Ours', baseUrl: other.url, model: '$(star) r1' }]
  writeFileSync(join(code.folder, '.thinktree/endpoints.json'), JSON.stringify({ endpoints }))
  await code.workbench.command('ThinkTree: Choose Endpoint…')
  const row = code.workbench.quickRows().filter({ hasText: '(check) Ours' })
  await row.getByText('(star) r1').waitFor()
  expect(await row.locator('.codicon-check, .codicon-star').count()).toBe(0)
  await code.workbench.page.keyboard.press('Escape')
})

test('a file that cannot be read says so where it would be offered, and is opened there', async () => {
  writeFileSync(join(code.folder, '.thinktree/endpoints.json'), '{ "endpoints": [')
  await code.workbench.command('ThinkTree: Choose Endpoint…')
  await code.workbench.pick('is not JSON', '.thinktree/endpoints.json is not JSON.')
  await code.workbench.page.locator('.tab.active[data-resource-name="endpoints.json"]').waitFor()
})

test('of two folders that propose one name each is kept by the name of its folder', async () => {
  const api = join(code.folder, '../api')
  cpSync(code.folder, api, { recursive: true })
  propose(endpoint.url)
  propose(other.url, api)
  const workspace = join(code.folder, '../both.code-workspace')
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'api' }] }))
  await code.workbench.loadWorkspace(code.server.origin, workspace)
  await code.workbench.command('ThinkTree: Choose Endpoint…')
  await code.workbench.quickRows().filter({ hasText: 'Team R1 (shop)' }).waitFor()
  await code.workbench.pick('Team', 'Team R1 (api)')
  await dialog().getByRole('button', { name: 'Use It' }).click()
  const before = [endpoint.requests.length, other.requests.length]
  for (let time = 1; time <= 2; time++) {
    await explain()
    await expect.poll(() => other.requests.length).toBe((before[1] ?? 0) + time)
    await code.workbench.turnState('Done')
  }
  expect(endpoint.requests.length).toBe(before[0])
  await code.workbench.panel().getByText('Team R1 (api)').first().waitFor()
  await code.workbench.command('ThinkTree: Choose Endpoint…')
  const inUse = code.workbench.quickRows().filter({ has: code.workbench.page.locator('.codicon-check') })
  await expect.poll(() => inUse.allInnerTexts()).toEqual([expect.stringContaining('Team R1 (api)')])
  await code.workbench.page.keyboard.press('Escape')
})

function propose(baseUrl: string, folder = code.folder): void {
  mkdirSync(join(folder, '.thinktree'), { recursive: true })
  const endpoints = [{ name: 'Team R1', baseUrl, model: 'sample-r1' }]
  writeFileSync(join(folder, '.thinktree/endpoints.json'), JSON.stringify({ endpoints }))
}

async function explain(): Promise<void> {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
}

function dialog() {
  return code.workbench.page.locator('.monaco-dialog-box')
}

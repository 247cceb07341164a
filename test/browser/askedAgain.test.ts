import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, historyOf, openVsCode, tracesIn, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(await openVsCode({ 'thinktree.history.location': 'workspace' }))
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})

test('a question with no endpoint to ask is asked once that is added, though the first address was wrong', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  await toast('No endpoint is set yet').getByRole('button', { name: 'Add Endpoint and Ask' }).click()
  await code.workbench.pick('another', 'Another server')
  await code.workbench.enter('127.0.0.1:9')
  await toast('Nothing is listening').getByRole('button', { name: 'Try Again…' }).click()
  await code.workbench.enter(endpoint.url)
  await code.workbench.pick('r1:inline', 'sample-r1:inline')
  await page().locator('.monaco-dialog-box').getByRole('button', { name: 'Add', exact: true }).click()
  await code.workbench.turnState('Done')
  await panel().locator('header').getByText('pricing.ts:33–36').waitFor()
})

test('choosing a model that is there asks again, and nothing is left of the try that failed', async () => {
  await setModel('no-such-model:inline:model')
  await askNew()
  await code.workbench.turnState('Failed')
  const before = { tabs: await tabs(), traces: traces() }
  await panel().getByRole('alert').getByRole('button', { name: 'Choose Model and Ask Again' }).click()
  await code.workbench.pick('r1:inline', 'sample-r1:inline')
  await code.workbench.turnState('Done')
  await panel().locator('header').getByText('sample-r1:inline @').waitFor()
  expect({ tabs: await tabs(), traces: traces() }).toEqual(before)
})

test('what is explained anew leaves nothing of the try in view that failed with nothing', async () => {
  await setModel('no-such-model:inline:model')
  await askNew()
  await code.workbench.turnState('Failed')
  const before = { tabs: await tabs(), traces: traces() }
  await setModel('sample-r1:inline')
  await page().keyboard.press('Control+1')
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
  expect({ tabs: await tabs(), traces: traces() }).toEqual(before)
})

test('nothing is asked where no model is chosen', async () => {
  await setModel('no-such-model:inline:model')
  await askNew()
  await code.workbench.turnState('Failed')
  const asked = questions()
  await panel().getByRole('alert').getByRole('button', { name: 'Choose Model and Ask Again' }).click()
  await code.workbench.quickRows().first().waitFor()
  await page().keyboard.press('Escape')
  await code.workbench.quickInput().waitFor({ state: 'hidden' })
  await code.workbench.turnState('Failed')
  expect(questions()).toBe(asked)
})

test('a try that failed with nothing stays where it was judged', async () => {
  await panel().locator('header .state').click() // a command about a panel is there where that has the keyboard
  await code.workbench.command('ThinkTree: Accept Trace')
  await panel().locator('.choice[aria-pressed=true]', { hasText: 'accepted' }).waitFor()
  await setModel('sample-r1:inline:500')
  const before = await tabs()
  await panel().getByRole('button', { name: 'Ask Again', exact: true }).click()
  await expect.poll(tabs).toBe(before + 1)
  await code.workbench.turnState('Failed')
})

test('a try of which something came stays', async () => {
  await setModel('sample-r1:inline:cut')
  const before = await tabs()
  await panel().getByRole('button', { name: 'Ask Again', exact: true }).click()
  await code.workbench.turnState('Incomplete')
  expect(await tabs()).toBe(before)
  await setModel('sample-r1:inline')
  await panel().getByRole('button', { name: 'Ask Again', exact: true }).click()
  await code.workbench.turnState('Done')
  expect(await tabs()).toBe(before + 1)
})

test('what failed at another endpoint than the one in use by now is mended there, and asked there', async () => {
  const other = { name: 'other', baseUrl: endpoint.url, model: 'sample-r1:inline' }
  await setEndpoints([{ name: 'samples', baseUrl: endpoint.url, model: 'no-such-model:inline:model' }, other])
  await askNew()
  await code.workbench.turnState('Failed')
  await code.workbench.command('ThinkTree: Choose Endpoint…')
  await code.workbench.pick('other', 'other')
  await panel().getByRole('alert').getByRole('button', { name: 'Choose Model and Ask Again' }).click()
  await code.workbench.pick('r1:inline', 'sample-r1:inline')
  await code.workbench.turnState('Done')
  await panel().locator('header').getByText('sample-r1:inline @ samples').waitFor()
  await toast('This workspace now asks samples.').waitFor()
})

test('a text of the workspace’s settings that is none counts as empty', async () => {
  mkdirSync(join(code.folder, '.vscode'), { recursive: true })
  writeFileSync(join(code.folder, '.vscode/settings.json'), '{ "thinktree.context.instructions": 5 }')
  await followUpReloaded()
})

test('what was asked about a file that is gone by now can be followed up', async () => {
  rmSync(join(code.folder, 'src/pricing.ts'))
  await followUpReloaded() // VS Code has it open no more
})

async function followUpReloaded() {
  const before = await tabs()
  await code.workbench.reload(panel().locator('header .state'))
  await panel().getByRole('textbox', { name: 'Follow-up question' }).fill('And now?')
  await page().keyboard.press('Enter')
  await expect.poll(tabs).toBe(before + 1)
  await code.workbench.turnState('Done')
}

function panel() {
  return code.workbench.panel()
}

function page() {
  return code.workbench.page
}

function toast(text: string) {
  return page().locator('.notification-toast', { hasText: text })
}

function tabs(): Promise<number> {
  return panel().getByRole('tab').count()
}

function questions(): number {
  return endpoint.requests.filter(({ path }) => path.endsWith('/chat/completions')).length
}

function traces(): number {
  return tracesIn(historyOf(code)).length
}

/** There is nothing to see of a setting that was taken. */
async function setModel(model: string): Promise<void> {
  await setEndpoints([{ name: 'samples', baseUrl: endpoint.url, model }])
}

async function setEndpoints(endpoints: readonly object[]): Promise<void> {
  code.profile.writeSettings({
    'thinktree.history.location': 'workspace',
    'thinktree.endpoints': endpoints,
  })
  await page().waitForTimeout(1500)
}

/** Asks about the code anew, in a turn of its own. */
async function askNew(): Promise<void> {
  const before = await tabs()
  await page().keyboard.press('Control+1')
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await until(
    () => code.workbench.command('ThinkTree: Explain Selection'),
    async () => (await tabs()) > before,
    20_000,
  )
}

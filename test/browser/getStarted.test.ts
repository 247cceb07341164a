import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, closeAll, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode
let endpoint: SampleEndpoint

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint())
  code = use(await openVsCode())
})

test('Get Started leads to a first tree with no endpoint set', async () => {
  const { workbench } = code
  await getStarted()
  await until(
    () => workbench.page.getByRole('button', { name: 'Try a Sample' }).click(),
    workbench.quickInput(),
  )
  await workbench.page.keyboard.press('Escape')
  expect(await ticked(), 'a sample that was not chosen').toEqual([])
  await until(
    () => workbench.page.getByRole('button', { name: 'Try a Sample' }).click(),
    workbench.quickInput(),
  )
  await workbench.pick('rate limiter', 'A rate limiter that never lets go')
  const panel = workbench.panel()
  await panel.getByText('a sample, written by us').waitFor()
  await panel.getByRole('treeitem').nth(2).waitFor()
  // The code that is asked about has come beside it.
  await workbench.page.locator('.tab', { hasText: 'Welcome' }).click()
  await expect.poll(ticked).toEqual(['See a step tree grow'])
  await panel.getByRole('treeitem').nth(1).click()
})

test('asking without an endpoint says what to do about it', async () => {
  const { workbench } = code
  await explain()
  await workbench.page.locator('.notification-toast').getByRole('button', { name: 'Add Endpoint' }).waitFor()
  expect(workbench.external).toEqual([])
})

test('Get Started ticks what was done, and not what was only begun', async () => {
  const { workbench, profile } = code
  const { page } = workbench
  await closeAll(code)
  await getStarted()
  await expect.poll(ticked).toEqual(['See a step tree grow', 'Step through the reasoning'])
  profile.writeSettings({
    'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
  })
  await expect.poll(ticked).toContain('Point to your endpoint')
  await workbench.command('ThinkTree: Set API Key…')
  await page.locator('.quick-input-widget input[type=password]:visible').waitFor()
  await page.keyboard.press('Escape')
  await workbench.command('ThinkTree: Explain Selection')
  await page.getByText('Open a file and select some code first.').first().waitFor()
  expect(await ticked()).toHaveLength(3)
  await workbench.commandAndEnter('ThinkTree: Set API Key…', 'sk-secret')
  await expect.poll(ticked).toContain('Set a key, if one is needed')
  await explain()
  await workbench.turnState('Done')
  await getStarted()
  await expect.poll(ticked).toContain('Ask about your code')
})

test('a file with nothing in it is not sent to be explained', async () => {
  const { workbench } = code
  await closeAll(code)
  await workbench.tidy()
  const before = endpoint.requests.length
  await workbench.command('File: New Untitled Text File')
  await workbench.page.locator('.tab.active[data-resource-name="Untitled-1"]').waitFor()
  await workbench.command('ThinkTree: Explain Selection')
  await workbench.page
    .getByText('There is nothing here to explain: select some code first.')
    .first()
    .waitFor()
  expect(endpoint.requests.length).toBe(before)
})

function getStarted(): Promise<void> {
  const title = 'Get Started with ThinkTree'
  return code.workbench.commandAndPick('Welcome: Open Walkthrough...', title, title)
}

/** The steps of Get Started that VS Code has ticked. */
function ticked(): Promise<readonly string[]> {
  return code.workbench.page.locator('.getting-started-step:has(.complete) .step-title').allTextContents()
}

async function explain(): Promise<void> {
  const { workbench } = code
  await workbench.openFile('src/cart.ts')
  await workbench.selectLines(1, 3)
  await workbench.command('ThinkTree: Explain Selection')
}

test('in the panel, one asks about the editor used last, though another stands before it', async () => {
  const { workbench } = code
  await closeAll(code)
  await workbench.openFile('cart.ts')
  await workbench.command('View: Split Editor Right')
  await workbench.openFile('inventory.ts')
  await workbench.selectLines(4, 5)
  await workbench.command('ThinkTree: New Panel')
  await workbench.panel().getByRole('button', { name: 'Try a Sample' }).waitFor()
  await workbench.command('ThinkTree: Explain Selection')
  await expect
    .poll(() => JSON.stringify(endpoint.requests.at(-1)?.body))
    .toContain('lines 4–5 of `src/inventory.ts`')
})

import { expect, test } from 'vitest'
import { until } from '../../scripts/vscode/workbench.ts'
import { beforeTests, closeAll, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode

beforeTests(async (use) => {
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
  // The code that is asked about has come in its place.
  await workbench.command('View: Focus First Editor Group')
  await getStarted()
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
  const { workbench } = code
  await closeAll(code)
  await workbench.command('ThinkTree: Explain Selection')
  await workbench.page.getByText('Open a file and select some code first.').first().waitFor()
  await getStarted()
  await expect.poll(ticked).toEqual(['See a step tree grow', 'Step through the reasoning'])
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

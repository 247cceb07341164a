import { expect, test } from 'vitest'
import { until } from '../../scripts/vscode/workbench.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let code: VsCode

beforeTests(async (use) => {
  code = use(await openVsCode())
})

test('Get Started leads to a first tree with no endpoint set', async () => {
  const { workbench } = code
  await workbench.commandAndPick(
    'Welcome: Open Walkthrough...',
    'Get Started with ThinkTree',
    'Get Started with ThinkTree',
  )
  await until(
    () => workbench.page.getByRole('button', { name: 'Try a Sample' }).click(),
    workbench.quickInput(),
  )
  await workbench.pick('rate limiter', 'A rate limiter that never lets go')
  const panel = workbench.panel()
  await panel.getByText('a sample, written by us').waitFor()
  await panel.getByRole('treeitem').nth(2).waitFor()
})

test('asking without an endpoint says what to do about it', async () => {
  const { workbench } = code
  await workbench.openFile('src/cart.ts')
  await workbench.selectLines(1, 3)
  await workbench.command('ThinkTree: Explain Selection')
  await workbench.page.locator('.notification-toast').getByRole('button', { name: 'Add Endpoint' }).waitFor()
  expect(workbench.external).toEqual([])
})

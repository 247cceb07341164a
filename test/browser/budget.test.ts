import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { askOn, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  const prices = { input: 1, output: 1, currency: 'EUR', asOf: '2026-11-01' }
  code = use(
    await openVsCode({
      'thinktree.endpoints': [
        // One question costs less, two more.
        { name: 'hosted', baseUrl: endpoint.url, model: 'sample-r1:inline', prices, dailyBudget: 0.005 },
      ],
    }),
  )
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})

test('a day’s budget is spoken of once, where it is reached, and keeps nobody from asking', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
  const word = code.workbench.page.locator('.notification-toast', { hasText: 'have reached today’s budget' })
  expect(await word.count()).toBe(0)

  await followUp('And what of refunds?')
  await word.waitFor()
  expect(await word.innerText()).toContain('Questions to hosted have reached today’s budget.')
  await code.workbench.command('Notifications: Clear All Notifications')
  await word.waitFor({ state: 'detached' })

  await followUp('And once more?')
  await followUp('And a last time?')
  expect(await word.count()).toBe(0)
})

test('the totals are a page to read, per day, endpoint and currency', async () => {
  await code.workbench.command('ThinkTree: Show Totals')
  const page = code.workbench.page
    .frameLocator('iframe.webview.ready[src*="markdown-language-features"]')
    .frameLocator('iframe#active-frame')
  await page.getByRole('heading', { name: 'Totals' }).waitFor()
  const row = page.getByRole('row').filter({ hasText: 'hosted' })
  expect((await row.innerText()).split(/\s*\t\s*/).slice(1)).toEqual([
    'hosted',
    expect.stringMatching(/^0\.\d{4} EUR$/),
    '4',
    expect.stringMatching(/^[\d,]+$/),
    expect.stringMatching(/^[\d,]+$/),
    expect.stringMatching(/^█+$/),
  ])
  const today = page.getByRole('row').filter({ hasText: 'today' })
  expect((await today.innerText()).split(/\s*\t\s*/)[2]).toBe('4')
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, 'totals.png'))
})

test('a budget without prices is spoken of, with the settings at hand', async () => {
  code.profile.writeSettings({
    'thinktree.endpoints': [
      { name: 'unpriced', baseUrl: endpoint.url, model: 'sample-r1:inline', dailyBudget: 0.005 },
    ],
  })
  const word = code.workbench.page.locator('.notification-toast', { hasText: 'has a daily budget' })
  for (let count = 0; (await word.count()) === 0 && count < 20; count++) await followUp(`And ${count}?`)
  expect(await word.innerText()).toContain(
    'unpriced has a daily budget but no prices, so nobody can say when it is reached.',
  )
  await word.getByRole('button', { name: 'Open Settings' }).click()
  await code.workbench.page.locator('.view-lines').getByText('"dailyBudget"').waitFor()
})

async function followUp(question: string): Promise<void> {
  await askOn(code.workbench.panel(), question)
  await code.workbench.panel().getByRole('heading', { name: question }).waitFor()
  await code.workbench.turnState('Done')
}

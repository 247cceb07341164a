import { setTimeout as sleep } from 'node:timers/promises'
import { sampleShape } from '../endpoint/inside.ts'
import type { Settings } from '../vscode/profile.ts'
import { until } from '../vscode/patience.ts'
import { type Workbench } from '../vscode/workbench.ts'
import { explain, settled } from './stage.ts'

/** What one does in a window, and the pictures that are taken meanwhile. */
export interface Scene {
  readonly shows: readonly string[]
  /** Fields of the endpoint that is asked. */
  readonly endpoint: Settings
  readonly act: (workbench: Workbench, picture: (name: string) => Promise<void>) => Promise<void>
}

export const scenes: Readonly<Record<string, Scene>> = {
  reading: { shows: ['search', 'filter', 'keys', 'view'], endpoint: {}, act: read },
  judging: { shows: ['judging'], endpoint: {}, act: judge },
  ways: {
    shows: ['ways', 'answers'],
    endpoint: { model: 'sample-r1:llamacpp:reasoning_content' },
    act: branch,
  },
  inside: {
    shows: ['inside'],
    endpoint: {
      server: 'sglang',
      model: 'sample-r1:sglang:reasoning_content',
      logprobs: 3,
      experts: true,
      card: { ...sampleShape, name: 'sample', total: 10, active: 2 },
      prices: { input: 0.28, output: 0.42, asOf: '2025-12-09' },
    },
    act: lookInside,
  },
  times: { shows: ['samples', 'comparison', 'totals'], endpoint: {}, act: askTimes },
}

async function read(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  const { keyboard } = workbench.page
  const panel = workbench.panel()
  await explain(workbench)
  await workbench.turnState('Done')
  await panel.locator('.row:has(.row-code)').nth(2).click()
  const search = panel.getByRole('textbox', { name: /^Search/ })
  await until(() => keyboard.press('Control+F'), search)
  await search.fill('refill')
  await keyboard.press('Enter')
  await sleep(settled)
  await picture('search')
  await keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Filter by Kind' }).click()
  await panel.getByRole('menuitemcheckbox', { name: /^check/ }).waitFor()
  await picture('filter')
  await keyboard.press('Escape')
  await panel.locator('.tree [tabindex="0"]').press('?')
  await panel.getByRole('dialog').waitFor()
  await picture('keys')
  await keyboard.press('Escape')
  await workbench.page.locator('.activitybar .action-label[aria-label*="ThinkTree"]').first().click()
  await sleep(settled)
  await picture('view')
}

async function judge(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  const { keyboard } = workbench.page
  const panel = workbench.panel()
  await explain(workbench)
  await workbench.turnState('Done')
  await panel.locator('.row-step').first().click()
  for (const key of ['1', '2', '5']) {
    await keyboard.press(key)
    await panel.locator('.row[aria-selected=true] .verdict').first().waitFor()
    await sleep(settled)
    if (key !== '5') await keyboard.press(']')
  }
  await keyboard.press('7')
  const box = panel.getByRole('textbox', { name: 'Comment on the Step…' })
  await box.fill('That is what the question says, not what the code does.')
  await box.press('Control+Enter')
  await panel.locator('.comment-text').waitFor()
  await sleep(settled)
  await picture('judging')
}

async function branch(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  const panel = workbench.panel()
  const way = (name: string) =>
    panel.getByRole('navigation', { name: 'Ways of this question' }).getByRole('button', { name })
  const once = async (name: string, item: string, text: string) => {
    await panel.getByRole('button', { name }).click()
    await panel.getByRole('menuitem', { name: item }).click()
    const input = workbench.page.locator('.quick-input-widget input')
    await input.waitFor()
    await input.fill(text)
    await input.press('Enter')
  }
  await explain(workbench)
  await workbench.turnState('Done')
  await panel.getByRole('treeitem').nth(4).click()
  await panel.getByRole('button', { name: 'Another Way From This Step' }).click()
  await panel.getByRole('menuitem', { name: 'Edit Step…' }).click()
  const box = panel.getByRole('textbox', { name: 'Edit Step…' })
  await box.fill('First the numbers: what one retry earns')
  await box.press('Control+Enter')
  await way('Step edited').waitFor()
  await workbench.turnState('Done')
  await once('Think or Answer Once More', 'Think More…', 'Wait,')
  await way('Thought on').waitFor()
  await workbench.turnState('Done')
  await panel.getByRole('treeitem').nth(4).click()
  await sleep(settled)
  await picture('ways')
  await way('Original').click()
  await once('Think or Answer Once More', 'Answer Again…', '2')
  await panel.locator('.way').nth(4).waitFor()
  await panel.getByRole('button', { name: 'Answers Side by Side' }).click()
  const columns = panel.locator('.beside-column')
  await columns.nth(2).locator('.prose').waitFor()
  await columns.locator('.state').first().waitFor({ state: 'detached' })
  await sleep(settled)
  await picture('answers')
}

async function lookInside(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  const panel = workbench.panel()
  await explain(workbench)
  await workbench.turnState('Done')
  await panel.getByRole('button', { name: 'Inside the Run' }).click()
  await panel.getByRole('button', { name: 'Colour Steps by Certainty' }).click()
  await sleep(settled)
  await picture('inside')
}

async function askTimes(workbench: Workbench, picture: (name: string) => Promise<void>): Promise<void> {
  await workbench.page.keyboard.press('Control+1')
  await workbench.openFile('src/rateLimiter.ts')
  await workbench.selectLines(1, 36)
  await workbench.command('ThinkTree: Ask N Times…')
  await workbench.pick('Why is this?', 'Why is this?')
  await workbench.quickRows().filter({ hasText: 'distilled' }).click()
  await workbench.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click()
  await workbench.pick('2', '2')
  const table = workbench.panel()
  await table.locator('tbody input:enabled').nth(3).waitFor()
  await table.getByRole('textbox').fill('300')
  for (const sample of [0, 2]) await table.getByRole('checkbox').nth(sample).click()
  await sleep(settled)
  await picture('samples')
  await table.getByRole('button', { name: 'Compare Two Side by Side' }).click()
  await workbench.panel(1).getByRole('treegrid').getByText('they part here').waitFor()
  await sleep(settled)
  await picture('comparison')
  await workbench.command('ThinkTree: Show Totals')
  const preview = workbench.page.locator('iframe.webview.ready[src*="markdown-language-features"]')
  const page = preview.contentFrame().frameLocator('iframe#active-frame')
  await page.getByRole('heading', { name: 'Totals' }).waitFor()
  await sleep(settled)
  await picture('totals')
}

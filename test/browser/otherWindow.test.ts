import type { FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode
/** The window that the panel was moved to. */
let other: Page

beforeTests(async (use) => {
  // Slow enough to be moved meanwhile.
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 80 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
})

test('a panel that is moved to another window while a model thinks goes on there', async () => {
  await code.workbench.turnState('Thinking')
  await row().nth(1).click()
  other = await movedAway()
  await panel().locator('header .state').filter({ hasText: 'Thinking' }).waitFor()
  const before = await panel().locator('.overview').getAttribute('aria-valuemax')
  await expect.poll(() => panel().locator('.overview').getAttribute('aria-valuemax')).not.toBe(before)
  expect(await panel().locator('[role=treeitem][aria-selected=true]').count()).toBe(1)
  await panel().locator('header .state').filter({ hasText: 'Done' }).waitFor()
  expect(await code.workbench.panels().count()).toBe(0)
})

test('there, clicks and keys go through the steps, and the code follows in the first window', async () => {
  await row().first().click()
  const lights = new Set<string>()
  for (let step = 0; step < 10; step++) {
    const before = await chosen()
    await other.keyboard.press(step === 0 ? ')' : 'Alt+ArrowDown')
    await expect.poll(chosen).not.toBe(before)
    await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(0)
  }
  await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(1)
  expect(await panel().locator('.row[aria-selected=true]:focus').count()).toBe(1)
})

test('a mention of code opens it beside no panel, and a follow-up is asked there', async () => {
  await panel().locator('.answer .cite').first().click()
  await page().locator('.monaco-editor .view-overlays [class*="TextEditorDecorationType"]').first().waitFor()
  const box = panel().getByRole('textbox')
  await box.fill('And what about taxes?')
  await box.press('Enter')
  await panel().getByRole('tab').nth(1).waitFor()
  await panel().locator('header .state').filter({ hasText: 'Thinking' }).waitFor()
})

test('closed with its window while a model thinks, it comes back as it was', async () => {
  await other.close()
  await code.workbench.command('ThinkTree: Show Panel')
  await code.workbench.panel().getByRole('tab').nth(1).waitFor()
  await code.workbench.turnState('Done')
})

/** The click that opens a window does not end as others do. */
async function movedAway(): Promise<Page> {
  const title = 'View: Move Editor into New Window'
  const opened = page().context().waitForEvent('page')
  await page().keyboard.press('F1')
  await code.workbench.quickInput().fill(`>${title}`)
  const row = code.workbench.quickRows().filter({ hasText: title }).first()
  await row.waitFor()
  void row.click().catch(() => undefined)
  return opened
}

function page(): Page {
  return code.workbench.page
}

function panel(): FrameLocator {
  return (other ?? page())
    .locator('iframe.webview.ready[src*="extensionId=thinktree.thinktree"]')
    .first()
    .contentFrame()
    .frameLocator('iframe#active-frame')
}

function row() {
  return panel().getByRole('treeitem')
}

function chosen(): Promise<string | null> {
  return panel().locator('.row[aria-selected=true]').getAttribute('data-step')
}

/** Where the editor has our decoration, by the lines' places on the screen. */
function lit(): Promise<string> {
  return page()
    .locator('.monaco-editor .view-overlays [class*="TextEditorDecorationType"]')
    .evaluateAll((marks) => [...new Set(marks.map((mark) => mark.getBoundingClientRect().top))].join(' '))
}

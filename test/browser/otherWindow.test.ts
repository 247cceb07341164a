import type { FrameLocator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { askOn, beforeTests, closeAll, openVsCode, toFirstStep, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode
/** The window that the panel was moved to. */
let other: Page | undefined

beforeTests(async (use) => {
  // Slow enough to be moved meanwhile.
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 80 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
})

test('a panel that is moved to another window while a model thinks goes on there', async () => {
  await other?.close()
  other = undefined
  await closeAll(code)
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Thinking')
  // What is moved is the editor that VS Code takes for the active one.
  await until(
    () => row().nth(1).click(),
    page().locator(
      '.editor-group-container.active .tab.active[data-resource-name^="webview-thinktree.panel"]',
    ),
  )
  other = await movedAway()
  await panel().locator('header .state').filter({ hasText: 'Thinking' }).waitFor()
  const before = await panel().locator('.overview').getAttribute('aria-valuemax')
  await expect.poll(() => panel().locator('.overview').getAttribute('aria-valuemax')).not.toBe(before)
  await expect.poll(() => panel().locator('[role=treeitem][aria-selected=true]').count()).toBe(1)
  await panel().locator('header .state').filter({ hasText: 'Done' }).waitFor()
  await expect.poll(() => code.workbench.panels().count()).toBe(0)
})

test('there, clicks and keys go through the steps, and the code follows in the first window', async () => {
  await toFirstStep(panel())
  const lights = new Set<string>()
  for (let step = 0; step < 5; step++) {
    const before = await chosen()
    await until(
      async () => other?.keyboard.press(step === 0 ? ')' : 'Alt+ArrowDown'),
      async () => (await chosen()) !== before,
    )
    await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(0)
  }
  await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(1)
  await panel().locator('.row[aria-selected=true]:focus').waitFor()
})

test('a mention of code opens it beside no panel, and a follow-up is asked there', async () => {
  await panel().locator('.answer .cite').first().click()
  await page().locator('.monaco-editor .view-overlays [class*="TextEditorDecorationType"]').first().waitFor()
  await askOn(panel(), 'And what about taxes?')
  await panel().getByRole('tab').nth(1).waitFor()
  await panel().locator('header .state').filter({ hasText: 'Thinking' }).waitFor()
})

test('closed with its window while a model thinks, it comes back as it was', async () => {
  await other?.close()
  await code.workbench.command('ThinkTree: Show Panel')
  await code.workbench.panel().getByRole('tab').nth(1).waitFor()
  await code.workbench.turnState('Done')
})

/** The click that opens a window does not end as others do. */
async function movedAway(): Promise<Page> {
  const title = 'View: Move Editor into New Window'
  const opened = page().context().waitForEvent('page')
  const row = code.workbench.quickRows().filter({ hasText: title }).first()
  await until(async () => {
    await page().keyboard.press('F1')
    await code.workbench.quickInput().fill(`>${title}`)
  }, row)
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

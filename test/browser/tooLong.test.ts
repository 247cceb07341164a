import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { estimateTokens } from '../../src/base/tokens.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  // Its server knows of a limit that the settings do not.
  code = use(await openVsCode(settings({ model: 'sample-r1:reasoning:narrow' })))
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})

test('how much would be sent is said before it is', async () => {
  await code.workbench.command('ThinkTree: Ask About Selection…')
  await code.workbench.page.getByText(/pricing\.ts:33–36 · ≈ [\d,]+ of 6,000 tokens/).waitFor()
  await code.workbench.page.keyboard.press('Escape')
  expect(endpoint.requests).toEqual([])
})

test('a question that the server finds too long is asked again with less, and what was sent is shown', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Failed')
  const notice = panel().locator('.notice')
  await notice.getByText('The question with its code is too long for sample-r1:reasoning:narrow.').waitFor()
  await expect
    .poll(() => notice.getByRole('button').allInnerTexts())
    .toEqual(['Send Less Context', 'Ask Again'])
  expect(endpoint.requests.length).toBe(1)
  const refused = sizeOf(0)
  expect(refused).toBeGreaterThan(600)
  await panel()
    .getByTitle('Show what was sent')
    .filter({ hasText: / tokens sent/ })
    .waitFor()

  await notice.getByRole('button', { name: 'Send Less Context' }).click()
  await rows().filter({ hasText: 'Ask again with half of it' }).waitFor()
  await expect.poll(() => rows().filter({ hasText: 'left out: ' }).count()).toBeGreaterThan(0)
  // It is the first question: there are no others to leave out.
  expect(await rows().filter({ hasText: 'without earlier questions' }).count()).toBe(0)
  await code.workbench.pick('half', 'Ask again with half of it')
  await code.workbench.turnState('Done')
  expect(endpoint.requests.length).toBe(2)
  expect(sizeOf(1)).toBeLessThanOrEqual(600)
  // The lines asked about are still there.
  expect(String(contentOf(1))).toMatch(/^\s*33\b/m)

  const shown = panel().getByTitle(/^Show what was sent/)
  await shown.click()
  const text = code.workbench.page.locator('.editor-instance .view-lines').last()
  await text.getByText('sample-r1:reasoning:narrow').first().waitFor()
  await code.workbench.command('View: Close Editor')
})

test('where by an estimate no room is left, nothing is sent, and no choice is offered that would not help', async () => {
  code.profile.writeSettings(settings({ model: 'sample-r1:reasoning', contextLength: 400 }))
  const before = endpoint.requests.length
  const long = `What of ${'this and that and '.repeat(200)}?`
  await expect
    .poll(
      async () => {
        await panel().getByRole('textbox').fill(long)
        await panel().getByRole('textbox').press('Enter')
        await panel().locator('header h1').filter({ hasText: 'this and that' }).waitFor()
        await panel().locator('header').locator('.state-done, .state-failed').waitFor()
        return panel().locator('.notice').innerText()
      },
      { timeout: 60_000 },
    )
    .toMatch(/Nothing was sent: about [\d,]+ tokens leave sample-r1:reasoning at narrow no room/)
  await panel().getByRole('button', { name: 'Send Less Context' }).click()
  await rows().filter({ hasText: 'Change what is sent…' }).waitFor()
  expect(await rows().filter({ hasText: 'Ask again with' }).count()).toBe(0)
  await code.workbench.page.keyboard.press('Escape')
  expect(endpoint.requests.length).toBe(before)
})

test('nor is it when it would be asked several times', async () => {
  const before = endpoint.requests.length
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Ask N Times…')
  const long = `What of ${'this and that and '.repeat(200)}?`
  await code.workbench.quickInput().fill(long)
  await code.workbench.page.keyboard.press('Enter')
  await code.workbench.pick('2', '2')
  const word = code.workbench.page.locator('.notification-toast', { hasText: 'Nothing was sent: about' })
  await word.getByRole('button', { name: 'Change What Is Sent' }).waitFor()
  expect(endpoint.requests.length).toBe(before)
})

function settings(more: Readonly<Record<string, unknown>>) {
  return { 'thinktree.endpoints': [{ name: 'narrow', baseUrl: endpoint.url, ...more }] }
}

function panel() {
  return code.workbench.panel()
}

function rows() {
  return code.workbench.quickRows()
}

function contentOf(index: number): unknown {
  const messages = endpoint.requests[index]?.body['messages']
  return Array.isArray(messages) ? (messages as { content: string }[]).at(-1)?.content : undefined
}

function sizeOf(index: number): number {
  return estimateTokens(String(contentOf(index)))
}

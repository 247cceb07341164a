import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { askOn, beforeTests, copiedBy, openVsCode, type VsCode } from '../support/vscode.ts'

const cutOff = 'sample-r1:llamacpp:reasoning_content:length'
const beginsAnew = 'sample-r1:plain:reasoning_content:length'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint())
  code = use(await openVsCode(settings('llama.cpp', cutOff)))
})

test('a turn that was cut goes on where it was, in its own tab, and is whole', async () => {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Incomplete')
  const before = await copied()
  await panel().getByRole('button', { name: 'Go On' }).click()
  await code.workbench.turnState('Done')
  const after = await copied()
  expect(after.length).toBeGreaterThan(before.length)
  expect(after.startsWith(before)).toBe(true)
  await expect.poll(() => panel().locator('.notice').count()).toBe(0)
  await expect.poll(() => panel().getByRole('tab').count()).toBe(0)
  expect(endpoint.requests.at(-1)?.body).toMatchObject({ continue_final_message: 'reasoning_content' })

  // What was sent is what was sent last.
  await until(
    () => panel().getByTitle('Show what was sent').click(),
    page().getByText('continue_final_message'),
  )
  await code.workbench.command('View: Close Editor')
})

test('the way that works is found out once', async () => {
  await ask(cutOff)
  const asked = endpoint.requests.length
  await panel().getByRole('button', { name: 'Go On' }).click()
  await code.workbench.turnState('Done')
  expect(endpoint.requests.length).toBe(asked + 1)
})

test('after a reload of the window too', async () => {
  await ask(cutOff)
  const before = await copied()
  await code.workbench.reload(panel().locator('header .state'))
  await panel().getByRole('tab').last().click() // what was in view is saved a moment after it came
  await panel().getByRole('button', { name: 'Go On' }).click()
  await code.workbench.turnState('Done')
  const after = await copied()
  expect(after.length).toBeGreaterThan(before.length)
  expect(after.startsWith(before)).toBe(true)
})

test('a server that begins anew is not taken for one that goes on', async () => {
  code.profile.writeSettings(settings('litellm', beginsAnew))
  await ask(beginsAnew)
  const before = await copied()
  await panel().getByRole('button', { name: 'Go On' }).click()
  await code.workbench.turnState('Failed')
  await panel().getByText('cannot go on where it was cut; it can only begin anew.').waitFor()
  const offered = () => panel().locator('.notice').getByRole('button').allInnerTexts()
  await expect.poll(offered).toEqual(['Ask Anew With This Thought', 'Ask Again'])
  expect(await copied()).toBe(before)
  // Known now, so not offered again.
  await ask(beginsAnew)
  await expect.poll(offered).toContain('Ask Again')
  expect(await offered()).not.toContain('Go On')
})

test('Test Endpoint shows how it goes on', async () => {
  code.profile.writeSettings(settings('vllm', 'sample-r1:vllm:blind:drops:reasoning'))
  const found = page().locator('.monaco-dialog-box')
  // VS Code takes a changed setting a moment after the file is written.
  await until(
    async () => {
      if (await found.isVisible()) await page().keyboard.press('Escape')
      else await code.workbench.command('ThinkTree: Test Endpoint')
    },
    found.getByText('Thinking that was cut off can go on from there (finalMessage); an answer cannot.'),
    10_000,
  )
  await until(
    () => page().keyboard.press('Escape'),
    async () => !(await found.isVisible()),
  )
})

function settings(server: string, model: string) {
  return { 'thinktree.endpoints': [{ name: 'box', server, baseUrl: endpoint.url, model }] }
}

/** Asks a follow-up, again until VS Code has taken the settings: it does so a moment after the file is written. */
async function ask(model: string): Promise<void> {
  for (;;) {
    const asked = endpoint.requests.length
    await askOn(panel(), `And what of ${asked}?`)
    await panel()
      .getByRole('heading', { name: `And what of ${asked}?` })
      .waitFor()
    await code.workbench.turnState('Incomplete')
    if (endpoint.requests.at(-1)?.body['model'] === model) break
  }
}

/** The reasoning, as one copies it. */
function copied(): Promise<string> {
  return copiedBy(code, panel().getByRole('button', { name: 'Copy the reasoning as it came' }))
}

function panel() {
  return code.workbench.panel()
}

function page() {
  return code.workbench.page
}

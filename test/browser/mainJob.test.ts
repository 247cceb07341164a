import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { listOf, recordOf, textOf } from '../../src/base/json.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
/** Slow enough to be watched. */
let slow: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  slow = use(await createSampleEndpoint({ tokensPerSecond: 150 }))
  code = use(await openVsCode(settings('sample-r1', slow.url)))
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})

test('Explain Selection: the tree grows while the model thinks, then the explanation', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Thinking')
  await row().nth(2).waitFor()
  const early = await stepCount()
  await code.workbench.turnState('Answering')
  await code.workbench.turnState('Done')
  await expect.poll(stepCount).toBeGreaterThan(early)
  await expect
    .poll(() => panel().getByRole('group', { name: 'Explanation' }).innerText())
    .toContain('Seen on the way')
  await expect.poll(() => panel().locator('header').innerText()).toMatch(/pricing\.ts:33–36/)
})

test('selecting a step shows its text and lights up the code it speaks of', async () => {
  await row().last().click()
  await page().keyboard.press('Home')
  await row().filter({ hasText: 'Line 20 sums' }).first().click()
  const detail = panel().getByRole('region', { name: 'Selected step' })
  await detail
    .getByRole('button', { name: /^line 20$/i })
    .first()
    .waitFor()
  await expect.poll(() => detail.innerText()).toContain('so the subtotal is exact')
  await page().locator('.monaco-editor .view-overlays [class*="TextEditorDecorationType"]').first().waitFor()
})

test('clicking a citation goes to its line', async () => {
  await panel().getByRole('group', { name: 'Explanation' }).getByText('src/pricing.ts:42').first().click()
  await page()
    .getByText(/^Ln 42, Col 1/)
    .waitFor()
})

test('what was sent can be looked at in full', async () => {
  await panel()
    .getByTitle(/Show what was sent/)
    .click()
  await page().locator('.tab.active').filter({ hasText: 'What was sent' }).waitFor()
  await page()
    .locator('.view-lines')
    .getByText(`Request to ${new URL(slow.url).origin}`)
    .first()
    .click() // the keyboard follows
  await page().keyboard.press('Control+W')
})

test('a follow-up goes on with the conversation and never sends back the thinking', async () => {
  await panel().getByRole('textbox').fill('And what about taxes?')
  await panel().getByRole('textbox').press('Enter')
  await expect.poll(() => slow.requests.length).toBe(2)
  await code.workbench.turnState('Done')
  await expect.poll(() => panel().getByRole('tab').count()).toBe(2)
  const sent = listOf(slow.requests.at(-1)?.body['messages']).map(recordOf)
  expect(sent.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
  expect(textOf(sent[2]?.['content'])).toContain('And what about taxes?')
  expect(JSON.stringify(sent)).not.toContain('<think>')
})

test('Stop keeps what came', async () => {
  await ask('sample-r1:inline:stall')
  await row().nth(1).waitFor()
  await panel().getByRole('button', { name: 'Stop' }).click()
  await code.workbench.turnState('Stopped')
  await expect.poll(() => row().count()).toBeGreaterThan(1)
  expect(await endpoint.requests.at(-1)?.outcome).toBe('abandoned')
})

test.each([
  ['401', /wants a key/, 'Set API Key'],
  ['model', /no model named/, 'Choose Model'],
  ['503', /503|busy|overloaded|unavailable/i, 'Ask Again'],
  ['html', /web page/i, 'Change Address'],
  ['error-data', /./, ''],
])('a failure (%s) is one sentence with one thing to do', async (fault, sentence, action) => {
  await ask(`sample-r1:inline:${fault}`)
  await code.workbench.turnState('Failed')
  const notice = panel().getByRole('alert')
  await expect.poll(() => notice.innerText()).toMatch(sentence)
  await expect.poll(() => notice.getByRole('button').innerText()).toContain(action)
})

test('a question that was too long can be asked with less', async () => {
  await ask('sample-r1:inline:context')
  await code.workbench.turnState('Failed')
  const size = () => JSON.stringify(endpoint.requests.at(-1)?.body).length
  const before = { asked: endpoint.requests.length, size: size() }
  await panel().getByRole('alert').getByRole('button', { name: 'Send Less Context' }).click()
  await code.workbench.pick('quarter', 'Ask again with a quarter of it')
  await expect.poll(() => endpoint.requests.length).toBe(before.asked + 1)
  expect(size()).toBeLessThan(before.size)
})

test('a stream that is cut keeps what came and says that it is not whole', async () => {
  await ask('sample-r1:inline:cut')
  await panel().locator('header .state-incomplete, header .state-failed').waitFor()
  await expect.poll(() => row().count()).toBeGreaterThan(1)
})

test('the key is asked for, kept, and sent to this origin only', async () => {
  const guarded = await createSampleEndpoint({ key: 'sk-right' })
  try {
    await ask('sample-r1', guarded.url)
    await code.workbench.turnState('Failed')
    await panel().getByRole('alert').getByRole('button').click()
    await page().locator('.quick-input-widget input[type=password]').waitFor()
    await page().keyboard.type('sk-right')
    await page().keyboard.press('Enter')
    await expect.poll(() => guarded.requests.at(-1)?.headers.authorization).toBe('Bearer sk-right')
    await code.workbench.turnState('Done')
    await ask('sample-r1')
    await code.workbench.turnState('Done')
    expect(endpoint.requests.at(-1)?.headers.authorization).toBeUndefined()
  } finally {
    await guarded.close()
  }
})

test('Ask About Selection remembers past questions and can show what would be sent', async () => {
  await ask('sample-r1')
  await code.workbench.command('ThinkTree: Ask About Selection…')
  await page()
    .getByText(/Ask about src\/pricing\.ts:33–36 · ≈/)
    .waitFor()
  await page().keyboard.type('Where do the cents go?')
  await page().keyboard.press('Enter')
  await code.workbench.turnState('Done')
  await code.workbench.command('ThinkTree: Ask About This File…')
  await page()
    .locator('.quick-input-list .monaco-list-row')
    .filter({ hasText: 'Where do the cents go?' })
    .waitFor()
  await page().locator('.quick-input-widget').getByRole('button', { name: 'Preview what is sent' }).click()
  await page().locator('.tab').filter({ hasText: 'What will be sent' }).waitFor()
  await page().keyboard.press('Escape')
})

test('Try a Sample plays a trace of ours through the same line, and sends nothing', async () => {
  const asked = endpoint.requests.length
  await code.workbench.commandAndPick(
    'ThinkTree: Try a Sample',
    'rate limiter',
    'A rate limiter that never lets go',
  )
  await panel().getByText('a sample, written by us').waitFor()
  await code.workbench.turnState('Thinking')
  await row().nth(2).waitFor()
  expect(endpoint.requests.length).toBe(asked)
})

test('nothing was asked of any other machine', () => {
  expect(code.workbench.external).toEqual([])
})

function page() {
  return code.workbench.page
}

function panel() {
  return code.workbench.panel()
}

function row() {
  return panel().getByRole('treeitem')
}

/** Of all steps, also of those that are not drawn. */
async function stepCount(): Promise<number> {
  return Number(await panel().locator('.pane-steps .count').first().innerText())
}

/** Asks a model of the endpoint by the command, once VS Code has seen the settings. */
async function ask(model: string, url = endpoint.url): Promise<void> {
  code.profile.writeSettings(settings(model, url))
  await page().waitForTimeout(1500) // there is nothing to see of a setting that was taken
  await selectSpread()
  await code.workbench.command('ThinkTree: Explain Selection')
  await panel().locator('header').getByText(`${model} @`).waitFor()
}

/** In the first editor group, wherever the keyboard is. */
async function selectSpread(): Promise<void> {
  await page().keyboard.press('Control+1')
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
}

function settings(model: string, url = endpoint.url) {
  return { 'thinktree.endpoints': [{ name: 'samples', baseUrl: url, model }] }
}

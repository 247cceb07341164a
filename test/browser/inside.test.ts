import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleShape } from '../../scripts/endpoint/inside.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 300 }))
  code = use(
    await openVsCode({
      'thinktree.history.location': 'workspace',
      'thinktree.endpoints': [
        {
          name: 'samples',
          server: 'sglang',
          baseUrl: endpoint.url,
          model: 'sample-r1:sglang:reasoning_content',
          logprobs: 3,
          experts: true,
          extraBody: { return_spec_tokens_details: true },
          card: { ...sampleShape, name: 'sample', total: 10, active: 2 },
        },
      ],
    }),
  )
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
})

test('what the server told is shown, and lies beside the trace', async () => {
  expect(endpoint.requests.at(-1)?.body).toMatchObject({ top_logprobs: 3, return_routed_experts: true })
  await panel().getByRole('button', { name: 'Inside the Run' }).click()
  await view().getByText('20%', { exact: true }).waitFor()
  for (const figure of ['of it in the cache', 'drafted ahead', 'of these taken'])
    await view().getByText(figure, { exact: true }).waitFor()
  await view()
    .getByRole('application', { name: /5 layers, 32 experts/ })
    .waitFor()
  await view().getByRole('button', { name: 'Colour Steps by Certainty' }).click()
  await expect.poll(() => panel().locator('.row-sure').count()).toBeGreaterThan(3)
  const folder = join(code.folder, '.thinktree', 'traces')
  const [file = ''] = readdirSync(folder).filter((name) => name.endsWith('.think.inside'))
  expect(statSync(join(folder, file)).size).toBeGreaterThan(10_000)
})

test('from what might have stood there, another way is thought on', async () => {
  await view()
    .getByRole('button', { name: /Next Unsure Place/ })
    .click()
  await view().locator('.token').nth(1).click()
  const text = await view().locator('.alternative').first().innerText()
  await view().getByRole('button', { name: 'Go On From Here' }).first().click()
  await way('Step edited').and(panel().locator('[aria-current=true]')).waitFor()
  await code.workbench.turnState('Done')
  const { messages } = endpoint.requests.at(-1)?.body ?? {}
  expect(JSON.stringify(messages).includes(`${text}"}]`)).toBe(true)
})

test('of a stream that was recorded, as of one that was heard; saved, it lies beside the trace', async () => {
  const response = await fetch(`${endpoint.url}/chat/completions`, {
    method: 'POST',
    body: JSON.stringify({
      model: 'sample-r1:reasoning_content',
      messages: [{ role: 'user', content: 'Where do the cents go?' }],
      stream: true,
      stream_options: { include_usage: true },
      logprobs: true,
      top_logprobs: 2,
    }),
  })
  writeFileSync(join(code.folder, 'stream.log'), await response.text())
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile('stream.log')
  await code.workbench.command('ThinkTree: Open as Trace…')
  await code.workbench.pick('', 'The Open File')
  await panel().getByRole('button', { name: 'Inside the Run' }).click()
  await view().getByRole('button', { name: 'Colour Steps by Certainty' }).click()
  await expect.poll(() => panel().locator('.row-sure').count()).toBeGreaterThan(3)
  const target = join(code.folder, 'kept.think')
  const name = code.workbench.quickInput()
  await code.workbench.page.keyboard.press('Control+S')
  await expect
    .poll(
      async () => {
        if (existsSync(target) || !(await name.isVisible())) return existsSync(target)
        await name.fill(target)
        await code.workbench.page.waitForTimeout(500) // it looks whether there is such a folder
        await name.press('Enter')
        return existsSync(target)
      },
      { interval: 1500 },
    )
    .toBe(true)
  await expect.poll(() => existsSync(`${target}.inside`)).toBe(true)
}, 120_000)

function panel() {
  return code.workbench.panel()
}

function way(name: string) {
  return panel().getByRole('navigation', { name: 'Ways of this question' }).getByRole('button', { name })
}

function view() {
  return panel().getByRole('region', { name: 'Inside the run' })
}

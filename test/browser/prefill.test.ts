import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { askOn, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

const models = {
  told: 'sample-r1:llamacpp:reasoning_content:reading',
  comments: 'sample-r1:reasoning_content:reading',
  quiet: 'sample-r1:reasoning:quiet',
  stalled: 'sample-r1:reasoning:stall',
}

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000, readsFor: 12_000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [
        { name: 'told', server: 'llama.cpp', baseUrl: endpoint.url, model: models.told },
        { name: 'comments', server: 'vllm', baseUrl: endpoint.url, model: models.comments },
        { name: 'quiet', server: 'vllm', baseUrl: endpoint.url, model: models.quiet },
        { name: 'stalled', server: 'vllm', baseUrl: endpoint.url, model: models.stalled },
      ],
    }),
  )
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})

test('how far a long prompt is read is shown where the server says it', async () => {
  await code.workbench.command('ThinkTree: Explain Selection')
  const bar = panel().getByRole('progressbar', { name: 'Reading the prompt' })
  await code.workbench.turnState(/Reading the prompt, (25|50)%/)
  expect(Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(25)
  await panel().getByText('The server has taken the question; the model reads it').waitFor()
  await code.workbench.page.locator('.statusbar-item', { hasText: 'Reading the Prompt' }).first().waitFor()
  await code.workbench.turnState(/Reading the prompt, (75|100)%/)
  await code.workbench.turnState('Done')
  expect(endpoint.requests.at(-1)?.body['return_progress']).toBe(true)
})

test.each(['comments', 'quiet'] as const)(
  'that it is read is shown where a server is as %s',
  async (name) => {
    await code.workbench.commandAndPick('ThinkTree: Choose Endpoint…', name, name)
    await askOn(panel(), `And so, ${name}?`)
    await code.workbench.turnState(/^Reading the prompt$/)
    await panel().getByText('Much code, or a busy server, takes a while.').waitFor()
    expect(await panel().getByRole('progressbar').count()).toBe(0)
    await code.workbench.turnState('Done')
    expect(endpoint.requests.at(-1)?.body['model']).toBe(models[name])
    expect(endpoint.requests.at(-1)?.body['return_progress']).toBeUndefined()
  },
)

test('that nothing more comes is said after a while, and Stop keeps what came', async () => {
  await code.workbench.commandAndPick('ThinkTree: Choose Endpoint…', 'stalled', 'stalled')
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Thinking')
  await panel().getByText('The server has said nothing more for a while.').waitFor({ timeout: 60_000 })
  await panel().getByRole('button', { name: 'Stop', exact: true }).click()
  await code.workbench.turnState('Stopped')
  await panel().getByText('Stopped here; what came stays.').waitFor()
  expect(await panel().getByRole('treeitem').count()).toBeGreaterThan(0)
})

function panel() {
  return code.workbench.panel()
}

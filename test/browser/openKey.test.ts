import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

/** Where other machines would reach this one, if it is in a network. */
const host = Object.values(networkInterfaces())
  .flatMap((each) => each ?? [])
  .find(({ internal, family }) => !internal && family === 'IPv4')?.address

describe.skipIf(host === undefined)('a key that would travel unencrypted', () => {
  let endpoint: SampleEndpoint
  let code: VsCode

  beforeTests(async (use) => {
    endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000, ...(host !== undefined && { host }) }))
    code = use(
      await openVsCode({
        'http.noProxy': [host],
        'thinktree.endpoints': [{ name: 'rack', baseUrl: endpoint.url, model: 'sample-r1' }],
      }),
    )
    await code.workbench.openFile('pricing.ts')
    await code.workbench.selectLines(33, 36)
  })

  test('without a key nothing is asked', async () => {
    await code.workbench.command('ThinkTree: Explain Selection')
    await code.workbench.turnState('Done')
    expect(endpoint.requests.at(-1)?.headers.authorization).toBeUndefined()
  })

  test('goes nowhere before a yes that names host and danger', async () => {
    await code.workbench.command('ThinkTree: Set API Key…')
    const box = code.workbench.page.locator('.quick-input-widget input[type=password]')
    await box.waitFor()
    await code.workbench.page.keyboard.type('rack-key')
    await code.workbench.page.keyboard.press('Enter')
    await box.waitFor({ state: 'hidden' })

    const asked = endpoint.requests.length
    await followUp('And where do the cents go?')
    await dialog()
      .getByText(`Send the key to ${new URL(endpoint.url).origin} without encryption?`)
      .waitFor()
    await dialog().getByText(`${host} is not this machine`).waitFor()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await code.workbench.page
      .locator('.notification-toast', { hasText: 'Nothing was sent: the key for' })
      .waitFor()
    expect(endpoint.requests.length).toBe(asked)
  })

  test('goes after it, and is not asked about again', async () => {
    await followUp('And where do the cents go?')
    await dialog().getByRole('button', { name: 'Send Anyway' }).click()
    await answered('And where do the cents go?')
    expect(endpoint.requests.at(-1)?.headers.authorization).toBe('Bearer rack-key')

    await followUp('And who pays?')
    await answered('And who pays?')
    expect(endpoint.requests.at(-1)?.headers.authorization).toBe('Bearer rack-key')
  })

  async function followUp(question: string): Promise<void> {
    await code.workbench.panel().getByRole('textbox').fill(question)
    await code.workbench.panel().getByRole('textbox').press('Enter')
  }

  async function answered(question: string): Promise<void> {
    await code.workbench.panel().getByRole('heading', { name: question }).waitFor()
    await code.workbench.turnState('Done')
  }

  function dialog() {
    return code.workbench.page.locator('.monaco-dialog-box')
  }
})

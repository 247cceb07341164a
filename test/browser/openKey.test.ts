import { networkInterfaces } from 'node:os'
import { describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { askOn, beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

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
    await code.workbench.commandAndEnter('ThinkTree: Set API Key…', 'rack-key')
    const asked = endpoint.requests.length
    await askedAbout('And where do the cents go?')
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
    // Where the first try came so far, it is not asked about any more.
    await askedAbout('And where do the cents go?')
    if (await dialog().isVisible()) await dialog().getByRole('button', { name: 'Send Anyway' }).click()
    await answered('And where do the cents go?')

    await askOn(code.workbench.panel(), 'And who pays?')
    await answered('And who pays?')
  })

  /** Asks on until one is asked about the key in turn, or the question is on its way. */
  async function askedAbout(question: string): Promise<void> {
    const box = code.workbench.panel().getByRole('textbox')
    await until(
      async () => {
        await box.fill(question)
        await box.press('Enter')
      },
      async () => (await dialog().isVisible()) || (await box.inputValue()) !== question,
      10_000,
    )
  }

  async function answered(question: string): Promise<void> {
    await code.workbench.panel().getByRole('heading', { name: question }).waitFor()
    await code.workbench.turnState('Done')
    const { headers, body } = endpoint.requests.at(-1) ?? {}
    expect(JSON.stringify(body)).toContain(question)
    expect(headers?.authorization).toBe('Bearer rack-key')
  }

  function dialog() {
    return code.workbench.page.locator('.monaco-dialog-box')
  }
})

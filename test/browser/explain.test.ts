import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { openVsCode, pictureOnFailure, type VsCode } from '../support/vscode.ts'

describe('a question about selected code', () => {
  let endpoint: SampleEndpoint
  let vscode: VsCode

  beforeAll(async () => {
    endpoint = await createSampleEndpoint({ tokensPerSecond: 800 })
    vscode = await openVsCode({
      'thinktree.endpoint.baseUrl': endpoint.url,
      'thinktree.endpoint.model': 'sample-r1',
    })
  })
  beforeEach(() => pictureOnFailure(vscode))
  afterAll(async () => {
    await vscode?.close()
    await endpoint?.close()
  })

  test('is asked of the endpoint, and tree and explanation appear beside the code', async () => {
    const { workbench } = vscode
    await workbench.openFile('src/pricing.ts')
    await workbench.selectLines(32, 36)
    await workbench.command('ThinkTree: Explain Selection')
    const panel = workbench.panel()
    await panel.locator('.state-done').waitFor()
    expect(await panel.getByRole('treeitem').count()).toBeGreaterThan(3)
    expect(await panel.getByRole('region', { name: 'Explanation' }).innerText()).toContain(
      'rounds each line on its own',
    )
    expect(endpoint.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions'])
  })

  test('a reference in the explanation leads to its line', async () => {
    const { workbench } = vscode
    await workbench
      .panel()
      .getByRole('region', { name: 'Explanation' })
      .getByText('src/pricing.ts:20')
      .first()
      .click()
    await workbench.page.getByRole('button', { name: /^Ln 20,/ }).waitFor()
  })

  test('nothing but this machine was asked, and no content was refused', () => {
    expect(vscode.workbench.external).toEqual([])
    expect(vscode.workbench.errors.filter((error) => error.includes('Content Security Policy'))).toEqual([])
  })
})

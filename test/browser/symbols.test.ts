import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  writeFileSync(
    join(code.folder, 'saved.think'),
    '---\nformat: 1\nquestion: Who counts the turnips?\n---\n<think>\nThe till does.\n</think>\n\nThe till.\n',
  )
})

test('steps are found in saved traces and in the history, though none is open', async () => {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.commandAndEnter('ThinkTree: Ask About Selection…', 'Who rounds the turnips?')
  await code.workbench.turnState('Done')
  expect(await code.workbench.page.locator('.tab[data-resource-name$=".think"]').count()).toBe(0)
  await until(() => code.workbench.page.keyboard.press('ControlOrMeta+P'), code.workbench.quickInput())
  await code.workbench.quickInput().fill('#turnips')
  for (const title of ['Who counts the turnips?', 'Who rounds the turnips?'])
    await code.workbench.quickRows().filter({ hasText: title }).first().waitFor()
})

import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import {
  askOn,
  beforeTests,
  historyOf,
  openVsCode,
  showViews,
  tracesIn,
  type VsCode,
} from '../support/vscode.ts'

let code: VsCode
let endpoint: SampleEndpoint
/** The second folder of the workspace, which keeps its runs and says more than the first. */
let api: string

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint())
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  api = join(code.folder, '../api')
  cpSync(code.folder, api, { recursive: true })
  writeFileSync(join(api, 'src/api.ts'), 'export const api = 1\n')
  writeFileSync(join(api, 'src/private.ts'), 'export const secret = 1\n')
  mkdirSync(join(api, '.vscode'))
  const settings = {
    'thinktree.history.location': 'workspace',
    'thinktree.context.instructions': 'Answer in German.',
    'thinktree.context.exclude': ['**/private.ts'],
  }
  writeFileSync(join(api, '.vscode/settings.json'), JSON.stringify(settings))
  const workspace = join(code.folder, '../both.code-workspace')
  writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'api' }] }))
  await code.workbench.loadWorkspace(code.server.origin, workspace)
})

test('of several folders that of the code says what is added, whatever is in front, and keeps the run', async () => {
  await explain('api.ts')
  await code.workbench.turnState('Done')
  await askOn(code.workbench.panel(), 'And then?')
  await expect.poll(() => endpoint.requests.length).toBe(2)
  for (const { body } of endpoint.requests) expect(JSON.stringify(body)).toContain('Answer in German.')
  await expect.poll(() => tracesIn(historyOf({ folder: api }))).toHaveLength(1)
  expect(existsSync(historyOf(code))).toBe(false)
  await showViews(code.workbench)
  await code.workbench.page
    .locator('.pane', { hasText: 'History' })
    .locator('.monaco-list-row', { hasText: 'api.ts' })
    .waitFor()
})

test('what a folder excludes is never sent', async () => {
  const before = endpoint.requests.length
  await explain('private.ts')
  await code.workbench.page
    .locator('.notification-toast', { hasText: 'is excluded by thinktree.context.exclude' })
    .waitFor()
  expect(endpoint.requests.length).toBe(before)
})

async function explain(name: string): Promise<void> {
  await code.workbench.command('View: Focus First Editor Group')
  await code.workbench.openFile(name)
  await code.workbench.selectLines(1, 1)
  await code.workbench.command('ThinkTree: Explain Selection')
}

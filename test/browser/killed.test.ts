import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createCounter, hostOf, killHost, type Counter } from '../../scripts/vscode/hostKiller.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let counter: Counter
let code: VsCode

beforeTests(async (use) => {
  counter = use(await createCounter())
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'counter', baseUrl: counter.url, model: 'counts' }],
    }),
  )
})

// More of it: npm run kill
test.skipIf(process.platform !== 'linux').each([1, 2])(
  'the extension host is killed while a model writes: what came is there at the next start (%i)',
  async () => {
    const { workbench, profile } = code
    await expect.poll(() => hostOf(profile)).toBeDefined()
    await workbench.openFile('pricing.ts')
    await workbench.selectLines(33, 36)
    await workbench.command('ThinkTree: Explain Selection')
    await expect.poll(() => counter.said().length).toBeGreaterThan(40)
    await workbench.turnState('Thinking')
    await sleep(1500 + Math.random() * 1000) // so that the panel is kept as well
    const left = await killHost(profile, counter)
    expect(left.wrong).toBeUndefined()
    expect(left.kept).toBeGreaterThan(0)
    await workbench.reload(workbench.panel().locator('header .state'))
    await workbench.panel().getByText('VS Code ended before the answer was whole.').waitFor()
    await workbench.panel().getByRole('treeitem').first().waitFor()
  },
)

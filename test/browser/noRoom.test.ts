import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument } from '../../src/traces/document.ts'
import { keptOf } from '../../src/traces/turns.ts'
import { askOn, beforeTests, historyOf, openVsCode, tracesIn, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 1000 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
      'thinktree.history.location': 'workspace',
    }),
  )
})

const folder = () => historyOf(code)
const mount = (...args: readonly string[]) => execFileSync('mount', args, { stdio: 'ignore' })

test.for([
  ['a disk that is full', 'size=8k', 'size=4m', 'The disk is full'],
  ['a folder that is read-only', 'ro', 'rw', 'EROFS'],
])(
  '%s is said, and the run goes on in memory until it can be written',
  async ([, bad = '', good = '', said = ''], { skip }) => {
    mkdirSync(folder(), { recursive: true })
    try {
      mount('-t', 'tmpfs', '-o', bad, 'none', folder())
    } catch {
      return skip('A disk cannot be made here.')
    }
    try {
      await code.workbench.command('ThinkTree: New Panel')
      await code.workbench.openFile('pricing.ts')
      await code.workbench.selectLines(33, 36)
      await code.workbench.command('ThinkTree: Explain Selection')
      await code.workbench.page.locator('.notification-list-item').getByText(said).first().waitFor()
      await code.workbench.turnState('Done')
      await picture(`no-room-${said.at(-1)}`)
      expect(states()).not.toContain('done')
      await askOn(code.workbench.panel(), 'And who pays?')
      await code.workbench.panel().getByRole('tab').nth(1).waitFor()
      await code.workbench.turnState('Done')
      mount('-o', `remount,${good}`, folder())
      await expect.poll(states).toEqual(['done', 'done'])
    } finally {
      execFileSync('umount', [folder()])
    }
  },
)

/** Of the turns in the one file that is there, as far as it is. */
function states(): readonly string[] {
  const [path] = tracesIn(folder())
  if (path === undefined) return []
  return readDocument(readFileSync(path, 'utf8')).turns.map((turn) => keptOf(turn).state.kind)
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const into = process.env['THINKTREE_PICTURES']
  if (into !== undefined) await code.workbench.screenshot(join(into, `${name}.png`))
}

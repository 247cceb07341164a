import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

const planted = { key: 'planted-key-0123456789', header: 'planted-header-0123456789' }

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 3000, key: planted.key }))
  code = use(await openVsCode(settings('sample-r1')))
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
})

test('a key and a secret header are asked for and sent', async () => {
  await code.workbench.commandAndPick('ThinkTree: Set API Key…', 'key', 'API key')
  await type(planted.key)
  await code.workbench.commandAndPick('ThinkTree: Set API Key…', 'header', 'Header X-Team')
  await type(planted.header)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
  expect(endpoint.requests.at(-1)?.headers).toMatchObject({
    authorization: `Bearer ${planted.key}`,
    'x-team': planted.header,
  })
})

test('what was sent names the header and not its value', async () => {
  await code.workbench
    .panel()
    .getByTitle(/Show what was sent/)
    .click()
  await page().locator('.view-lines').getByText('X-Team').first().waitFor()
})

// What is written lies in the folder that the next test searches.
test.each(['HTML', 'Markdown', 'JSON', 'messages'])('the trace is exported as %s', async (form) => {
  await code.workbench.commandAndPick('ThinkTree: Export Trace…', form, form)
  await page().locator('.quick-input-widget').getByText('Take out what looks like a secret').waitFor()
  await page().keyboard.press('Enter')
  const input = code.workbench.quickInput()
  await expect.poll(() => input.inputValue(), { timeout: 30_000 }).toMatch(/\.(html|md|json|jsonl)$/)
  const file = await input.inputValue()
  await page().keyboard.press('Enter')
  await expect.poll(() => existsSync(file), { timeout: 30_000 }).toBe(true)
  expect(readFileSync(file, 'utf8')).toContain('spread')
  expect(secretsIn(readFileSync(file, 'utf8'))).toEqual([])
})

test('a server that repeats all it was sent finds no way into page, log, traces, exports, other files or process list', async () => {
  code.profile.writeSettings(settings('sample-r1:inline:echo'))
  await page().keyboard.press('Control+1')
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  // VS Code takes a changed setting in its own time.
  await expect
    .poll(async () => {
      await code.workbench.command('ThinkTree: Explain Selection')
      await code.workbench.turnState(/Done|Failed/)
      return endpoint.requests.at(-1)?.body['model']
    })
    .toBe('sample-r1:inline:echo')
  await code.workbench.turnState('Failed')

  const shown = await Promise.all(
    page()
      .frames()
      .map((frame) => frame.content()),
  )
  expect(secretsIn(shown.join('\n'))).toEqual([])
  expect(secretsIn(execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }))).toEqual([])
  for (const secret of Object.values(planted)) expect(filesWith(secret)).toEqual([])
})

/** Of VS Code's whole home: state, caches, and logs where this VS Code writes them. */
function filesWith(secret: string): readonly string[] {
  try {
    return execFileSync('grep', ['-rlaF', secret, code.profile.home], { encoding: 'utf8' }).trim().split('\n')
  } catch {
    return [] // grep found none
  }
}

function secretsIn(text: string): readonly string[] {
  return Object.values(planted).filter((secret) => text.includes(secret))
}

async function type(secret: string): Promise<void> {
  const box = page().locator('.quick-input-widget input[type=password]')
  await box.waitFor()
  await page().keyboard.type(secret)
  await page().keyboard.press('Enter')
  await box.waitFor({ state: 'hidden' })
}

function page() {
  return code.workbench.page
}

function settings(model: string) {
  return {
    'thinktree.endpoints': [{ name: 'guarded', baseUrl: endpoint.url, model, secretHeaders: ['X-Team'] }],
  }
}

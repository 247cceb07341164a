import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { root } from '../../scripts/project.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint())
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
  writeFileSync(join(code.folder, 'cache.think'), sample.replace('Why does', 'In /home/anna/shop, why does'))
})

test('the trace in front becomes a page where one says', { timeout: 300_000 }, async () => {
  await code.workbench.openFile('cache.think')
  await choose('HTML')
  await savedAs('cache.html')
  const page = await written('cache.html')
  expect(page).toContain('In ~/shop, why does the cache')
  expect(page).not.toContain('anna')
})

// A folder in which not even root can write.
test.skipIf(!existsSync('/proc/self'))(
  'where nothing can be written, it says so, and asks for another place',
  { timeout: 300_000 },
  async () => {
    const { page } = code.workbench
    await code.workbench.openFile('cache.think')
    await choose('Markdown')
    const input = code.workbench.quickInput()
    await vi.waitFor(async () => expect(await input.inputValue()).toContain('cache.md'))
    await input.fill('/proc/cache.md')
    await until(
      () => page.keyboard.press('Enter'),
      async () => !(await input.isVisible()),
    )
    await page.getByText('cache.md cannot be written').first().waitFor()
    await page.getByRole('button', { name: 'Choose Another Place…' }).first().click()
    await savedAs('cache.md')
    expect(await written('cache.md')).toContain('why does the cache')
  },
)

test(
  'training data are shown before a place is asked for, and come with what the trainer must be told',
  { timeout: 300_000 },
  async () => {
    await code.workbench.openFile('cache.think')
    await choose('sharegpt')
    await code.workbench.page.locator('.tab[data-resource-name="Export.md"]').waitFor()
    await picture('export-preview')
    await savedAs('cache.json')
    const [row] = JSON.parse(await written('cache.json'))
    expect(row.conversations[1].value).toMatch(/^<think>\n[^]*\n<\/think>\n\n/)
    expect(JSON.parse(await written('dataset_info.json'))).toHaveProperty('cache.file_name', 'cache.json')
  },
)

test('of a conversation in the panel, what was said in review counts', { timeout: 300_000 }, async () => {
  const { page } = code.workbench
  const step = code.workbench.panel().locator('.row-step').first()
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
  // The keyboard is still in the code, and the answer in sight.
  await code.workbench.commandAndEnter('ThinkTree: Reject Trace…', 'Off by a cent.')
  await code.workbench.panel().locator('.choice[aria-pressed=true]', { hasText: 'rejected' }).waitFor()
  await step.click()
  await choose('messages')
  await page.locator('.monaco-editor .view-lines').filter({ hasText: '1: rejected' }).waitFor()
  await picture('export-rejected')
})

/** Takes a form, and the wishes as they are offered. */
async function choose(form: string): Promise<void> {
  const { page } = code.workbench
  await code.workbench.commandAndPick('ThinkTree: Export Trace…', form, form)
  await page.locator('.quick-input-widget').getByText('Take out what looks like a secret').waitFor()
  await page.keyboard.press('Enter')
}

/** VS Code in the browser asks for a place by its path. */
async function savedAs(name: string): Promise<void> {
  const input = code.workbench.quickInput()
  await vi.waitFor(async () => expect(await input.inputValue()).toContain(name), {
    timeout: 30_000,
    interval: 200,
  })
  await picture(`export-${name}`)
  await code.workbench.page.keyboard.press('Enter')
}

async function written(name: string): Promise<string> {
  const file = join(code.folder, name)
  await vi.waitUntil(() => existsSync(file) && readFileSync(file, 'utf8') !== '', {
    timeout: 30_000,
    interval: 200,
  })
  return readFileSync(file, 'utf8')
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

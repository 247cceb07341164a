import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame } from 'playwright-core'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument, type DocumentTurn } from '../../src/traces/document.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, chooseInMenu, openVsCode, tracesIn, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let slow: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 5000 }))
  slow = use(await createSampleEndpoint({ tokensPerSecond: 20 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'R1', baseUrl: endpoint.url, model: 'sample-r1' }],
      'thinktree.verify.command':
        "node -e \"console.log('looked at', require('fs').readdirSync('.').length)\"",
    }),
  )
  writeFileSync(
    join(code.folder, 'fix.think'),
    '---\nformat: 1\nquestion: Fix it.\ncontext:\n  - path: pricing.ts\n---\n<think>\nSo.\n</think>\n\n```ts fixed.ts\nexport const fixed = 1\n```\n',
  )
})

test('a question is asked several times, and the answers are a table', { timeout: 300_000 }, async () => {
  await askTimes('Why is this?', '4')
  const table = await frameWith('table')
  await expect.poll(() => table.locator('tbody tr').count()).toBe(4)
  await expect
    .poll(() => table.getByRole('checkbox', { disabled: false }).count(), { timeout: 60_000 })
    .toBe(4)
  expect(endpoint.requests.filter(({ path }) => path.endsWith('/chat/completions'))).toHaveLength(4)
  for (const at of [0, 1]) await table.getByRole('checkbox').nth(at).click()
  await picture('samples')
  await exportAs('Markdown', table)
  await expect.poll(() => code.workbench.quickInput().inputValue()).toBe(join(code.folder, 'traces.md'))
  await code.workbench.page.keyboard.press('Escape')
  await table.getByRole('button', { name: 'Compare Two Side by Side' }).click()
  await (await frameWith('.comparison')).getByText('The two are the same').waitFor()
})

test('traces that are chosen in the Explorer are compared as samples, and two of them side by side', async () => {
  const { page } = code.workbench
  const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
  const answers = { 'teacher.think': 12, 'student.think': 12, 'third.think': 13 }
  for (const [name, answer] of Object.entries(answers)) {
    const [model] = name.split('.')
    const thought = name === 'student.think' ? sample.replace(/<think>\n[^]*?\n\n/, '<think>\n') : sample
    writeFileSync(
      join(code.folder, name),
      `${thought.replace(/^model: .*$/m, '').replace(/^question:/m, `model: model-of-${model}\nquestion:`)}\n\nThe answer is ${answer}.\n`,
    )
  }
  await code.workbench.command('View: Close All Editors')
  await code.workbench.command('View: Show Explorer')
  const row = (name: string) => page.locator('.explorer-folders-view .monaco-list-row', { hasText: name })
  await row('third.think').waitFor()
  await row('teacher.think').click()
  // What is opened is selected when it is there: what is chosen before is lost.
  await page.locator('.tab.active', { hasText: 'teacher.think' }).waitFor()
  for (const name of ['student.think', 'third.think']) await row(name).click({ modifiers: ['ControlOrMeta'] })
  await chooseInMenu(row('third.think'), 'Compare Samples')
  const table = await frameWith('table')
  await expect.poll(() => table.locator('tbody tr').count()).toBe(3)
  await table.getByText('Most say 12 (2 of 3)').waitFor()
  await table.getByRole('textbox', { name: 'Right answer' }).fill('12')
  await table.getByText('2 of 3 right').waitFor()
  const names = await table.locator('tbody tr th').allInnerTexts()
  for (const name of ['teacher', 'student'])
    await table
      .getByRole('checkbox')
      .nth(names.findIndex((each) => each.includes(name)))
      .click()
  await picture('samples-explorer')
  await table.getByRole('button', { name: 'Compare Two Side by Side' }).click()
  const compared = await frameWith('.comparison')
  await compared.locator('.comparison-lines').getByText('the same answer').waitFor()
  await compared.getByRole('button', { name: 'teacher · model-of-teacher' }).waitFor()
  await picture('samples-side-by-side')
})

test('samples are exported from their table, in pairs by what is right', async () => {
  await code.workbench.page.locator('.tab', { hasText: 'Samples' }).click()
  await exportAs('preference', await frameWith('table'))
  const file = join(code.folder, 'traces.jsonl')
  await expect.poll(() => code.workbench.quickInput().inputValue()).toBe(file)
  await code.workbench.page.keyboard.press('Enter')
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('\n')
  const { chosen, rejected } = JSON.parse(readFileSync(file, 'utf8'))
  expect(chosen[0].content).toMatch(/The answer is 12\.$/)
  expect(rejected[0].content).toMatch(/The answer is 13\.$/)
})

test('where none is answered, the table says why, and a word what can be done', async () => {
  const refusing = { name: 'Guarded', baseUrl: endpoint.url, model: 'sample-r1:inline:401' }
  code.profile.writeSettings({ 'thinktree.endpoints': [refusing] })
  const word = code.workbench.page.locator('.notification-toast', { hasText: 'wants a key' })
  // VS Code takes a changed setting in its own time.
  for (let times = 0; times < 5 && (await word.count()) === 0; times++) {
    await code.workbench.command('View: Close All Editors')
    await askTimes('Who may ask?', '2')
    const table = await frameWith('table')
    await expect
      .poll(() => table.getByRole('checkbox', { disabled: false }).count(), { timeout: 60_000 })
      .toBe(2)
    await word.waitFor({ timeout: 3000 }).catch(() => undefined)
  }
  const table = await frameWith('table')
  expect(await table.locator('td.problem').allInnerTexts()).toEqual(
    Array.from({ length: 2 }, () => expect.stringMatching(/^failed: .* wants a key\. It says: Incorrect/)),
  )
  await picture('samples-failed')
  await word.getByRole('button', { name: 'Set API Key…' }).waitFor()
  expect(await word.count()).toBe(1)
})

test('what the rules give a trace is shown', async () => {
  await code.workbench.openFile('fix.think')
  await code.workbench.command('ThinkTree: Show Reward Card')
  const card = await frameWith('h1:has-text("Reward Card")')
  await card.getByRole('row', { name: 'Format, TRL 1.00' }).waitFor()
  await card.getByRole('row', { name: 'Format, open-r1 0.00' }).waitFor()
  await picture('reward-card')
  await code.workbench.command('View: Close All Editors')
})

test('proposed code is verified in a copy, after a yes', { timeout: 300_000 }, async () => {
  await code.workbench.openFile('fix.think')
  const dialog = code.workbench.page.locator('.monaco-dialog-box')
  await code.workbench.command('ThinkTree: Verify Proposed Code…')
  await dialog.getByText('fixed.ts').waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await code.workbench.command('ThinkTree: Open as Tree')
  await code.workbench.command('ThinkTree: Verify Proposed Code…')
  await dialog.getByText('fixed.ts').waitFor()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await code.workbench.page.getByText('The proposed code passes').first().waitFor()
  await picture('verified')
  expect(() => readFileSync(join(code.folder, 'fixed.ts'))).toThrow('ENOENT')
})

test(
  'a sample is on the disk while it comes, and stays there when its window ends',
  {
    timeout: 300_000,
  },
  async () => {
    code.profile.writeSettings({
      'thinktree.endpoints': [{ name: 'Slow', baseUrl: slow.url, model: 'sample-r1' }],
    })
    await code.workbench.command('View: Close All Editors')
    await askTimes('And why slowly?', '2')
    const running = () => kept().filter(({ fields }) => fields['state'] === 'running')
    const words = () => running().map(({ body }) => body.split(' ').length)
    await expect.poll(() => words().filter((count) => count > 20).length, { timeout: 60_000 }).toBe(2)
    await code.workbench.page.reload()
    await code.workbench.command('ThinkTree: Search History…')
    await code.workbench.quickInput().fill('And why slowly?')
    await code.workbench.quickRows().filter({ hasText: 'And why slowly?' }).first().click()
    const interrupted = () => kept().filter(({ fields }) => fields['why'] === 'interrupted')
    await expect.poll(() => interrupted().length, { timeout: 60_000 }).toBeGreaterThan(0)
    for (const { body } of interrupted()) expect(body.split(' ').length).toBeGreaterThan(20)
  },
)

/** The last turn of each trace in the history. */
function kept(): readonly DocumentTurn[] {
  return tracesIn(code.profile.userData).flatMap((path) =>
    readDocument(readFileSync(path, 'utf8')).turns.slice(-1),
  )
}

async function frameWith(selector: string): Promise<Frame> {
  const found: Frame[] = []
  await expect
    .poll(
      async () => {
        for (const frame of code.workbench.page.frames())
          if (
            (await frame
              .locator(selector)
              .count()
              .catch(() => 0)) > 0 &&
            frame.parentFrame()
          )
            found.push(frame)
        return found.length
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
  const [frame] = found.filter((each) => !each.isDetached())
  if (!frame) throw new Error(`No page has ${selector}.`)
  return frame
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.page.screenshot({ path: join(folder, `${name}.png`) })
}

/** Up to where a place is asked for. */
async function exportAs(form: string, table: Frame): Promise<void> {
  const { page } = code.workbench
  await until(() => table.getByRole('button', { name: 'Export…' }).click(), code.workbench.quickInput())
  await code.workbench.pick(form, form)
  await page.locator('.quick-input-widget').getByText('Take out what looks like a secret').waitFor()
  await page.keyboard.press('Enter')
}

/** Asks a question about some code so many times. */
async function askTimes(question: string, times: string): Promise<void> {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Ask N Times…')
  await code.workbench.pick(question, question)
  await code.workbench.pick(times, times)
}

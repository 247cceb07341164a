import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument } from '../../src/traces/document.ts'
import { until } from '../../scripts/vscode/patience.ts'
import {
  showViews,
  askOn,
  beforeTests,
  historyOf,
  openVsCode,
  tracesIn,
  type VsCode,
} from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint())
  const model = 'sample-r1:llamacpp:reasoning_content:length'
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'box', server: 'llama.cpp', baseUrl: endpoint.url, model }],
      'thinktree.history.location': 'workspace',
    }),
  )
})

const folder = () => historyOf(code)
const copyFile = () => join(folder(), 'copy.think')
const turns = (path: string) => readDocument(readFileSync(path, 'utf8')).turns
let original: string

test('of a copy, what was cut goes on in the copy, while the original is open', async () => {
  await showViews(code.workbench)
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Incomplete')
  await expect.poll(() => tracesIn(folder()).length).toBe(1)
  original = tracesIn(folder())[0] ?? ''
  await expect.poll(() => readFileSync(original, 'utf8')).toContain('state: incomplete')
  const before = readFileSync(original, 'utf8')
  writeFileSync(copyFile(), before.replace('\nquestion:', '\ntitle: The copy\nquestion:'))
  await until(
    () => rows().filter({ hasText: 'The copy' }).click(),
    code.workbench.page.locator('.tab').filter({ hasText: 'Explain this code' }).nth(1),
  )
  await code.workbench.turnState('Incomplete')
  await panel().getByRole('button', { name: 'Go On' }).click()
  await code.workbench.turnState('Done')
  await expect.poll(() => turns(copyFile()).map(({ fields }) => fields['state'])).toEqual(['done'])
  expect(turns(copyFile())[0]?.head.id).toBe(turns(original)[0]?.head.id)
  expect(readFileSync(original, 'utf8')).toBe(before)
})

test('it is there after a reload of the window, and is asked further', async () => {
  await page().reload()
  // In a browser VS Code stores only now and then which panels there are.
  await rows().filter({ hasText: 'The copy' }).first().click()
  await code.workbench.turnState('Done')
  await askOn(panel(), 'And who pays?')
  await panel().getByRole('tab').nth(1).waitFor()
  await code.workbench.turnState('Incomplete')
  await expect
    .poll(() => turns(copyFile()).map(({ fields }) => fields['state']))
    .toEqual(['done', 'incomplete'])
  const [first, second] = turns(copyFile())
  expect(second?.head.parent).toBe(first?.head.id)
  expect(turns(original)).toHaveLength(1)
  expect(endpoint.requests.at(-1)?.body['messages']).toHaveLength(3)
})

test('the original is another one still, and goes on by itself', async () => {
  await rows().filter({ hasText: 'Explain this code' }).first().click()
  await code.workbench.turnState('Incomplete')
  await expect.poll(() => panel().getByRole('tab').count()).toBe(0)
  const copy = readFileSync(copyFile(), 'utf8')
  await panel().getByRole('button', { name: 'Go On' }).click()
  await code.workbench.turnState('Done')
  await expect.poll(() => turns(original).map(({ fields }) => fields['state'])).toEqual(['done'])
  expect(readFileSync(copyFile(), 'utf8')).toBe(copy)
})

function rows() {
  return page().locator('.pane').filter({ hasText: 'History' }).locator('.monaco-list-row')
}

function panel() {
  return code.workbench.panel()
}

function page() {
  return code.workbench.page
}

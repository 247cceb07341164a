import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, openVsCode, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode

beforeTests(async (use) => {
  // So that each step took a while, and playing it does too.
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 150 }))
  code = use(
    await openVsCode({
      'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    }),
  )
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
})

test('brackets walk the steps, and the editor lights up what each speaks of', async () => {
  await row().first().click()
  const lights = new Set<string>()
  for (let step = 0; step < 12; step++) {
    const before = await chosen()
    await page().keyboard.press(step === 0 ? ')' : ']')
    await expect.poll(chosen).not.toBe(before)
    await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(0)
  }
  await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(1)
  expect(await panel().locator('.row[aria-selected=true]:focus').count()).toBe(1)
})

test('playing goes to the end, and the editor follows', async () => {
  await page().keyboard.press('Home')
  await page().keyboard.press(')')
  await page().keyboard.press('+')
  await panel().getByRole('button', { name: 'Speed ×2' }).waitFor()
  await page().keyboard.press('Shift+Space')
  await panel().getByRole('button', { name: 'Pause' }).waitFor()
  const [steps, lights] = [new Set<string | null>(), new Set<string>()]
  await expect
    .poll(async () => {
      steps.add(await chosen())
      lights.add(await lit())
      return panel().getByRole('button', { name: 'Play', exact: true }).count()
    })
    .toBe(1)
  expect(steps.size).toBeGreaterThan(2)
  expect(lights.size).toBeGreaterThan(1)
  expect(await chosen()).toBe(await panel().locator('.row-step').last().getAttribute('data-step'))
})

test('the list of keys opens and closes', async () => {
  await page().keyboard.press('?')
  await panel().getByRole('dialog', { name: 'Keys' }).waitFor()
  await page().keyboard.press('Escape')
  await panel().getByRole('dialog').waitFor({ state: 'detached' })
  await panel().locator('.row[aria-selected=true]:focus').waitFor()
})

test('code of the answer goes to the cursor, and into a comparison', async () => {
  const block = panel().locator('.answer .code').first()
  await block.hover()
  await block.getByRole('button', { name: 'Compare with what is selected' }).click()
  await page().locator('.tab.active').filter({ hasText: 'suggested' }).waitFor()
  await page().keyboard.press('ControlOrMeta+W')
  await block.hover()
  await block.getByRole('button', { name: 'Insert at the cursor' }).click()
  await page().locator('.view-line').filter({ hasText: 'lost.sort(' }).first().waitFor()
})

function page() {
  return code.workbench.page
}

function panel() {
  return code.workbench.panel()
}

function row() {
  return panel().getByRole('treeitem')
}

function chosen(): Promise<string | null> {
  return panel().locator('.row[aria-selected=true]').getAttribute('data-step')
}

/** Where the editor has our decoration, by the lines' places on the screen. */
function lit(): Promise<string> {
  return page()
    .locator('.monaco-editor .view-overlays [class*="TextEditorDecorationType"]')
    .evaluateAll((marks) => [...new Set(marks.map((mark) => mark.getBoundingClientRect().top))].join(' '))
}

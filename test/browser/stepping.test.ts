import { expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { beforeTests, openVsCode, toFirstStep, type VsCode } from '../support/vscode.ts'

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
  await toFirstStep(panel())
  const lights = new Set<string>()
  for (let step = 0; step < 5; step++) {
    const before = await chosen()
    await until(
      () => page().keyboard.press(step === 0 ? ')' : ']'),
      async () => (await chosen()) !== before,
    )
    await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(0)
  }
  await expect.poll(async () => lights.add(await lit()).size).toBeGreaterThan(1)
  await panel().locator('.row[aria-selected=true]:focus').waitFor()
})

test('playing goes to the end, and the editor follows', async () => {
  await toFirstStep(panel())
  const phase = await chosen()
  await until(
    () => page().keyboard.press(')'),
    async () => (await chosen()) !== phase,
  )
  await until(() => page().keyboard.press('-'), speedOf(1))
  await until(() => page().keyboard.press('Shift+Space'), panel().getByRole('button', { name: 'Pause' }))
  const [steps, lights] = [new Set<string | null>(), new Set<string>()]
  await expect
    .poll(async () => {
      steps.add(await chosen())
      lights.add(await lit())
      return Math.min(steps.size - 1, lights.size)
    })
    .toBeGreaterThan(1)
  await until(() => page().keyboard.press('+'), speedOf(2))
  await panel().getByRole('button', { name: 'Play', exact: true }).waitFor()
  await expect.poll(chosen).toBe(await panel().locator('.row-step').last().getAttribute('data-step'))
})

test('the list of keys opens and closes', async () => {
  const keys = panel().getByRole('dialog', { name: 'Keys' })
  await panel().locator('.row[aria-selected=true]').click()
  await until(() => page().keyboard.press('?'), keys)
  await until(
    () => page().keyboard.press('Escape'),
    async () => (await keys.count()) === 0,
  )
  await panel().locator('.row[aria-selected=true]:focus').waitFor()
})

test('the step has the keyboard again after something else in VS Code had it', async () => {
  const row = panel().locator('.row[aria-selected=true]')
  await row.click()
  const palette = code.workbench.quickInput()
  await until(() => page().keyboard.press('F1'), palette)
  await until(
    () => page().keyboard.press('Escape'),
    async () => !(await palette.isVisible()),
  )
  await row.and(panel().locator(':focus')).waitFor()
})

test('code of the answer goes to the cursor, and into a comparison', async () => {
  const block = panel().locator('.answer .code').first()
  const comparison = page().locator('.tab').filter({ hasText: 'suggested' })
  await block.hover()
  await block.getByRole('button', { name: 'Compare with what is selected' }).click()
  await comparison.and(page().locator('.tab.active')).first().waitFor()
  await comparison.first().click({ button: 'middle' })
  await comparison.waitFor({ state: 'detached' })
  await until(
    async () => {
      await block.hover()
      await block.getByRole('button', { name: 'Insert at the cursor' }).click()
    },
    page().locator('.view-line').filter({ hasText: 'lost.sort(' }),
  )
})

function page() {
  return code.workbench.page
}

function panel() {
  return code.workbench.panel()
}

function speedOf(times: number) {
  return panel().getByRole('button', { name: `Speed ×${times}` })
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

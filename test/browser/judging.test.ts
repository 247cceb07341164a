import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.ts'
import { recordOf } from '../../src/base/json.ts'
import { emptyTurnReview, readReviews, withTurnReview, writeReviews } from '../../src/judge/reviewFile.ts'
import { noReviews, type ReviewFile } from '../../src/judge/review.ts'
import { until } from '../../scripts/vscode/patience.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { beforeTests, historyOf, openVsCode, tracesIn, type VsCode } from '../support/vscode.ts'

let endpoint: SampleEndpoint
let code: VsCode
const file = 'cache.think'
const corrected = 'corrected.think'
const beside = 'beside.think'
const rejected = 'rejected.think'

beforeTests(async (use) => {
  endpoint = use(await createSampleEndpoint({ tokensPerSecond: 5000 }))
  code = use(await openVsCode(settings()))
  const sample = readFileSync(join(root, 'samples/traces/cache-update.think'), 'utf8')
  for (const name of [file, corrected, beside, rejected]) writeFileSync(join(code.folder, name), sample)
})

test('a run is judged by keys, step by step, and the file stands beside its trace', async () => {
  await code.workbench.openFile('pricing.ts')
  await code.workbench.selectLines(33, 36)
  await code.workbench.command('ThinkTree: Explain Selection')
  await code.workbench.turnState('Done')
  await panel().locator('.row-step').first().click()
  await panel().locator('.row-step[aria-selected=true]').press('1')
  await panel().locator('.row[aria-selected=true] .verdict', { hasText: 'good' }).waitFor()
  await page().keyboard.press('0')
  await expect.poll(() => selected()).not.toBe('')
  await panel().locator('.row[aria-selected=true]:not(:has(.verdict))').waitFor()
  await page().keyboard.press('5')
  await panel().locator('.row[aria-selected=true] .verdict', { hasText: 'first wrong' }).waitFor()
  const said = reviews(await run())
  expect(said?.reviews.map(({ reviewer }) => reviewer)).toEqual(['ana'])
  expect(said?.reviews[0]?.turns[0]?.steps).toMatchObject([
    { verdict: 'good', firstWrong: false },
    { verdict: 'bad', firstWrong: true },
  ])
  await picture('judging')
})

test('a verdict is taken back by giving it again', async () => {
  await page().keyboard.press('3')
  await panel().locator('.row[aria-selected=true]:not(:has(.verdict))').waitFor()
  await expect.poll(() => verdicts()).toEqual(['good'])
  await page().keyboard.press('4')
  await expect.poll(() => verdicts()).toEqual(['good', 'unsure'])
})

test('VS Code’s own keys do the same', async () => {
  await page().keyboard.press('Alt+Shift+3')
  await expect.poll(() => verdicts()).toEqual(['good', 'bad'])
})

test('a step is corrected in place, and the original stays', async () => {
  const trace = readFileSync(await run(), 'utf8')
  await page().keyboard.press('6')
  const box = panel().getByRole('textbox', { name: 'Correct the Step…' })
  await box.fill('It should have been checked first.')
  await box.press('Control+Enter')
  await panel().locator('.corrected').getByText('It should have been checked first.').waitFor()
  expect(readFileSync(await run(), 'utf8')).toBe(trace)
})

test('the trace is rejected, with a reason', async () => {
  await panel().getByRole('button', { name: 'rejected' }).click()
  const reason = panel().getByRole('textbox', { name: 'Reason' })
  await reason.fill('Off by a cent.')
  await reason.press('Enter')
  await expect
    .poll(async () => reviews(await run())?.reviews[0]?.turns[0])
    .toMatchObject({ verdict: 'rejected', reason: 'Off by a cent.' })
})

test('after a reload of the window it is all there', async () => {
  await code.workbench.reload(panel().locator('header .state'))
  await panel().locator('.row .verdict', { hasText: 'good' }).first().waitFor()
  await panel().locator('.row .verdict', { hasText: 'bad' }).first().waitFor()
  await panel().locator('.choice[aria-pressed=true]', { hasText: 'rejected' }).waitFor()
  expect(await panel().getByRole('textbox', { name: 'Reason' }).inputValue()).toBe('Off by a cent.')
})

test('what others write into the file is shown at once, and stays', async () => {
  const path = await run()
  const before = reviews(path)
  const turn = before?.reviews[0]?.turns[0]
  if (!before || !turn) throw new Error('Nothing was said.')
  const ben = {
    ...turn,
    verdict: 'accepted' as const,
    reason: 'Fine.',
    steps: turn.steps.map((step) => ({ ...step, verdict: 'neutral' as const })),
  }
  writeFileSync(`${path}.review.json`, writeReviews(withTurnReview(before, 'ben', ben)))
  await panel().locator('.other-verdict', { hasText: 'ben: accepted, Fine.' }).waitFor()
  await panel().locator('.row-step').first().click()
  await panel().locator('.reviews', { hasText: 'ben' }).getByText('neutral').first().waitFor()
  await pictures()
  await page().keyboard.press('2')
  await expect
    .poll(async () => reviews(path)?.reviews.map(({ reviewer }) => reviewer))
    .toEqual(['ana', 'ben'])
  await page().keyboard.press('1')
  await expect.poll(() => verdicts()).toEqual(['good', 'bad'])
})

test('a page tells how far reviewers agree, and a table where not', async () => {
  await code.workbench.command('ThinkTree: Show Reviews')
  await preview().getByRole('heading', { name: 'Agreement', exact: true }).waitFor()
  await preview().getByText('You have judged 1 of 1 trace of the history').waitFor()
  await preview().getByRole('row', { name: 'ana, ben 2 0 %' }).waitFor()
  await code.workbench.command('ThinkTree: Export Disagreement')
  await page().locator('.monaco-editor .view-lines').filter({ hasText: 'otherVerdict' }).waitFor()
  await code.workbench.command('View: Revert and Close Editor')
})

test('when a trace is done with, the next of the history comes', async () => {
  await code.workbench.command('ThinkTree: Show Panel')
  const done = await panel().locator('h1').innerText()
  const other = readFileSync(join(root, 'samples/traces/rate-limiter.think'), 'utf8')
  writeFileSync(join(code.folder, '.thinktree/traces/other.think'), other)
  await code.workbench.command('ThinkTree: Next Unreviewed')
  await expect.poll(() => panel().locator('h1').innerText()).not.toBe(done)
  const first = panel().locator('.row-step[aria-selected=true]')
  await first.waitFor()
  await panel().locator('.judge-bar').waitFor() // it comes with what was judged before
  await first.press('2')
  await panel().locator('.row[aria-selected=true] .verdict', { hasText: 'neutral' }).waitFor()
  const step = await selected()
  await page().keyboard.press('0')
  await expect.poll(selected).not.toBe(step)
  await panel().getByText('1 of').waitFor()
})

test('a comment in the text is in the file, and in the tree', async () => {
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile(file)
  await code.workbench.selectLines(16, 16)
  await page().keyboard.press('ArrowLeft') // to the beginning of what is selected
  await code.workbench.command('Comments: Add Comment on Current Selection')
  const widget = page().locator('.review-widget')
  await widget.locator('.monaco-editor').first().waitFor()
  await page().keyboard.type('Is that so?')
  await widget.locator('.monaco-button', { hasText: 'Comment' }).click()
  const path = join(code.folder, file)
  await expect.poll(() => comments(path)).toEqual(['Is that so?'])
  await picture('judging-text')
  await code.workbench.command('ThinkTree: Judge Step Bad')
  await expect.poll(() => stepsOf(path).map(({ verdict }) => verdict)).toEqual(['bad'])
  await code.workbench.command('ThinkTree: Open as Tree')
  await panel().locator('.row .verdict', { hasText: 'bad' }).first().click()
  await panel().locator('.comment-text', { hasText: 'Is that so?' }).waitFor()
  await panel().getByRole('button', { name: 'Resolve' }).click()
  await panel().getByText('Resolved by ana').waitFor()
  await panel().locator('.row[aria-selected=true]').press('7')
  const box = panel().getByRole('textbox', { name: 'Comment on the Step…' })
  await box.fill('It is not.')
  await box.press('Control+Enter')
  await expect.poll(() => comments(path)).toEqual(['Is that so?', 'It is not.'])
  await picture('judging-tree')
  await panel().getByRole('button', { name: 'Delete comment' }).first().click()
  await expect.poll(() => comments(path)).toEqual(['It is not.'])
})

test('the file is as docs/review.schema.json says', async () => {
  const schema = JSON.parse(readFileSync(join(root, 'docs/review.schema.json'), 'utf8')) as unknown
  for (const path of [await run(), join(code.folder, file)])
    expect(misfits(JSON.parse(readFileSync(`${path}.review.json`, 'utf8')), schema)).toEqual([])
})

test('a file of a newer format is shown, and not changed', async () => {
  const path = join(code.folder, `${file}.review.json`)
  const newer = readFileSync(path, 'utf8').replace('"format": 1', '"format": 2')
  writeFileSync(path, newer)
  await panel().getByText('have format 2').waitFor()
  await panel().locator('.row[aria-selected=true]').press('1')
  await panel().locator('.comment-text', { hasText: 'It is not.' }).waitFor()
  expect(readFileSync(path, 'utf8')).toBe(newer)
})

test('who is asked why and cancels has said nothing', async () => {
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile(rejected)
  await code.workbench.selectLines(14, 14)
  const asked = page().locator('.quick-input-widget:visible', { hasText: 'It is kept with the verdict' })
  const path = join(code.folder, rejected)
  await until(() => code.workbench.command('ThinkTree: Reject Trace…'), asked)
  await page().keyboard.press('Escape')
  await asked.waitFor({ state: 'hidden' })
  await code.workbench.commandAndEnter('ThinkTree: Trace Is to Be Fixed…', 'Too long.')
  const said = () => reviews(path)?.reviews[0]?.turns[0]
  await expect.poll(said).toMatchObject({ verdict: 'fix', reason: 'Too long.' })
  await until(() => code.workbench.command('ThinkTree: Reject Trace…'), asked)
  expect(await code.workbench.quickInput().inputValue()).toBe('Too long.')
  await page().keyboard.press('Escape')
  await asked.waitFor({ state: 'hidden' })
  await code.workbench.command('ThinkTree: Judge Step Good')
  await expect.poll(() => stepsOf(path)).toHaveLength(1)
  expect(said()).toMatchObject({ verdict: 'fix', reason: 'Too long.' })
})

test('a step of several paragraphs is corrected in its text, and its word stands behind its first line', async () => {
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile(corrected)
  await code.workbench.selectLines(28, 28)
  await page().keyboard.press('ArrowLeft')
  await code.workbench.command('ThinkTree: Correct Step…')
  const box = page().locator('.review-widget', { hasText: 'Correct the step' })
  const lines = box.locator('.monaco-editor .view-lines')
  await lines.filter({ hasText: 'Then' }).filter({ hasText: 'border' }).waitFor()
  await until(
    () => lines.click(),
    async () => (await box.locator('.monaco-editor.focused').count()) > 0,
  )
  await page().keyboard.press('ControlOrMeta+A')
  await page().keyboard.type('It keeps its place.')
  for (const key of ['Enter', 'Enter']) await page().keyboard.press(key)
  await page().keyboard.type('And that is wrong.')
  await picture('judging-text-correct')
  await box.getByRole('button', { name: 'Keep Correction' }).click()
  const path = join(code.folder, corrected)
  await expect
    .poll(() => stepsOf(path).flatMap((step) => step.corrected ?? []))
    .toEqual(['It keeps its place.\n\nAnd that is wrong.'])
  await code.workbench.selectLines(14, 14)
  await page().keyboard.press('ArrowLeft')
  await code.workbench.command('ThinkTree: Judge Step Good')
  await expect.poll(marked).toContainEqual(expect.stringMatching(/lruCache\.ts:19` first\.$/))
})

test('the reviews of traces in the same folder are among those shown', async () => {
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile(corrected)
  const accepted = { turn: '1', ...emptyTurnReview, verdict: 'accepted' as const }
  writeFileSync(
    join(code.folder, `${beside}.review.json`),
    writeReviews(withTurnReview(noReviews, 'ben ![b](https://127.0.0.1/b.png) <u>b</u>', accepted)),
  )
  await code.workbench.command('ThinkTree: Show Reviews')
  const row = preview().getByRole('row').filter({ hasText: beside }).first()
  // What people call themselves is text there.
  await row.filter({ hasText: 'ben ![b](https://127.0.0.1/b.png) <u>b</u>: accepted' }).waitFor()
  expect(await row.locator('img, a, u').count()).toBe(0)
})

test('when a trace outside the history is done with, the next of its folder comes', async () => {
  await code.workbench.command('View: Close All Editors')
  await code.workbench.openFile(corrected)
  await code.workbench.selectLines(14, 14)
  await code.workbench.command('ThinkTree: Accept Trace')
  await expect
    .poll(() => reviews(join(code.folder, corrected))?.reviews[0]?.turns[0]?.verdict)
    .toBe('accepted')
  await code.workbench.command('ThinkTree: Next Unreviewed')
  await page().locator('.tab.active', { hasText: beside }).waitFor()
  await panel().locator('.row-step[aria-selected=true]').waitFor()
  await code.workbench.command('ThinkTree: Accept Trace')
  await expect.poll(() => reviews(join(code.folder, beside))?.reviews).toHaveLength(2)
  await code.workbench.command('ThinkTree: Next Unreviewed')
  await page().getByText('You have judged all traces of this folder.').first().waitFor()
})

function panel() {
  return code.workbench.panel()
}

function page() {
  return code.workbench.page
}

/** A page of Markdown as it is to be read. */
function preview() {
  return page()
    .frameLocator('iframe.webview.ready[src*="markdown-language-features"]')
    .frameLocator('iframe#active-frame')
}

function selected() {
  return panel().locator('[role=treeitem][aria-selected=true]').first().innerText()
}

let first: string | undefined

/** The run that was asked for. */
async function run(): Promise<string> {
  const runs = () => tracesIn(historyOf(code))
  if (first === undefined) await expect.poll(runs).toHaveLength(1)
  return (first ??= runs()[0] ?? '')
}

function reviews(trace: string): ReviewFile | undefined {
  const path = `${trace}.review.json`
  return existsSync(path) ? readReviews(readFileSync(path, 'utf8')) : undefined
}

function stepsOf(trace: string) {
  const ana = reviews(trace)?.reviews.find(({ reviewer }) => reviewer === 'ana')
  return ana?.turns[0]?.steps ?? []
}

async function verdicts() {
  return stepsOf(await run()).map(({ verdict }) => verdict)
}

function comments(trace: string) {
  return stepsOf(trace).flatMap((step) => step.comments.map(({ text }) => text))
}

/** The lines in sight that a word stands behind. */
function marked(): Promise<readonly string[]> {
  return page().evaluate(() =>
    [...document.querySelectorAll('.view-line')]
      .filter((line) =>
        [...line.querySelectorAll('span')].some((span) =>
          /good|bad/.test(getComputedStyle(span, '::after').content),
        ),
      )
      .map((line) => (line.textContent ?? '').replaceAll('\u00a0', ' ')),
  )
}

/** Where a value is not as a JSON schema of objects, arrays and plain values says. */
function misfits(value: unknown, schema: unknown, path = ''): readonly string[] {
  const { type, required, properties, items, enum: allowed, minimum } = recordOf(schema)
  const actual = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
  if (type !== undefined && type !== actual && !(type === 'number' && actual === 'integer'))
    return [`${path}: ${actual}`]
  if (Array.isArray(allowed) && !allowed.includes(value)) return [`${path}: ${String(value)}`]
  if (typeof minimum === 'number' && Number(value) < minimum) return [`${path}: too small`]
  if (Array.isArray(value)) return value.flatMap((each, index) => misfits(each, items, `${path}/${index}`))
  if (actual !== 'object') return []
  const fields = recordOf(value)
  const missing = Array.isArray(required) ? required.filter((name) => !(String(name) in fields)) : []
  return [
    ...missing.map((name) => `${path}/${String(name)}: missing`),
    ...Object.entries(recordOf(properties)).flatMap(([name, of]) =>
      name in fields ? misfits(fields[name], of, `${path}/${name}`) : [],
    ),
  ]
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await code.workbench.screenshot(join(folder, `${name}.png`))
}

/** In light, in high contrast, and dark again. */
async function pictures(): Promise<void> {
  if (process.env['THINKTREE_PICTURES'] === undefined) return
  for (const [theme, kind] of [
    ['Default Light Modern', 'light'],
    ['Default High Contrast', 'high-contrast'],
    ['Default Dark Modern', 'dark'],
  ] as const) {
    code.profile.writeSettings({ ...settings(), 'workbench.colorTheme': theme })
    await panel().locator(`body.vscode-${kind}`).waitFor()
    await picture(`judging-${kind}`)
  }
}

function settings() {
  return {
    'thinktree.endpoints': [{ name: 'samples', baseUrl: endpoint.url, model: 'sample-r1' }],
    'thinktree.history.location': 'workspace',
    'thinktree.review.reviewer': 'ana',
  }
}

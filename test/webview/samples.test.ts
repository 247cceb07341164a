import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { samplesView, type SampleItem } from '../../src/extension/sampling/view.ts'
import { checkFromSamples } from '../../src/protocol/samples.ts'
import { readDocument } from '../../src/traces/document.ts'
import { chinese, english } from '../../webview/samples/words.ts'
import { violations } from './support/axe.ts'
import { inFrame } from './support/inFrame.ts'
import { useWorld } from './support/world.ts'
import type { Language } from '../../src/protocol/languages.ts'
import { themes, type Theme } from './support/site.ts'

const question = 'What is 12 * 12? Put the answer in a box.'
const item = (name: string, answer: string, head = ''): SampleItem => {
  const text = `---\nformat: 1\nquestion: Q\nmodel: r1\n${head}---\n<think>\nSo.\n</think>\n\n${answer}\n`
  const [turn] = readDocument(text).turns
  return { name, model: 'r1', progress: { state: 'answering', tokens: 9 }, ...(turn && { turn }) }
}
const paid =
  'usage:\n  prompt: 100\n  completion: 400\nprices: {input: 1, output: 2, currency: EUR, asOf: 2026-01-01}\n'
const items: readonly SampleItem[] = [
  item('1', 'It is \\boxed{144}.', paid),
  item('2', 'The answer is 144.0.'),
  item('3', '\\boxed{124}'),
  item('4', '', 'state: failed\nfailure: {message: No.}\n'),
  { name: '5', model: 'r1', progress: { state: 'thinking', tokens: 120 } },
  { name: '6', model: 'r1', progress: 'queued' },
  { name: '7', model: 'r1', progress: { state: 'waiting', tokens: 0, refused: 'The server is too busy.' } },
]

describe('the view', () => {
  test('has figures of what ended, and how far the others are', () => {
    const { lines, groups, correct, passAt } = samplesView(question, items, '144')
    expect(lines.map(({ state }) => state)).toEqual([
      'done',
      'done',
      'done',
      'failed',
      'thinking',
      'queued',
      'waiting',
    ])
    expect(lines.map(({ answer }) => answer)).toEqual(['144', '144.0', '124', null, null, null, null])
    expect(lines.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]]))).toEqual([
      ['4', 'No.'],
      ['7', 'The server is too busy.'],
    ])
    expect(lines.map(({ group }) => group).slice(0, 3)).toEqual([1, 1, 2])
    expect(lines.map(({ reward }) => reward).slice(0, 3)).toEqual([2, 2, 1])
    expect(lines[0]?.advantage).toBeCloseTo(1 / 3 / (Math.sqrt(1 / 3) + 1e-4), 6)
    expect([lines[0]?.tokens, lines[0]?.cost, lines[4]?.tokens]).toEqual([400, '0.00090 EUR', 120])
    expect([groups, correct]).toEqual([
      [
        { answer: '144', count: 2 },
        { answer: '124', count: 1 },
      ],
      2,
    ])
    expect(passAt.map(({ k }) => k)).toEqual([1, 2])
  })

  test('without a right answer tells nothing of right and wrong', () => {
    const { lines, correct, passAt } = samplesView(question, items, ' ')
    expect([lines[0]?.correct, correct, passAt]).toEqual([null, null, []])
  })
})

test('nothing but what is expected comes from the page', () => {
  expect(checkFromSamples({ type: 'compare', lines: [0, 2], more: 1 })).toEqual({
    type: 'compare',
    lines: [0, 2],
  })
  expect(checkFromSamples({ type: 'expect', text: '1' })).toEqual({ type: 'expect', text: '1' })
  for (const wrong of [null, { type: 'compare', lines: [0] }, { type: 'open', line: -1 }, { type: 'expect' }])
    expect(checkFromSamples(wrong)).toBeUndefined()
})

test('no sentence was left in English', () => {
  const same = Object.entries(chinese).filter(([key, text]) => text === english[key as keyof typeof english])
  expect(same).toEqual([])
})

describe('the page', () => {
  const world = useWorld({ page: 'samples' })

  test('shows what most say; two are chosen and compared, one is opened, what is right is told', async () => {
    const { page, complaints } = await open('dark')
    await page.getByRole('status').getByText('Most say 144 (2 of 3) · 2 of 3 right · pass@1 0.67').waitFor()
    const compare = page.getByRole('button', { name: 'Compare Two Side by Side' })
    expect(await compare.isDisabled()).toBe(true)
    for (const name of ['1', '2', '3']) await page.getByRole('checkbox', { name: `Choose ${name} ` }).click()
    expect(await page.locator('tr.chosen').count()).toBe(2)
    await compare.click()
    await page.getByRole('button', { name: '1', exact: true }).click()
    expect(await page.getByRole('button', { name: '5', exact: true }).isDisabled()).toBe(true)
    await page.getByRole('textbox', { name: 'Right answer' }).fill('124')
    await page.getByRole('button', { name: 'Export…' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    const sent = await page.evaluate(() => window.fakeHost.sent.map((each: object) => JSON.stringify(each)))
    expect(sent.slice(1)).toEqual([
      '{"type":"compare","lines":[1,2]}',
      '{"type":"open","line":0}',
      '{"type":"expect","text":"124"}',
      '{"type":"export"}',
      '{"type":"stop"}',
    ])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('while all still think, none has said anything yet, and there is nothing to export', async () => {
    const { page } = await open('dark', 'en', items.slice(4))
    await page.getByRole('status').getByText('No sample states an answer yet').waitFor()
    expect(await page.getByRole('button', { name: 'Export…' }).isDisabled()).toBe(true)
    await page.evaluate((text) => window.postMessage(text, '*'), message(items.slice(3, 4)))
    await page.getByRole('status').getByText('No sample states an answer', { exact: true }).waitFor()
    await page.close()
  })

  test('has the keyboard from the first, and again where it was after the Command Palette', async () => {
    const { page } = await world.open('dark', 'wide', [])
    const { frame, body, away, back } = await inFrame(page, world.site.stage)
    await back()
    await body.evaluate((_, text) => window.postMessage(text, '*'), message(items))
    await frame.locator('.samples-table:focus').waitFor()
    await page.keyboard.press('Tab')
    const first = frame.getByRole('checkbox').first().and(frame.locator(':focus'))
    await first.waitFor()
    await away()
    await back()
    await first.waitFor()
    await page.close()
  })

  test('what a model wrote is only words', async () => {
    const { page, complaints } = await open('dark', 'en', [
      item('<b>x</b>', '\\boxed{<img src=x onerror=alert(1)>}'),
    ])
    await page.getByText('<img src=x').first().waitFor()
    expect([await page.locator('img, b').count(), complaints]).toEqual([0, []])
    await page.close()
  })

  test('speaks Chinese where VS Code does', async () => {
    const { page } = await open('dark', 'zh-cn')
    await page.getByRole('button', { name: '并排比较两个' }).waitFor()
    await page.close()
  })

  test('is small', () => expect(world.site.scriptSize).toBeLessThan(40_000))

  test.each(themes)('%s: axe finds nothing, and boxes are as dark as the theme', async (theme) => {
    const { page } = await open(theme)
    const box = page.getByRole('checkbox', { name: 'Choose 2 ' })
    const scheme = await box.evaluate((element) => getComputedStyle(element).colorScheme)
    expect(scheme).toBe(theme === 'dark' || theme === 'hc' ? 'dark' : 'normal')
    await box.click()
    const folder = process.env['THINKTREE_PICTURES']
    if (folder !== undefined) await page.screenshot({ path: join(folder, `samples-${theme}.png`) })
    expect(await violations(page)).toEqual([])
    await page.close()
  })

  async function open(theme: Theme, language: Language = 'en', shown = items) {
    const opened = await world.open(theme, 'wide', [], language)
    await opened.page.evaluate((text) => window.postMessage(text, '*'), message(shown))
    await opened.page.getByRole('table').waitFor()
    return opened
  }
})

function message(shown: readonly SampleItem[]): string {
  return JSON.stringify({ type: 'samples', view: samplesView(question, shown, '144') })
}

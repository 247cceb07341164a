import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { compose } from '../../src/extension/comparing/compose.ts'
import { checkFromComparison } from '../../src/protocol/comparison.ts'
import { closedAtFirst, countsOf, differencesOf, seenOf } from '../../webview/comparison/comparedRows.ts'
import { diffWords } from '../../webview/comparison/wordDiff.ts'
import { chinese, english } from '../../webview/comparison/words.ts'
import { violations } from './support/axe.ts'
import type { PageSize } from './support/browser.ts'
import { inFrame } from './support/inFrame.ts'
import { useWorld } from './support/world.ts'
import type { Language } from '../../src/protocol/languages.ts'
import { themes, type Theme } from './support/site.ts'

const trace = (thought: string, answer: string) =>
  `---\nformat: 1\nquestion: Why is the total wrong?\n---\n<think>\n${thought}\n</think>\n\n${answer}\n`

const calm = Array.from({ length: 40 }, (_, line) => `The clerk adds line ${line} to the sum of the cart.`)
const before = trace(
  [
    'Okay, let me look at the discount table first.',
    ...calm.slice(0, 20),
    'Wait, the rate is seven percent on every line.',
    'Rounding happens after the sum, so nothing is lost.',
    ...calm.slice(20),
    'So the total is 13.50.',
  ].join('\n\n'),
  'It is **13.50**.',
)
const after = before
  .replace('seven percent', 'nine percent')
  .replace('Rounding happens after the sum, so nothing is lost.', 'Let me check negative prices with a test.')
  .replace('**13.50**', '**13.60**')
const comparison = compose({ name: 'old.think', text: before }, { name: 'new.think', text: after })
const { rows } = comparison
const compared = JSON.stringify({ type: 'compared', comparison })

test('what is the same is closed at first, what differs is seen', () => {
  const seen = seenOf(rows, closedAtFirst(rows), 'all')
  for (const row of differencesOf(rows)) expect(seen).toContain(row)
  expect(seenOf(rows, new Set(), 'differences').every((row) => rows[row]?.mark !== 'same')).toBe(true)
  expect(countsOf(rows)).toMatchObject({ gone: 1, added: 1 })
})

test('words that only one text has are told', () => {
  const own = (left: string, right: string) =>
    diffWords(left, right).map((side) => side.flatMap(({ text, own: mine }) => (mine ? text.trim() : [])))
  expect(own('The rate is seven percent.', 'The rate is nine percent.')).toEqual([['seven'], ['nine']])
  expect(own('a b c d e', 'a c d x e')).toEqual([['b'], ['x']])
  expect(own('', 'new')).toEqual([[], ['new']])
  const [left] = diffWords('费率是七', '费率是九')
  expect(left).toEqual([
    { text: '费率是', own: false },
    { text: '七', own: true },
  ])
})

test('nothing but what is expected comes from the page', () => {
  expect(checkFromComparison({ type: 'open', side: 'left', turn: 1, more: 1 })).toEqual({
    type: 'open',
    side: 'left',
    turn: 1,
  })
  for (const wrong of [null, 'x', { type: 'open', side: 'up', turn: 1 }, { type: 'open', side: 'left' }])
    expect(checkFromComparison(wrong)).toBeUndefined()
})

test('no sentence was left in English', () => {
  expect(
    Object.entries(chinese).filter(([key, text]) => text === english[key as keyof typeof english]),
  ).toEqual([])
})

describe('the page', () => {
  const world = useWorld({ page: 'comparison' })

  test('says how much of the left line the right has, and of the answers', async () => {
    const { page } = await open('dark')
    const lines = page.locator('.comparison-lines')
    expect(await lines.innerText()).toMatch(/^the right has \d+ % of the left line · another answer$/)
  })

  test.each(themes)(
    '%s: where it is narrow all of that can be read, and titles have the room',
    async (theme) => {
      const { page } = await open(theme, 'en', 'narrow')
      const counts = page.locator('.comparison-counts')
      const [whole, lines] = [
        await counts.boundingBox(),
        await page.locator('.comparison-lines').boundingBox(),
      ]
      if (!whole || !lines) throw new Error('Nothing is drawn.')
      expect(lines.x + lines.width).toBeLessThanOrEqual(whole.x + whole.width)
      expect(await counts.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
      expect(
        await page.locator('.comparison-bar').evaluate((bar) => bar.scrollHeight - bar.clientHeight),
      ).toBe(0)
      expect(await page.locator('.compared-kind:visible').count()).toBe(0)
      await picture(page, `${theme}-narrow`)
      await page.close()
    },
  )

  test('in the narrowest editor the tree has rows, and a row can be read in full', async () => {
    const { page } = await open('dark', 'en', 'narrow')
    await page.setViewportSize({ width: 220, height: 298 })
    const height = async (part: string) => (await page.locator(part).boundingBox())?.height ?? 0
    expect(await height('.compared')).toBeGreaterThanOrEqual(132)
    expect(await height('.comparison-tools')).toBeLessThan(30)
    await page.keyboard.press('F7')
    const right = page.locator('.details-right')
    await right.scrollIntoViewIfNeeded()
    expect((await right.boundingBox())?.width).toBeGreaterThan(180)
    expect(await page.locator('.comparison').evaluate(({ scrollWidth }) => scrollWidth)).toBe(220)
    await page.close()
  })

  test('goes from difference to difference, folds, and shows both sides in full', async () => {
    const { page, complaints } = await open('dark')
    await page.getByRole('toolbar').getByText('1 step gone, 1 added').waitFor()
    await page.keyboard.press('F7')
    await active(page).filter({ hasText: 'seven percent' }).waitFor()
    await page.locator('del', { hasText: 'seven' }).waitFor()
    await page.locator('ins', { hasText: 'nine' }).waitFor()
    await page.getByRole('button', { name: 'Go to Where They Part' }).click()
    await active(page).getByText('they part here').waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('row')
    for (let down = 0; down < 2; down++) await page.keyboard.press('ArrowDown')
    expect(await active(page).getAttribute('aria-label')).toMatch(/^only on the right: Check negative/)
    await page.keyboard.press('Home')
    expect(await active(page).getAttribute('aria-label')).toBe('differences inside: Why is the total wrong?')
    expect(await active(page).locator('.compared-mark').innerText()).toBe('•')
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('row').nth(1).waitFor({ state: 'detached' })
    expect(await active(page).getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('ArrowRight')
    await page.getByRole('row').nth(1).waitFor()
    await page.keyboard.press('End')
    await active(page).filter({ hasText: 'Explanation: It is 13.60.' }).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('has the keyboard on a row from the first, and again after the Command Palette', async () => {
    const { page } = await world.open('dark', 'wide', [])
    const { frame, body, away, back } = await inFrame(page, world.site.stage)
    await back()
    await body.evaluate((_, text) => window.postMessage(text, '*'), compared)
    await frame.locator('.compared-row.active:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const third = frame.locator('.compared-row.active:focus[aria-rowindex="3"]')
    await third.waitFor()
    await away()
    await back()
    await third.waitFor()
    await page.close()
  })

  test('Ctrl+F finds words of either side, also in what is folded or left out, and the field keeps the keyboard', async () => {
    const { page, complaints } = await open('dark')
    await page.getByRole('button', { name: 'Show Only Differences' }).click()
    await page.locator('.compared-row.active').press('Control+f')
    const field = page.getByRole('textbox', { name: 'Search steps and explanation' })
    await field.fill('line 7 ')
    await page.getByText('1 match').waitFor()
    await field.press('Enter')
    await active(page).filter({ hasText: 'adds line 7' }).waitFor()
    await page.getByText('1 of 1').waitFor()
    await field.fill('percent')
    await field.press('Enter')
    await active(page).filter({ hasText: 'seven percent' }).waitFor()
    const lit = () =>
      page.evaluate(() =>
        [...(CSS.highlights.get('match-tree') ?? [])]
          .map((range) => (range instanceof Range ? range.toString() : ''))
          .join(),
      )
    await expect.poll(lit).toMatch(/^percent(,percent)+$/)
    await field.fill('13.60')
    await field.press('Shift+Enter')
    await active(page).filter({ hasText: 'Explanation: It is 13.60.' }).waitFor()
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true)
    await picture(page, 'found')
    await field.press('Escape')
    await page.locator('.compared-row.active:focus').waitFor()
    expect(await lit()).toBe('')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('shows only differences where one wants that, and opens a side', async () => {
    const { page } = await open('light')
    await page.getByRole('button', { name: 'Show Only Differences' }).click()
    expect(await page.locator('.compared-row.mark-same').count()).toBe(0)
    await page.getByRole('button', { name: 'old.think' }).click()
    await page.getByRole('button', { name: 'Compare the Texts' }).click()
    const sent = await page.evaluate(() =>
      window.fakeHost.sent.map((message: object) => JSON.stringify(message)),
    )
    expect(sent).toContain(JSON.stringify({ type: 'open', side: 'left', turn: 0 }))
    expect(sent).toContain(JSON.stringify({ type: 'compareTexts' }))
    await page.close()
  })

  test('speaks Chinese where VS Code does', async () => {
    const { page } = await open('dark', 'zh-cn')
    await page.getByRole('button', { name: '转到分岔处' }).waitFor()
    await page.close()
  })

  test('is small', () => expect(world.site.scriptSize).toBeLessThan(60_000))

  test.each(themes)('%s: axe finds nothing', async (theme) => {
    const { page } = await open(theme)
    await page.getByRole('button', { name: 'Go to Where They Part' }).click()
    await picture(page, theme)
    expect(await violations(page)).toEqual([])
    await page.close()
  })

  async function open(theme: Theme, language: Language = 'en', size: PageSize = 'wide') {
    const opened = await world.open(theme, size, [], language)
    await opened.page.evaluate((text) => window.postMessage(text, '*'), compared)
    await opened.page.getByRole('treegrid').waitFor()
    return opened
  }
})

function active(page: Page) {
  return page.locator('.compared-row.active')
}

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `comparison-${name}.png`) })
}

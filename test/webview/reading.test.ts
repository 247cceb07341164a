import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'
import { ways } from './support/states.ts'

const world = useWorld()

describe('what was abandoned', () => {
  test('is dimmed, and hidden on demand, with a word on what is hidden', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [ways])
    await page.locator('.row.abandoned').first().waitFor()
    await page.getByRole('button', { name: 'Show Only What Led to the Answer' }).click()
    await page.getByText(/^\d+ abandoned steps? hidden$/).waitFor()
    expect(await page.locator('.row.abandoned').count()).toBe(0)
    await page.getByRole('button', { name: 'Show all', exact: true }).click()
    await page.locator('.row.abandoned').first().waitFor()
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'answerLine' }))
    await page.locator('.row.abandoned').first().waitFor({ state: 'detached' })
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the chosen step', () => {
  test('is read before what it refers to, where there is little height too', async () => {
    const { page } = await world.open('dark', 'narrow', [sampleScript('rate-limiter', { end: 'closed' })])
    await page.setViewportSize({ width: 504, height: 666 })
    await page.locator('.row', { hasText: 'Reading from the top' }).locator('.row-title').click()
    const body = page.locator('.detail-body')
    const first = body.getByText('Reading from the top').first()
    await first.waitFor()
    const { top, bottom } = await body.evaluate((one) => one.getBoundingClientRect())
    const line = await first.evaluate((one) => one.getBoundingClientRect())
    expect(line.top).toBeGreaterThanOrEqual(top)
    expect(line.top + 40, 'two lines of it').toBeLessThan(bottom)
    await page.close()
  })

  test('has room to be edited, with the buttons, in a low panel', async () => {
    const script = sampleScript(
      'rate-limiter',
      { end: 'closed' },
      { goesOn: { reasoning: true, answer: true } },
    )
    const { page } = await world.open('dark', 'narrow', [script])
    await page.setViewportSize({ width: 504, height: 666 })
    await page.locator('.row', { hasText: 'Reading from the top' }).locator('.row-title').click()
    await page.getByRole('button', { name: 'Another Way From This Step' }).click()
    await page.getByRole('menuitem', { name: 'Edit Step…' }).click()
    await page.locator('.step-editor textarea').waitFor()
    const bottoms = await page.evaluate(() =>
      ['.step-editor-bar button', '.detail-body'].map(
        (name) => document.querySelector(name)?.getBoundingClientRect().bottom ?? 0,
      ),
    )
    expect(bottoms[0]).toBeLessThanOrEqual(bottoms[1] ?? 0)
    await page.close()
  })
})

describe('the explanation', () => {
  test('is none where only blank lines came', async () => {
    const { page } = await world.open('dark', 'wide', [
      { ...ways, text: '<think>\nIs it the clock?\n</think>\n\n', end: 'closed' },
    ])
    await page.getByText('No explanation came.').waitFor()
    expect(await page.getByRole('button', { name: 'Copy the explanation as Markdown' }).count()).toBe(0)
    await page.close()
  })
})

describe('a row', () => {
  test('has a chip with the code it speaks of, which goes there and chooses nothing', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [
      sampleScript('rate-limiter', { end: 'closed' }),
    ])
    const row = page.locator('.row', { hasText: 'Reading from the top' })
    const chip = row.locator('.row-code')
    expect(await chip.innerText()).toMatch(/^:9–15/)
    await chip.click()
    expect(await page.evaluate(() => window.fakeHost.sent.at(-1))).toMatchObject({
      type: 'openReference',
      first: 9,
      last: 15,
    })
    expect(await page.locator('.row[aria-selected=true]').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('keeps title, bar and time where it is narrow, and all in its name', async () => {
    const { page } = await world.open('dark', 'narrow', [sampleScript('rate-limiter', { end: 'closed' })])
    const row = page.locator('.row', { hasText: 'Reading from the top' })
    const widths = (names: readonly string[]) =>
      Promise.all(names.map((name) => row.locator(name).evaluate((one) => one.getBoundingClientRect().width)))
    expect(Math.min(...(await widths(['.row-share', '.row-time', '.row-tokens'])))).toBeGreaterThan(30)
    expect(Math.max(...(await widths(['.row-kind', '.row-code'])))).toBeLessThan(3)
    await row.locator('.row-share').hover()
    expect(await row.locator('.row-share').getAttribute('title')).toMatch(/^\d\.\d% of the thinking$/)
    const room = async () => (await widths(['.row-title']))[0]
    const pointed = row.locator('.row-share')
    for (const [width, least] of [
      [770, 230], // the panes stand side by side
      [320, 190],
    ] as const) {
      await page.setViewportSize({ width, height: 800 })
      expect(await room(), `${width} px`).toBeGreaterThan(least)
      expect(Math.min(...(await widths(['.row-share', '.row-time'])))).toBeGreaterThan(30)
      await page.mouse.move(0, 0)
      await pointed.hover()
    }
    await page.getByRole('treeitem', { name: /Reading from the top.* :9–15.* read/ }).waitFor()
    await page.close()
  })
})

describe('text from elsewhere', () => {
  test('has no seconds where none are known, and says that it came without a question', async () => {
    const script = sampleScript('rate-limiter', { end: 'closed', untimed: true }, { question: '' })
    const { page, complaints } = await world.open('dark', 'wide', [script])
    await page.getByRole('heading', { name: 'Without a question' }).waitFor()
    const row = page.locator('.row', { hasText: 'Reading from the top' })
    for (const width of [1200, 770]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await page.locator('.row-time:visible').count()).toBe(0)
      expect((await row.locator('.row-tokens').boundingBox())?.width).toBeGreaterThan(30)
    }
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('the filter', () => {
  test('is chosen by keys alone, is seen, and goes on Escape', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [ways])
    const before = await rows(page)
    const funnel = page.getByRole('button', { name: 'Filter by Kind' })
    await funnel.press('Enter')
    await page.getByRole('menuitemcheckbox', { name: 'All kinds' }).and(page.locator(':focus')).waitFor()
    const check = page.getByRole('menuitemcheckbox', { name: /^check/ })
    while (!(await check.evaluate((item) => item === document.activeElement)))
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitemcheckbox][aria-checked=true]', { hasText: 'check' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter by Kind (on)' }).and(page.locator(':focus')).waitFor()
    expect(await page.locator('.row:not(.context) .kind-check').count()).toBe(
      await page.locator('.row:not(.context)').count(),
    )
    expect(await page.locator('.row.context').count()).toBeGreaterThan(0)
    await page.locator('[role=treeitem][tabindex="0"]').press('Escape')
    await page.locator('.row.context').first().waitFor({ state: 'detached' })
    expect(await rows(page)).toEqual(before)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('stays over a reload', async () => {
    const { page } = await world.open('dark', 'wide', [ways])
    await page.getByRole('button', { name: 'Filter by Kind' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^check/ }).click()
    await page.locator('.row.context').first().waitFor()
    const before = await rows(page)
    await page.waitForFunction(() => (sessionStorage.getItem('state') ?? '').includes('"check"'))
    await page.reload()
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.locator('.row.context').first().waitFor()
    expect(await rows(page)).toEqual(before)
    await page.close()
  })
})

describe('the overview', () => {
  const long = sampleScript('oversold-stock', { end: 'closed' })

  test('goes where one clicks, and by keys, and says where one is', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [long])
    const strip = page.getByRole('slider', { name: 'Overview of the reasoning' })
    expect(await strip.getAttribute('aria-valuetext')).toMatch(/^step 1 of \d+, \w+: ./)
    await strip.click({ position: { x: 900, y: 10 } })
    await page.locator('[role=treeitem][aria-selected=true]').waitFor()
    await page.locator('.overview-window').waitFor()
    const value = Number(await strip.getAttribute('aria-valuenow'))
    expect(value).toBeGreaterThan(20)
    await strip.press('ArrowRight')
    expect(await strip.getAttribute('aria-valuenow')).toBe(String(value + 1))
    await strip.press('Home')
    expect(await strip.getAttribute('aria-valuenow')).toBe('1')
    expect(await strip.evaluate((element) => element === document.activeElement)).toBe(true)
    const chosen = page.locator('[role=treeitem][aria-selected=true]')
    expect(await strip.getAttribute('aria-valuetext')).toContain(
      await chosen.locator('.row-title').innerText(),
    )
    expect(complaints).toEqual([])
    await page.close()
  })

  test('shows what is under the pointer, and a drag takes the tree along', async () => {
    const { page } = await world.open('dark', 'wide', [long])
    const strip = page.getByRole('slider')
    await strip.hover({ position: { x: 100, y: 10 } })
    const first = await page.locator('.overview-tip').innerText()
    await page.mouse.down()
    await page.mouse.move(800, 80, { steps: 5 })
    expect(await page.locator('.overview-tip').innerText()).not.toBe(first)
    await page.waitForFunction(() => (document.querySelector('.tree')?.scrollTop ?? 0) > 200)
    expect(await page.locator('[role=treeitem][aria-selected=true]').count()).toBe(0)
    await page.mouse.up()
    await page.locator('[role=treeitem][aria-selected=true]').waitFor()
    await page.mouse.move(800, 400)
    await page.locator('.overview-tip').waitFor({ state: 'detached' })
    await page.close()
  })

  test('is painted again for another theme, and while the reasoning grows', async () => {
    const { page } = await world.open('dark', 'wide', [long])
    const painted = () => page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const empty = await page.evaluate(() => document.createElement('canvas').toDataURL())
    await expect.poll(painted).not.toBe(empty)
    const dark = await painted()
    await page.evaluate(() => document.documentElement.style.setProperty('--vscode-charts-purple', 'red'))
    await expect.poll(painted).not.toBe(dark)
    // Slowly: on a busy machine too it is still under way when one looks.
    const next = { ...long, head: { ...long.head, id: 'next' } }
    const streaming = page
      .evaluate((script) => window.fakeHost.stream(script, 100), next)
      .catch(() => undefined)
    await page.locator('.state-thinking').first().waitFor()
    const early = await painted()
    await expect.poll(painted).not.toBe(early)
    await page.close()
    await streaming
  })
})

describe('search', () => {
  test('finds in steps that are not drawn and in the answer, and gives the keyboard back', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [ways])
    const row = page.locator('[role=treeitem]').nth(1)
    await row.click()
    await page.keyboard.press('Control+f')
    const field = page.getByRole('textbox', { name: 'Search steps and explanation' })
    await field.and(page.locator(':focus')).waitFor()
    await field.fill('0.75')
    await page.getByText('2 matches', { exact: true }).waitFor()
    await field.press('Enter')
    await page.getByText('1 of 2', { exact: true }).waitFor()
    expect(await lit(page, 'match-here')).toEqual(['0.75'])
    await page.locator('.detail .prose', { hasText: '0.75 is lost' }).waitFor()
    await field.press('Enter')
    await page.getByText('2 of 2', { exact: true }).waitFor()
    expect(await lit(page, 'match-answer')).toEqual(['0.75'])
    expect(await lit(page, 'match-here')).toEqual(['0.75'])
    await field.press('Shift+Enter')
    await page.getByText('1 of 2', { exact: true }).waitFor()
    await field.press('Escape')
    await field.waitFor({ state: 'detached' })
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await lit(page, 'match-answer')).toEqual([])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('lights up titles, over marks and elements, and counts what is folded away', async () => {
    const { page } = await world.open('dark', 'wide', [ways])
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'search' }))
    const field = page.getByRole('textbox', { name: 'Search steps and explanation' })
    await field.fill('ALLOW starves because')
    await page.getByText('1 match', { exact: true }).waitFor()
    expect(await lit(page, 'match-answer')).toEqual(['allow starves because'])
    await field.fill('clock')
    await page.locator('.row-hits').first().waitFor()
    await field.fill('another approach')
    await expect.poll(async () => (await lit(page, 'match-tree')).length).toBeGreaterThan(0)
    await field.fill('no such words')
    await page.getByText('No matches').waitFor()
    await field.press('Enter')
    await page.getByRole('button', { name: 'Close Search (Esc)' }).click()
    await field.waitFor({ state: 'detached' })
    await page.close()
  })
})

describe('paragraphs and steps', () => {
  test('lead to each other where both speak of the same', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [ways])
    const paragraph = page.locator('.passage', { hasText: 'A clock that runs backwards' })
    const button = paragraph.getByRole('button', { name: /^1 step bears on paragraph 3$/ })
    await button.press('Enter')
    const item = page.getByRole('menuitem', { name: /First, look at the clock.*backwards/ })
    await item.and(page.locator(':focus')).waitFor()
    expect(await page.locator('.passage.lit').count()).toBe(0)
    await page.keyboard.press('Enter')
    await page
      .locator('[role=treeitem][aria-selected=true]', { hasText: 'First, look at the clock' })
      .waitFor()
    expect(await page.locator('.passage.lit').innerText()).toContain('A clock that runs backwards')
    await page.setViewportSize({ width: 1200, height: 420 })
    await page.locator('.answer').evaluate((answer) => answer.scrollTo(0, 0))
    await page.getByRole('button', { name: 'Go to paragraph 3 of the explanation' }).click()
    expect(await inSight(page, '.passage.lit', '.answer')).toBe(true)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('have no links without evidence, and none before a paragraph is finished', async () => {
    const { page } = await world.open('dark', 'wide', [
      { ...ways, text: '<think>So be it.</think>\nAll is well.\n' },
    ])
    await page.locator('.passage p').waitFor()
    expect(await page.locator('.passage-steps').count()).toBe(0)
    const streaming = page.evaluate((script) => window.fakeHost.stream(script, 200), {
      ...ways,
      head: { ...ways.head, id: 'next' },
      already: ways.text.indexOf('## What happens') + 300,
    })
    await page.locator('.passage-steps').first().waitFor()
    await streaming
    await page.locator('.passage-steps').nth(1).waitFor()
    await page.close()
  })
})

function inSight(page: Page, what: string, room: string): Promise<boolean> {
  return page.evaluate(
    ([what, room]) => {
      const [box, frame] = [what, room].map((name) =>
        document.querySelector(name ?? '')?.getBoundingClientRect(),
      )
      return (
        box !== undefined && frame !== undefined && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1
      )
    },
    [what, room],
  )
}

/** The texts that a highlight covers. */
function lit(page: Page, name: string): Promise<readonly string[]> {
  return page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map(String), name)
}

function rows(page: Page): Promise<readonly string[]> {
  return page.locator('[role=treeitem]').evaluateAll((items) => items.map((item) => item.textContent))
}

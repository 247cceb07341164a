import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { TurnId } from '../../src/protocol/webview.ts'
import { middleOf, said } from './support/doing.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed', usage: true })
const thinkEnd = whole.text.indexOf('</think>')
const { end: _, ...thinking } = { ...whole, upTo: Math.round(thinkEnd * 0.7) }

const world = useWorld()

describe('what people do', () => {
  test('stop', async () => {
    const { page } = await world.open('dark', 'wide', [thinking])
    await page.getByRole('button', { name: 'Stop' }).click()
    expect(await said(page, 'stop')).toEqual([{ type: 'stop', turn: 'rate-limiter' }])
    await page.close()
  })

  test('ask on: Enter sends, Shift+Enter does not, nothing is sent while it runs', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const box = page.getByRole('textbox', { name: 'Follow-up question' })
    await box.fill('And')
    await box.press('Shift+Enter')
    await box.pressSequentially('then?')
    await box.press('Enter')
    expect(await said(page, 'ask')).toEqual([
      { type: 'ask', follows: 'rate-limiter', question: 'And\nthen?' },
    ])
    await box.press('Enter')
    expect(await said(page, 'ask')).toHaveLength(1)
    expect(await box.inputValue()).toBe('And\nthen?')
    const asked = { ...thinking.head, id: 'next', follows: 'rate-limiter' as TurnId, question: 'And\nthen?' }
    await page.evaluate((script) => void window.fakeHost.stream(script, 4000), { ...thinking, head: asked })
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '')

    await page.evaluate((script) => window.fakeHost.show([script]), thinking)
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await box.fill('More?')
    await box.press('Enter')
    expect(await said(page, 'ask')).toHaveLength(1)
    await page.getByText('Waits for this answer to end').waitFor()
    await page.getByRole('button', { name: 'Show what would be sent' }).click()
    expect(await said(page, 'preview')).toEqual([
      { type: 'preview', follows: 'rate-limiter', question: 'More?' },
    ])
    await page.close()
  })

  test('follow mentions of code, in the answer and in a step', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.answer').getByRole('link', { name: 'src/rateLimiter.ts:32' }).click()
    await page.locator('[role=treeitem][aria-level="1"]').nth(1).click()
    await page.getByRole('button', { name: /^\d+ more$/ }).click()
    await page.locator('.chip', { hasText: /^line 34$/ }).click()
    await page.locator('.detail .prose').getByRole('link', { name: 'line 33' }).first().focus()
    await page.keyboard.press('Enter')
    expect(await said(page, 'openReference')).toEqual([
      { type: 'openReference', turn: 'rate-limiter', path: 'src/rateLimiter.ts', first: 32, last: 32 },
      { type: 'openReference', turn: 'rate-limiter', first: 34, last: 34 },
      { type: 'openReference', turn: 'rate-limiter', first: 33, last: 33 },
    ])
    await page.close()
  })

  test('look at what was sent, copy code, and do what helps after a failure', async () => {
    const failed = {
      ...thinking,
      end: { code: 'unauthorized', message: 'The key was refused.', action: 'setKey' },
    } as const
    const { page } = await world.open('dark', 'wide', [failed])
    await page.getByRole('alert').getByText('The key was refused.').waitFor()
    await page.getByRole('button', { name: 'Set API Key and Ask Again' }).click()
    await page.getByRole('button', { name: 'Ask Again', exact: true }).click()
    expect(await said(page, 'act')).toEqual([
      { type: 'act', turn: 'rate-limiter', action: 'setKey' },
      { type: 'act', turn: 'rate-limiter', action: 'askAgain' },
    ])
    await page.getByTitle('Show what was sent').click()
    expect(await said(page, 'showRequest')).toHaveLength(1)

    await page.evaluate((script) => window.fakeHost.show([script]), whole)
    await page.locator('.answer .code').first().hover()
    await page.locator('.answer').getByRole('button', { name: 'Copy code' }).first().click()
    expect((await said(page, 'copy'))[0]?.text).toContain('#refill(): void {')
    await page.close()
  })

  test('put code of the answer to use; code of the reasoning is only copied', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const code = page.locator('.answer .code').first()
    await code.hover()
    await code.getByRole('button', { name: 'Insert at the cursor' }).click()
    await code.getByRole('button', { name: 'Compare with what is selected' }).click()
    for (const type of ['insertCode', 'compareCode'] as const) {
      const [message] = await said(page, type)
      expect(message).toMatchObject({ type, turn: 'rate-limiter' })
      expect(message?.text).toMatch(/^#refill\(\): void \{\n {2}const now/)
    }
    await page.locator('.row-phase').nth(1).click()
    const draft = page.locator('.detail .code').first()
    await draft.hover()
    expect(await draft.getByRole('button').evaluateAll(labels)).toEqual(['Copy code'])
    await page.close()
  })

  test('go between the turns of a conversation', async () => {
    const first = sampleScript('discount-cents', { end: 'closed' })
    const { page } = await world.open('dark', 'wide', [first, whole])
    await page.getByRole('tab').first().click()
    await page.locator('h1', { hasText: first.head.question.slice(0, 30) }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('h1', { hasText: 'importer' }).waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-selected'))).toBe('true')
    await page.close()
  })

  test('find the chosen tab in sight, however many there are', async () => {
    const many = Array.from({ length: 12 }, (_none, index) => ({
      ...whole,
      head: { ...whole.head, id: `turn-${index}` },
    }))
    const { page } = await world.open('dark', 'narrow', many)
    const strip = page.getByRole('tablist', { name: 'Questions of this panel' })
    const scrolled = () => strip.evaluate(({ scrollLeft }) => scrollLeft)
    expect(await strip.getByRole('tab').last().innerText()).toMatch(/\.ts:\d+–\d+ · /)
    expect(await scrolled()).toBeGreaterThan(0)
    await strip.getByRole('tab').last().press('Home')
    expect(await scrolled()).toBe(0)
    await page.close()
  })

  test('size the panes, by mouse and by keys', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const bar = page.getByRole('separator', { name: 'Resize steps and explanation' })
    await bar.focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(
      () => document.querySelector('.panes > [role=separator]')?.getAttribute('aria-valuenow') === '48',
    )
    await page.mouse.move(...(await middleOf(page, '.panes > [role=separator]')))
    await page.mouse.down()
    await page.mouse.move(400, 400)
    await page.mouse.up()
    await page.waitForFunction(
      () => document.querySelector('.panes > [role=separator]')?.getAttribute('aria-valuenow') === '33',
    )
    const width = await page.locator('.pane-steps').evaluate((pane) => pane.clientWidth)
    expect(width).toBeGreaterThan(390)
    expect(width).toBeLessThan(410)
    await page.close()
  })

  test('find the page as they left it after a reload', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.getByRole('separator', { name: 'Resize steps and explanation' }).press('Home')
    await page.locator('[role=treeitem][aria-level="2"]').nth(2).click()
    await page.keyboard.press('ArrowRight')
    await page.locator('textarea').fill('unsent')
    await page.setViewportSize({ width: 1200, height: 500 })
    await page.locator('.answer').evaluate((answer) => answer.scrollTo(0, 120))
    await page.waitForTimeout(500)
    const before = await rowNames(page)
    const chosen = await page.locator('[aria-selected=true][role=treeitem]').getAttribute('data-step')
    await page.reload()
    await page.evaluate((script) => window.fakeHost.show([script]), whole)
    await page.locator('#turn').waitFor()
    await page.waitForTimeout(100)
    // How many rows are drawn out of sight is of no account
    expect((await rowNames(page)).slice(0, before.length)).toEqual(before)
    expect(await page.locator('[aria-selected=true][role=treeitem]').getAttribute('data-step')).toBe(chosen)
    expect(await page.locator('textarea').inputValue()).toBe('unsent')
    expect(await page.locator('.panes > [role=separator]').getAttribute('aria-valuenow')).toBe('15')
    expect(await page.locator('.answer').evaluate((answer) => answer.scrollTop)).toBe(120)
    await page.close()
  })
})

describe('what is loaded on first use', () => {
  test('sets formulas as MathML and colours code, under the page’s policy', async () => {
    const text =
      '<think>So \\(O(n \\log n)\\) it is.</think>\\[ \\frac{a_1}{b} \\]\n\n```ts\nconst a = 1\n```'
    const { page, complaints } = await world.open('dark', 'wide', [{ ...whole, text }])
    await page.locator('.answer math mfrac').waitFor()
    await page.locator('.answer .hljs-keyword', { hasText: 'const' }).waitFor()
    await page.locator('[role=treeitem]').first().click()
    await page.locator('.detail math').waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })
})

describe('what is quoted', () => {
  test('has as much room below as above', async () => {
    const text = '<think>So.</think>> One.\n>\n> Two.\n\nNot quoted.'
    const { page } = await world.open('dark', 'wide', [{ ...whole, text }])
    const quote = page.locator('.answer blockquote')
    await quote.getByText('Two.').waitFor()
    const [above, below] = await quote.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect()
      const [first, last] = [element.firstElementChild, element.lastElementChild]
      return [
        (first?.getBoundingClientRect().top ?? 0) - top,
        bottom - (last?.getBoundingClientRect().bottom ?? 0),
      ]
    })
    expect(below).toBe(above)
    await page.close()
  })
})

describe('narrow panels', () => {
  test('stack, with the splitter lying down', async () => {
    const { page } = await world.open('dark', 'narrow', [whole])
    const [steps, answer] = await Promise.all(
      ['.pane-steps', '.pane-answer'].map((pane) => page.locator(pane).boundingBox()),
    )
    expect((steps?.y ?? 0) + (steps?.height ?? 0)).toBeLessThanOrEqual(answer?.y ?? 0)
    const bar = page.getByRole('separator', { name: 'Resize steps and explanation' })
    expect(await bar.getAttribute('aria-orientation')).toBe('horizontal')
    await bar.press('ArrowUp')
    await page.waitForFunction(
      () => document.querySelector('.panes > [role=separator]')?.getAttribute('aria-valuenow') === '50',
    )
    await page.close()
  })

  test('lose nothing at 320 pixels', async () => {
    const { page } = await world.open('dark', 'narrow', [whole])
    await page.setViewportSize({ width: 320, height: 640 })
    const wider = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wider).toBe(320)
    await page.close()
  })
})

function labels(buttons: readonly Element[]): readonly (string | null)[] {
  return buttons.map((button) => button.getAttribute('aria-label'))
}

function rowNames(page: Page): Promise<readonly string[]> {
  return page.locator('[role=treeitem]').evaluateAll((rows) => rows.map((row) => row.textContent))
}

import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { said } from './support/doing.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed', usage: true })

const world = useWorld()

describe('stepping', () => {
  test('brackets walk the steps, wherever the keyboard is but in a box', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [whole])
    await page.locator('[role=treeitem]').first().focus()
    await page.keyboard.press(']')
    await page.locator('.row-step[aria-selected=true]:focus').waitFor()
    const first = await chosen(page)
    await page.locator('.answer').focus()
    await page.keyboard.press(']')
    expect(await chosen(page)).not.toBe(first)
    await page.keyboard.press('[')
    expect(await chosen(page)).toBe(first)
    await page.keyboard.press('(')
    await page.locator('.row-phase[aria-selected=true]').waitFor()
    await page.keyboard.press('Backspace')
    expect(await chosen(page)).toBe(first)
    await page.locator('textarea').fill('')
    await page.locator('textarea').press(']')
    expect(await page.locator('textarea').inputValue()).toBe(']')
    expect(await chosen(page)).toBe(first)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('letters still find titles', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('[role=treeitem]').first().focus()
    await page.keyboard.type('the')
    await page.locator('.row-step:focus', { hasText: 'The complaint is quite specific' }).waitFor()
    await page.close()
  })

  test('the buttons do the same, keep the keyboard, and are one stop of the Tab key', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-step').first().click()
    const bar = page.getByRole('toolbar', { name: 'From step to step' })
    await bar.getByRole('button', { name: 'Next step' }).click()
    await bar.getByRole('button', { name: 'Next step' }).click()
    expect(await bar.getByRole('button', { name: 'Next step' }).evaluate(isFocused)).toBe(true)
    expect(await bar.locator('[tabindex="0"]').count()).toBe(1)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    const here = await chosen(page)
    await page.keyboard.press('Home')
    for (let press = 0; press < 3; press++) await page.keyboard.press('Enter')
    const previous = bar.getByRole('button', { name: 'Previous step' })
    expect(await previous.getAttribute('aria-disabled')).toBe('true')
    expect(await previous.evaluate(isFocused)).toBe(true)
    expect(await chosen(page)).not.toBe(here)
    await page
      .getByRole('status')
      .filter({ hasText: /^frame: The complaint/ })
      .waitFor()
    await page.close()
  })

  test('the menu has the rest, by keys alone', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-step').nth(1).click()
    const kind = page.locator('.row[aria-selected=true] .row-kind')
    const [before, sort] = [await chosen(page), await kind.innerText()]
    const more = page.getByRole('button', { name: 'More ways to step' })
    await more.focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('menuitem', { name: 'Back to where one was' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await more.evaluate(isFocused)).toBe(true)
    expect(await chosen(page)).not.toBe(before)
    expect(await kind.innerText()).toBe(sort)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    expect(await more.evaluate(isFocused)).toBe(true)
    await page.locator('.detail').waitFor()
    await page.close()
  })

  test('the crumbs lead to what is around the step', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const row = page.locator('.row-step[aria-level="3"]').first()
    await row.click()
    const crumbs = page.getByRole('navigation', { name: 'Where the step stands' })
    expect(await crumbs.locator('[aria-current=step]').innerText()).toBe(
      await row.locator('.row-title').innerText(),
    )
    expect(await crumbs.getByRole('listitem').count()).toBe(3)
    await crumbs.getByRole('button').first().click()
    await page.locator('.row-phase[aria-selected=true]').waitFor()
    expect((await said(page, 'selectStep')).length).toBe(2)
    await page.close()
  })

  test('each crumb has room for a word to know it by, where there is little too', async () => {
    const { page } = await world.open('dark', 'narrow', [whole])
    await page.getByRole('button', { name: 'More…' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Show Statements Too' }).click()
    await page.keyboard.press('Escape')
    await page.locator('.row-statement[aria-level="4"]').first().click()
    const crumbs = page.locator('.crumbs li > :last-child')
    await crumbs.nth(3).waitFor()
    expect(await crumbs.count()).toBe(4)
    const widths = await crumbs.evaluateAll((all) => all.map((crumb) => crumb.getBoundingClientRect().width))
    expect(Math.min(...widths)).toBeGreaterThan(30)
    await page.close()
  })

  test('closing the text of a step gives the keyboard back to its row', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-step').nth(2).click()
    const row = await chosen(page)
    for (const close of ['button', 'key'] as const) {
      if (close === 'button') await page.getByRole('button', { name: 'Close (Esc)' }).click()
      else await page.locator('.detail-body').press('Escape')
      await page.locator('.detail').waitFor({ state: 'detached' })
      expect(await page.locator(':focus').getAttribute('data-step')).toBe(row)
      await page.keyboard.press('Backspace')
      expect(await chosen(page)).toBe(row)
    }
    await page.close()
  })

  test('a command of VS Code moves, and asks for a step', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'next' }))
    await page.locator('.row-step[aria-selected=true]').waitFor()
    const step = await page.locator('.row-step').nth(4).getAttribute('data-step')
    await page.evaluate(
      (id) => window.fakeHost.post({ type: 'stepAsked', turn: 'rate-limiter', step: id }),
      step,
    )
    await page.waitForFunction(
      (id) => document.querySelector('.row[aria-selected=true]')?.getAttribute('data-step') === id,
      step,
    )
    expect((await said(page, 'inView')).at(-1)).toMatchObject({ step })
    await page.close()
  })
})

describe('playing', () => {
  test('goes through the steps in order while the host is told, and pauses', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-step').first().click()
    await page.getByRole('button', { name: 'Speed ×1' }).click()
    await page.getByRole('button', { name: 'Speed ×2' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    expect(await chosen(page)).toBe(await page.locator('.row-step').last().getAttribute('data-step'))
    const steps = (await said(page, 'selectStep')).map(({ step }) => step)
    const order = await page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-step')))
    // A slow machine passes over short ones.
    expect(steps.length).toBeGreaterThan(3)
    expect(new Set(steps).size).toBe(steps.length)
    expect(order.filter((id) => steps.some((step) => step === id))).toEqual(
      steps.filter((id) => order.includes(id)),
    )
    expect(complaints).toEqual([])
    await page.close()
  })

  test('Shift+Space plays and pauses, plus and minus set the speed, a click stops it', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-phase').first().click()
    await page.keyboard.press('Shift+Space')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.locator('.play-done').waitFor({ state: 'attached' })
    await page.keyboard.press('+')
    await page.getByRole('button', { name: 'Speed ×2' }).waitFor()
    await page.keyboard.press('Shift+Space')
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    await page.keyboard.press('Shift+Space')
    // Others may come to be drawn after it.
    const step = await page.locator('.row-phase').last().getAttribute('data-step')
    const row = page.locator(`[data-step="${step}"]`)
    await row.click()
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor()
    expect(await row.getAttribute('aria-selected')).toBe('true')
    await page.close()
  })
})

describe('the list of keys', () => {
  test('opens by ?, a button and a command, holds the keyboard, and gives it back', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const row = page.locator('[role=treeitem]').nth(2)
    await row.click()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.getByText('Slower and faster').waitFor()
    for (let press = 0; press < 5; press++) {
      expect(await dialog.locator(':focus').count()).toBe(1)
      await page.keyboard.press(press < 3 ? 'Tab' : 'Shift+Tab')
    }
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await row.evaluate(isFocused)).toBe(true)
    await page.locator('.detail').waitFor()

    const button = page.getByRole('button', { name: 'Show all keys' })
    await button.click()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await button.evaluate(isFocused)).toBe(true)

    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'help' }))
    await dialog.waitFor()
    await page.keyboard.press('?')
    await dialog.waitFor({ state: 'detached' })
    await page.close()
  })

  test('has a Mac’s keys on a Mac, where they work', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.evaluate(() => Object.defineProperty(navigator, 'platform', { value: 'MacIntel' }))
    await page.locator('[role=treeitem]').nth(2).click()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    await dialog.locator('kbd').first().waitFor()
    const keys = await dialog.locator('kbd').allTextContents()
    expect(keys).toEqual(
      expect.arrayContaining(['⌘F', '⌘Enter', '⌘Escape', '⌘K ⌘A', '⌥PageUp', '⌥⇧PageDown']),
    )
    expect(keys.filter((key) => /Ctrl|Alt|Shift/.test(key))).toEqual([])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await page.keyboard.press('Meta+f')
    await page.locator('input:focus').waitFor()
    for (const title of ['Previous Match (⇧Enter)', 'Play (⇧Space)']) await page.getByTitle(title).waitFor()
    await page.close()
  })
})

function chosen(page: Page): Promise<string | null> {
  return page.locator('.row[aria-selected=true]').getAttribute('data-step')
}

function isFocused(element: Element): boolean {
  return element === document.activeElement
}

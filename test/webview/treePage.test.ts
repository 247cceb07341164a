import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { said } from './support/doing.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed', usage: true })
const thinkEnd = whole.text.indexOf('</think>')
/** As long as ten traces, so that its tree scrolls however it is cut. */
const long = { ...whole, text: `<think>${whole.text.slice(7, thinkEnd).repeat(10)}</think>Done.` }

const world = useWorld()

describe('the tree', () => {
  test('is one stop of the Tab key, and the arrows walk it while the host is told', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [whole])
    expect(await page.locator('[role=tree] [tabindex="0"]').count()).toBe(1)
    await page.locator('[role=treeitem]').first().focus()
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowDown')
    await page.locator('[role=treeitem][aria-selected=true]:focus').waitFor()
    expect(new Set((await said(page, 'selectStep')).map(({ step }) => step)).size).toBe(5)
    expect(await page.locator('[role=tree] [tabindex="0"]').count()).toBe(1)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('opens a step to its statements and comes back out', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const leaf = page.locator('[role=treeitem][aria-expanded=false]').first()
    await leaf.click()
    await page.keyboard.press('ArrowRight')
    await page.locator('.row-statement').first().waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('.row-statement:focus').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.locator('.row-step:focus').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.locator('.row-statement').first().waitFor({ state: 'detached' })
    await page.close()
  })

  test('places, sizes and levels fit together', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const rows = await page.locator('[role=treeitem]').evaluateAll((items) =>
      items.map((item) => ({
        level: Number(item.getAttribute('aria-level')),
        place: Number(item.getAttribute('aria-posinset')),
        size: Number(item.getAttribute('aria-setsize')),
        expanded: item.getAttribute('aria-expanded'),
      })),
    )
    const top = rows.filter(({ level }) => level === 1)
    expect(top.map(({ place }) => place)).toEqual(top.map((_row, index) => index + 1))
    for (const { place, size } of rows) expect(place).toBeLessThanOrEqual(size)
    for (const { level, expanded } of rows) if (level === 1) expect(expanded).toBe('true')
    await page.close()
  })

  test('shows the whole text of a step, and lets go of it on Escape', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('[role=treeitem][aria-level="1"]').nth(1).click()
    await page.locator('.detail .prose', { hasText: 'My first suspicion is the clock.' }).waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.detail').waitFor({ state: 'detached' })
    expect(await page.locator('[role=treeitem][aria-level="1"]:focus').count()).toBe(1)
    expect((await said(page, 'selectStep')).at(-1)).toMatchObject({ step: null })
    await page.close()
  })

  test('keeps the chosen step in sight where the window becomes lower, but not one that was scrolled away', async () => {
    const { page } = await world.open('dark', 'wide', [long])
    await page.locator('[role=treeitem]').first().focus()
    for (let press = 0; press < 2; press++) await page.keyboard.press('PageDown')
    const chosen = page.locator('.row[aria-selected=true]')
    await chosen.waitFor()
    await page.setViewportSize({ width: 1200, height: 560 })
    await expect.poll(() => inSight(page)).toBe(true)
    await page.locator('.tree').evaluate((tree) => tree.scrollTo(0, 0))
    await expect.poll(() => inSight(page)).toBe(false)
    await page.setViewportSize({ width: 1200, height: 460 })
    await page.waitForFunction(() => (document.querySelector('.tree')?.clientHeight ?? 999) < 200)
    expect(await inSight(page)).toBe(false)
    await page.close()
  })

  test('keeps its elements in a leap, shows what is in sight at once and the rows around it after', async () => {
    const { page } = await world.open('dark', 'wide', [long])
    await page.getByRole('button', { name: 'Show Statements Too' }).click()
    await page.waitForFunction(() => (document.querySelector('.tree-room')?.clientHeight ?? 0) > 8000)
    await page.waitForTimeout(200)
    const [kept, before, chips, after] = await page.evaluate(async () => {
      const tree = document.querySelector('.tree')
      const rows = [...document.querySelectorAll('.row')]
      tree?.scrollTo(0, 5000)
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame)
      const leapt = [...document.querySelectorAll('.row')]
      const chips = document.querySelectorAll('.row-code').length
      await new Promise((resolve) => setTimeout(resolve, 400))
      return [
        leapt.every((row) => rows.includes(row)),
        leapt.length,
        chips,
        document.querySelectorAll('.row').length,
      ]
    })
    expect(kept).toBe(true)
    expect(after).toBeGreaterThan(Number(before) + 10)
    expect(chips).toBe(0)
    expect(await page.locator('.row-code').count()).toBeGreaterThan(0)
    const tops = await page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => Number.parseInt(getComputedStyle(row).top, 10)))
    expect(tops).toEqual(tops.toSorted((one, other) => one - other))
    await page.close()
  })

  test('draws few elements of many steps', async () => {
    const { page } = await world.open('dark', 'wide', [long])
    await page.getByRole('button', { name: 'Show Statements Too' }).click()
    await page.waitForFunction(() => (document.querySelector('.tree-room')?.clientHeight ?? 0) > 8000)
    expect(await page.locator('*').count()).toBeLessThan(1200)
    await page.locator('[role=treeitem]').first().focus()
    await page.keyboard.press('End')
    await page.locator('[role=treeitem]:focus').waitFor()
    expect(await page.locator('[role=treeitem]').count()).toBeLessThan(80)
    await page.close()
  })
})

/** Whether the chosen row is seen wholly. */
function inSight(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const tree = document.querySelector('.tree')?.getBoundingClientRect()
    const row = document.querySelector('.row[aria-selected=true]')?.getBoundingClientRect()
    return tree !== undefined && row !== undefined && row.top >= tree.top && row.bottom <= tree.bottom
  })
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { StepId } from '../../src/core/step.ts'
import type { ToWebview, TurnId } from '../../src/protocol/webview.ts'
import { sizes } from './support/browser.ts'
import { violations } from './support/axe.ts'
import { insideOfScript } from './support/inside.ts'
import { judgedBy } from './support/judged.ts'
import { useWorld } from './support/world.ts'
import { themes } from './support/site.ts'
import { states, ways } from './support/states.ts'

const world = useWorld()

describe.each(themes)('%s: axe finds nothing', (theme) => {
  let page: Page
  beforeAll(async () => {
    page = (await world.open(theme, 'wide', [])).page
  })
  afterAll(() => page.close())

  test('in an empty panel', async () => {
    expect(await violations(page)).toEqual([])
  })

  test.each(Object.entries(states))('in the state %s', async (_, state) => {
    await page.evaluate((script) => window.fakeHost.show([script]), state)
    await page.locator('#turn').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('with abandoned steps, a filter and its menu open', async () => {
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.locator('.row.abandoned').first().waitFor()
    await page.getByRole('slider').hover()
    await page.locator('.overview-tip').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Filter by Kind' }).click()
    await page.getByRole('menuitemcheckbox', { name: /^check/ }).click()
    await page.locator('.row.context').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show Only What Led to the Answer' }).click()
    expect(await violations(page)).toEqual([])
  })

  test('with the steps that bear on a paragraph, and a step that ends in one', async () => {
    await page.evaluate((script) => window.fakeHost.show([script]), ways)
    await page.locator('.passage-steps').nth(1).press('Enter')
    await page.locator('[role=menuitem]:focus').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Enter')
    await page.locator('.passage.lit').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('with a search under way', async () => {
    const another = { ...ways, head: { ...ways.head, id: 'searched' } }
    await page.evaluate((script) => window.fakeHost.show([script]), another)
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'search' }))
    const field = page.getByRole('textbox', { name: 'Search steps and explanation' })
    await field.fill('clock')
    await page.locator('.row-hits').first().waitFor()
    await field.press('Enter')
    expect(await violations(page)).toEqual([])
    await field.press('Escape')
  })

  test('while one steps: the menu, a statement, playing, the list of keys', async () => {
    await page.evaluate((script) => window.fakeHost.show([script]), states.done)
    await page.locator('.row-step[aria-expanded=false]').first().click()
    await page.getByRole('button', { name: 'More ways to step' }).click()
    await page.getByRole('menuitem').first().and(page.locator(':focus')).waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'hidden' })
    await page.keyboard.press(')')
    await page.locator('.row-statement[aria-selected=true]').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.locator('.play-done').waitFor({ state: 'attached' })
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.keyboard.press('?')
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  test('while one judges: a step of which others have said something, and a comment begun', async () => {
    const script = { ...states.done, head: { ...states.done.head, id: 'judged' } }
    await page.evaluate((one) => window.fakeHost.show([one]), script)
    const row = page.locator('.row-step').first()
    await row.click()
    const step = (await row.getAttribute('data-step')) as StepId
    const turn = script.head.id as TurnId
    await page.evaluate((message) => window.fakeHost.post(message), {
      type: 'judged',
      turn,
      judged: judgedBy(step),
    } satisfies ToWebview)
    await page.locator('.comment-text').waitFor()
    expect(await violations(page)).toEqual([])
    await row.press('7')
    await page.getByRole('textbox', { name: 'Comment on the Step…' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await violations(page)).toEqual([])
    await page.setViewportSize(sizes.wide)
  })

  test('while a step is led another way, with its menu and its text to be edited', async () => {
    const script = { ...states.done, head: { ...states.done.head, id: 'led' } }
    await page.evaluate((one) => window.fakeHost.show([one]), script)
    await page.locator('.row-step').first().click()
    await page.getByRole('button', { name: 'Another Way From This Step' }).click()
    const edit = page.getByRole('menuitem', { name: 'Edit Step…' })
    await edit.waitFor()
    expect(await violations(page)).toEqual([])
    await edit.click()
    await page.locator('.step-editor textarea').waitFor()
    expect(await violations(page)).toEqual([])
  })

  test('inside the run', async () => {
    await page.evaluate((one) => window.fakeHost.show([one]), states.done)
    await page.locator('.row-step').first().waitFor()
    const inside = insideOfScript(states.done)
    await page.evaluate((message) => window.fakeHost.post(message), inside.whole)
    await page.getByRole('button', { name: 'Inside the Run' }).click()
    const view = page.getByRole('region', { name: 'Inside the run' })
    await view.getByText('mean probability').waitFor()
    await view.getByRole('button', { name: 'Colour Steps by Certainty' }).click()
    await page.locator('.row-sure').nth(3).waitFor()
    expect(await violations(page)).toEqual([])
    const row = page.locator('.row-step').first()
    await row.click()
    const step = (await row.getAttribute('data-step')) as StepId
    await page.evaluate((message) => window.fakeHost.post(message), inside.step(step))
    await view.locator('.token').first().click()
    expect(await violations(page)).toEqual([])
  })

  test('with several turns, a chosen step and a question begun, wide and narrow', async () => {
    const other = { ...states.failed, head: { ...states.failed.head, id: 'other' } }
    const follow = {
      ...states.cut,
      head: { ...states.cut.head, id: 'next', follows: states.done.head.id as TurnId },
    }
    await page.evaluate((scripts) => window.fakeHost.show(scripts), [states.done, other, follow])
    await page.getByRole('tab').first().click()
    await page.locator('[role=treeitem]').nth(2).click()
    await page.locator('textarea').fill('And then?')
    expect(await violations(page)).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
    expect(await violations(page)).toEqual([])
  })
})

describe('the tree', () => {
  test('tells of each row where it stands, statements too', async () => {
    const { page } = await world.open('dark', 'wide', [states.done])
    await page.setViewportSize({ width: 1200, height: 4000 })
    await page.getByRole('button', { name: 'Show Statements Too' }).click()
    await page.locator('.row-statement').nth(20).waitFor()
    const rows = await page.getByRole('treeitem').evaluateAll((items) =>
      items.map((item) => ({
        level: Number(item.getAttribute('aria-level')),
        place: Number(item.getAttribute('aria-posinset')),
        size: Number(item.getAttribute('aria-setsize')),
        open: item.getAttribute('aria-expanded'),
      })),
    )
    const path: { place: number; size: number }[] = []
    for (const [index, { level, place, size, open }] of rows.entries()) {
      const left = path.splice(level)
      for (const { place: last, size: of } of left) expect(last).toBe(of)
      expect(level).toBeLessThanOrEqual(path.length + 1)
      const before = path[level - 1]
      expect(place).toBe(before ? before.place + 1 : 1)
      if (before) expect(size).toBe(before.size)
      path[level - 1] = { place, size }
      const inside = (rows[index + 1]?.level ?? 0) > level
      expect(open).toBe(inside ? 'true' : null)
    }
    await page.close()
  })
})

describe('where there is little room', () => {
  test.each([
    ['320 pixels', 320, 640],
    ['200 % of a wide panel', 600, 400],
    ['200 % of a panel alone in its window', 742, 348],
    ['400 %', 320, 256],
    ['200 % of the narrowest that an editor can be', 220, 298],
  ])('all can be reached by keys and is in sight then: %s', async (_, width, height) => {
    const next = { ...states.done, head: { ...states.done.head, id: 'next' } }
    const { page } = await world.open('dark', 'wide', [next, states.done])
    await page.setViewportSize({ width, height })
    await page.locator('.row-phase').first().click()
    await page.locator('textarea').fill('And then?')
    const hidden = await page.evaluate(() => {
      const stops = [...document.querySelectorAll<HTMLElement>('button, textarea, [tabindex="0"]')]
      return stops.flatMap((stop) => {
        stop.focus()
        if (document.activeElement !== stop) return []
        const { left, right, top, bottom } = stop.getClientRects()[0] ?? new DOMRect()
        // Of what is higher than its pane, a part is enough.
        for (let y = top + Math.min(bottom - top, 8) / 2; y < Math.min(bottom, innerHeight); y += 8) {
          const there = document.elementFromPoint((left + right) / 2, y)
          if (there !== null && (stop.contains(there) || there.contains(stop)) && left >= 0) return []
        }
        return [stop.outerHTML.slice(0, 120)]
      })
    })
    expect(hidden).toEqual([])
    const widths = await page.evaluate(() =>
      [document.documentElement, document.querySelector('.app')].map((part) => part?.scrollWidth),
    )
    expect(widths, 'nothing is beside what is in sight').toEqual([width, width])
    const text = await page.locator('.detail-body').evaluate(({ clientHeight }) => clientHeight)
    expect(text, 'three lines of the step').toBeGreaterThanOrEqual(60)
    await page.close()
  })
})

describe('a screen reader', () => {
  test('hears of phases and the end, not of every token', async () => {
    const { page } = await world.open('dark', 'wide', [])
    await page.evaluate(() => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => {
        const text = document.querySelector('[aria-live=polite]')?.textContent
        if (text && heard.at(-1) !== text) heard.push(text)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    await page.evaluate((script) => window.fakeHost.stream(script, 2000), states.done)
    await page.locator('[aria-live=polite]', { hasText: /^Done, \d+ steps$/ }).waitFor()
    const heard = await page.evaluate(() =>
      'heard' in window && Array.isArray(window.heard) ? window.heard.length : 0,
    )
    expect(heard).toBeLessThan(6)
    await page.close()
  })
})

describe('reduced motion', () => {
  test('nothing moves by itself', async () => {
    const { page } = await world.open('dark', 'wide', [states.thinking])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await page.close()
  })
})

import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { TurnId } from '../../src/protocol/webview.ts'
import { inFrame } from './support/inFrame.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed', usage: true })
const named = (id: string, follows: string | null = null) => ({
  ...whole,
  head: { ...whole.head, id, follows: follows as TurnId | null, question: `Question ${id}?` },
})
const turns = [named('a'), named('b'), named('c', 'a')]

const world = useWorld()

describe('tabs', () => {
  test('keep a conversation together, and the arrows go in that order', async () => {
    const { page } = await world.open('dark', 'wide', turns)
    expect(await names(page)).toEqual(['1', '1.2', '2'])
    await page.getByRole('tab').first().click()
    await page.keyboard.press('ArrowRight')
    await page.locator('h1', { hasText: 'Question c?' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.locator('h1', { hasText: 'Question b?' }).waitFor()
    expect(await page.locator('[role=tab][tabindex="0"]').count()).toBe(1)
    await page.close()
  })

  test('close by key, by the cross and by the middle button, and the keyboard stays near', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [...turns, named('d')])
    await page.getByRole('tab').nth(1).click()
    await page.keyboard.press('Delete')
    await left(page, 'c', 3)
    await page.locator('[role=tab][aria-selected=true]:focus', { hasText: 'Question b?' }).waitFor()
    await page.locator('[role=tab]', { hasText: 'Question a?' }).locator('.tab-close').click({ force: true })
    await left(page, 'a', 2)
    await page.locator('[role=tab]', { hasText: 'Question d?' }).click({ button: 'middle' })
    await left(page, 'd', 0)
    await page.locator('h1', { hasText: 'Question b?' }).waitFor()
    // The strip is gone, and the keyboard is on the tree.
    await page.locator('[role=treeitem]:focus').waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a conversation can have a panel of its own where there are several', async () => {
    const { page } = await world.open('dark', 'wide', turns)
    await page.getByRole('tab').first().click()
    await page.getByRole('button', { name: 'Open this conversation in a panel of its own' }).click()
    // What it tells of what is in view may come after it.
    const opened = await page.evaluate(() =>
      window.fakeHost.sent.findLast(({ type }) => type === 'openPanel'),
    )
    expect(opened).toEqual({ type: 'openPanel', turn: 'a' })
    await page.evaluate((scripts) => window.fakeHost.show(scripts), [named('a'), named('c', 'a')])
    await page.getByRole('tab').nth(1).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Open this conversation' }).count()).toBe(0)
    await page.close()
  })
})

describe('the keyboard is never lost', () => {
  test('when what had it goes away', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-phase').nth(1).click()
    await page.getByRole('button', { name: /^\d+ more$/ }).focus()
    await page.keyboard.press('Enter')
    await page.locator('.detail-body:focus').waitFor()
    await page.locator('.chip').first().focus()
    await page.keyboard.press(']')
    await page.locator('.detail-body:focus').waitFor()
    await page.close()
  })

  test('when it came before there was anything, as when an editor in front of the panel is closed', async () => {
    const { page } = await world.open('dark', 'wide', [])
    const { frame: panel, body, back } = await inFrame(page, world.site.stage)
    await back()
    await body.evaluate(() => location.reload())
    await panel.locator('#root > *').waitFor()
    await body.evaluate((_, script) => window.fakeHost.show([script]), whole)
    await panel.locator('.row:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await panel.locator('.row:focus[aria-selected=true]').waitFor()
    await page.close()
  })

  test('when it was elsewhere in VS Code, such as in the Command Palette', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    const { frame: panel, body, away, back } = await inFrame(page, world.site.stage)
    await body.evaluate((_, script) => window.fakeHost.show([script]), whole)
    await panel.locator('.row').first().waitFor()
    await back()
    await panel.locator('.row:focus').waitFor()
    await panel.locator('.row-phase').nth(1).click()
    await away()
    await back()
    await panel.locator('.row-phase[aria-selected=true]:focus').waitFor()
    await away()
    await body.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'into' }))
    await panel.locator('.row-step[aria-selected=true]').waitFor()
    await back()
    await panel.locator('.row-step[aria-selected=true]:focus').waitFor()
    await panel.locator('.chip').first().focus()
    await away()
    await back()
    await panel.locator('.chip').first().and(panel.locator(':focus')).waitFor()
    await page.close()
  })

  test('but is left alone where a person clicked on nothing', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.locator('.row-phase').first().click()
    await page.locator('.chip').first().focus()
    await page.locator('.facts').click({ position: { x: 2, y: 2 } })
    await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'into' }))
    await page.locator('.row-step[aria-selected=true]').waitFor()
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
    await page.close()
  })
})

/** The host hears that a turn is to be closed, and lets it go. */
async function left(page: Page, turn: string, tabs: number): Promise<void> {
  await page.waitForFunction(
    (id) => window.fakeHost.sent.some((message) => message.type === 'closeTurn' && message.turn === id),
    turn,
  )
  await page.evaluate((id) => window.fakeHost.post({ type: 'turnsLeft', turns: [id] }), turn)
  await page.waitForFunction((count) => document.querySelectorAll('[role=tab]').length === count, tabs)
}

function names(page: Page): Promise<readonly string[]> {
  return page.locator('.tab-number').allInnerTexts()
}

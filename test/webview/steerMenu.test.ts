import { expect, test } from 'vitest'
import { restoreTurn } from '../../src/core/kept.ts'
import type { KeptTurn } from '../../src/core/turn.ts'
import type { GoesOn, PanelId, ToWebview, TurnId, TurnView } from '../../src/protocol/webview.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const world = useWorld()

test('what a server cannot do is grey and says why, and the question can be asked anew with the thought', async () => {
  const { step, turn, sent } = await menus({ reasoning: false, answer: true })
  expect(await step()).toEqual([
    '– Go On From Here',
    '– Edit Step…',
    '– Put In a Hint…',
    'Answer From Here',
    '– This server cannot go on within a thought; it can only begin anew.',
    'Ask Anew, With the Thought Up to Here',
    'Ask Anew, With This Step Edited…',
  ])
  expect(await turn()).toEqual([
    '– Think More…',
    'Answer Again…',
    '– This server cannot go on within a thought; it can only begin anew.',
  ])
  await sent('Ask Anew, With the Thought Up to Here', { kind: 'goOn', carried: true })
})

test('one that only goes on within a thought is not asked for answers', async () => {
  const { step, turn } = await menus({ reasoning: true, answer: false })
  expect(await step()).toEqual([
    'Go On From Here',
    'Edit Step…',
    'Put In a Hint…',
    '– Answer From Here',
    '– This server cannot go on after a thought; it can only begin anew.',
    'Ask for the Answer to the Thought Up to Here',
  ])
  expect((await turn()).at(-1)).toBe('Ask Anew With This Thought')
})

test('what is signed can be led nowhere, and says so', async () => {
  const { step, open } = await menus({ reasoning: true, answer: true }, { signed: true })
  expect(await step()).toEqual([
    '– Go On From Here',
    '– Edit Step…',
    '– Put In a Hint…',
    '– Answer From Here',
    '– The server signed this reasoning: it takes it back only as it is.',
  ])
  await open.page.evaluate(() => window.fakeHost.post({ type: 'editAsked', kind: 'editStep' }))
  expect(await open.page.locator('.step-editor').count()).toBe(0)
})

test('a step that is edited where the server begins anew is sent to be asked anew', async () => {
  const { step, open } = await menus({ reasoning: false, answer: false })
  await step('Ask Anew, With This Step Edited…')
  await open.page.getByRole('button', { name: 'Ask Anew With This', exact: true }).click()
  expect(
    await open.page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'steer')),
  ).toMatchObject({
    type: 'steer',
    kind: 'editStep',
    carried: true,
  })
})

test('a step’s text stands where it stood when the box to correct it in is closed', async () => {
  const { page } = await world.open('dark', 'wide', [sampleScript('rate-limiter', { end: 'closed' })])
  await page.setViewportSize({ width: 900, height: 420 })
  await page.getByRole('treeitem').nth(1).click()
  const body = page.locator('.detail-body')
  const top = () => body.evaluate((element) => Math.round(element.scrollTop))
  await body.evaluate((element) => element.scrollTo(0, 12))
  await page.evaluate(() => window.fakeHost.post({ type: 'editAsked', kind: 'correct' }))
  await page.locator('.step-editor textarea:focus').waitFor()
  await expect.poll(top).toBeGreaterThan(12)
  await page.keyboard.press('Escape')
  await page.locator('.step-editor').waitFor({ state: 'detached' })
  expect(await top()).toBe(12)
  await page.close()
})

test.each([
  ['Linux x86_64', 'Ctrl+K Ctrl+Enter', 'Shift+F2'],
  ['MacIntel', '⌘K ⌘Enter', '⇧F2'],
])('an item has the keys of its command: %s', async (platform, goOn, hint) => {
  const { open } = await menus({ reasoning: true, answer: true })
  await open.page.evaluate((name) => Object.defineProperty(navigator, 'platform', { value: name }), platform)
  await open.page.getByRole('treeitem').first().click() // draws it anew
  await open.page.getByRole('button', { name: 'Another Way From This Step' }).click()
  const keys = open.page.locator('[role=menuitem] .menu-note')
  await keys.first().waitFor()
  expect(await keys.allTextContents()).toEqual([goOn, 'F2', hint])
})

/** The menus of a turn whose endpoint goes on so; a grey item is marked with a dash. */
async function menus(goesOn: GoesOn, more: Partial<KeptTurn> = {}) {
  const open = await world.open('light', 'wide', [sampleScript('rate-limiter')])
  const { page } = open
  const head = { ...sampleScript('rate-limiter').head, id: 'led' as TurnId, sample: false, goesOn }
  const value = restoreTurn({
    reasoning: 'I look at the code. It adds.\n\nWait, does it? Yes, so it is 4.',
    answer: '4',
    timeline: [],
    state: { kind: 'done' },
    usage: {},
    times: { latest: 1, ended: 1 },
    hidden: false,
    ...more,
  })
  await page.evaluate((told) => window.fakeHost.post(told), shownTurn({ head, value }))
  await page.getByRole('treeitem').nth(1).click()
  const items = async (name: string, choose?: string) => {
    await page.getByRole('button', { name }).click()
    const all = page.getByRole('menu', { name }).locator('[role=menuitem]')
    await all.first().waitFor()
    const said = await all.evaluateAll((found) =>
      found.map(
        (item) =>
          (item.getAttribute('aria-disabled') ? '– ' : '') + item.querySelector('.menu-text')?.textContent,
      ),
    )
    if (choose === undefined) await page.keyboard.press('Escape')
    else await all.filter({ hasText: choose }).click()
    return said
  }
  const step = (choose?: string) => items('Another Way From This Step', choose)
  return {
    open,
    step,
    turn: () => items('Think or Answer Once More'),
    sent: async (choose: string, wanted: object) => {
      await step(choose)
      expect(
        await page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'steer')),
      ).toMatchObject({
        type: 'steer',
        ...wanted,
      })
    },
  }
}

function shownTurn(turn: TurnView): ToWebview {
  const panel = 'panel' as PanelId
  return { type: 'shown', panel, saved: null, turns: [turn], selected: null, current: turn.head.id }
}

import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { JudgedStep } from '../../src/core/judging.ts'
import type { StepId } from '../../src/core/step.ts'
import { checkMessage } from '../../src/protocol/check.ts'
import type { FromWebview, ToWebview, TurnId } from '../../src/protocol/webview.ts'
import { judgeActOfKey, rowMarksOf } from '../../webview/judging.ts'
import { judgedBy } from './support/judged.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const judged = judgedBy('s0' as StepId)

test('digits judge, however the keyboard writes them, and only alone', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    judgeActOfKey({ key, altKey: false, ctrlKey: false, metaKey: false, isComposing: false, ...more })
  expect(['1', '2', '3', '4', '5', '6', '7', '0', '8', 'a'].map((key) => press(key))).toEqual([
    'good',
    'neutral',
    'bad',
    'unsure',
    'firstWrong',
    'correct',
    'comment',
    'next',
    undefined,
    undefined,
  ])
  expect(press('1', { altKey: true })).toBeUndefined()
  expect(press('1', { ctrlKey: true })).toBeUndefined()
})

test('a row says one’s own word first, and all of them when asked', () => {
  const mark = rowMarksOf(judged).get('s0' as StepId)
  expect(mark).toMatchObject({ verdict: 'good', firstWrong: false, comments: 1 })
  expect(mark?.hint).toBe('ana: good\nben: bad, first wrong, corrected\nben: “<b>Hm</b>”')
})

test('what the page says of a turn is checked', () => {
  const check = (judging: unknown) => checkMessage({ type: 'judge', turn: 't', judging })
  const said = { type: 'step', step: 's0', verdict: 'good' }
  expect(check({ ...said, more: 1 })).toEqual({ type: 'judge', turn: 't', judging: said })
  for (const wrong of [
    { ...said, verdict: 'best' },
    { ...said, step: '' },
    { type: 'turn', verdict: 'good' },
    { type: 'comment', step: 's0' },
    { type: 'comment', step: 's0', text: 'x'.repeat(100_001) },
    { type: 'deleteComment', step: 's0', text: 'x' },
    { type: 'other', step: 's0' },
    null,
  ])
    expect(check(wrong)).toBeUndefined()
  expect(check({ type: 'reason', text: '' })).toBeDefined()
  expect(checkMessage({ type: 'nextUnjudged', turn: 't', step: null })).toBeDefined()
})

function sent(page: Page): Promise<readonly FromWebview[]> {
  return page.evaluate(() => window.fakeHost.sent)
}

describe('the page', () => {
  const world = useWorld()

  test('shows what was said, sends what one says, and is silent where nothing can be', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [
      sampleScript('rate-limiter', { end: 'closed', usage: true }),
    ])
    const first = page.locator('.row-step').first()
    await first.click()
    expect(await page.locator('.judge-bar, .trace-review').count()).toBe(0)
    const selected = (await sent(page)).findLast((message) => message.type === 'selectStep')
    const { turn, step } = selected ?? {}
    if (!turn || !step) throw new Error('No step was selected.')
    await page.evaluate((message) => window.fakeHost.post(message), {
      type: 'judged',
      turn,
      judged: judgedBy(step),
    } satisfies ToWebview)
    await first.locator('.verdict', { hasText: 'good' }).waitFor()
    await page.getByText('ben: to be fixed, See step 2.').waitFor()
    const { steps, ...rest } = judgedBy(step)
    const corrected = steps.map((one) => ({
      ...one,
      words: one.words.map((word) => (word.own ? { ...word, corrected: 'Yes.' } : word)),
    }))
    await page.evaluate((message) => window.fakeHost.post(message), {
      type: 'judged',
      turn,
      judged: { ...rest, steps: corrected },
    } satisfies ToWebview)
    await page.getByRole('status').filter({ hasText: 'good, corrected' }).waitFor()
    await page.locator('.comment-text', { hasText: '<b>Hm</b>' }).waitFor()
    // Where there is little room, one line is enough; each keeps its name.
    const bar = page.getByRole('toolbar', { name: 'Judging the step' })
    await page.setViewportSize({ width: 700, height: 800 })
    expect((await bar.boundingBox())?.height).toBeLessThan(30)
    for (const name of ['good', 'neutral', 'bad', 'unsure', 'first wrong'])
      expect(await bar.getByRole('button', { name, exact: true }).count()).toBe(1)
    await first.focus()
    await page.keyboard.press('3')
    await page.getByRole('button', { name: 'accepted' }).click()
    const said = (await sent(page)).filter((message) => message.type === 'judge')
    expect(said).toMatchObject([
      { turn, judging: { type: 'step', step, verdict: 'bad' } },
      { turn, judging: { type: 'turn', verdict: 'accepted' } },
    ])
    expect(complaints).toEqual([])
    await page.close()
  })

  test.each([
    [700, 800],
    [900, 800],
    [666, 504],
    [560, 504],
  ])(
    'a comment is written between the step and what follows it: %i px high, %i wide',
    async (height, width) => {
      const script = sampleScript('rate-limiter', { end: 'closed' })
      const { page } = await world.open('dark', 'wide', [script])
      await page.setViewportSize({ width, height })
      await page.locator('.row', { hasText: 'Reading from the top' }).locator('.row-title').click()
      await page.evaluate((message) => window.fakeHost.post(message), {
        type: 'judged',
        turn: script.head.id as TurnId,
        judged: { ...judgedBy('s0' as StepId), words: [] },
      } satisfies ToWebview)
      await page.getByRole('button', { name: 'Comment on the Step…' }).click()
      const box = page.getByRole('textbox', { name: 'Comment on the Step…' })
      await box.fill('The first line\nand another')
      const edges = (name: string) => page.locator(`.detail-body ${name}`).evaluate(boundsOf)
      const [step, written, buttons, why] = await Promise.all(
        ['.prose', 'textarea', '.step-editor-bar', '.why'].map(edges),
      )
      expect(written?.height, 'two lines are seen').toBeGreaterThanOrEqual(36)
      expect(step?.bottom).toBeLessThanOrEqual(written?.top ?? 0)
      expect(written?.bottom).toBeLessThanOrEqual(buttons?.top ?? 0)
      expect(buttons?.bottom).toBeLessThanOrEqual(why?.top ?? 0)
      await page.close()
    },
  )

  test('a comment on a long step is in sight once it is written', async () => {
    const script = sampleScript('rate-limiter', { end: 'closed' })
    const { page } = await world.open('dark', 'wide', [script])
    await page.setViewportSize({ width: 700, height: 500 })
    await page.locator('.row', { hasText: 'Reading from the top' }).locator('.row-title').click()
    const judged = { ...judgedBy('s0' as StepId), steps: [], words: [] }
    const tell = (steps: readonly JudgedStep[]) =>
      page.evaluate((message) => window.fakeHost.post(message), {
        type: 'judged',
        turn: script.head.id as TurnId,
        judged: { ...judged, steps },
      } satisfies ToWebview)
    await tell([])
    await page.getByRole('button', { name: 'Comment on the Step…' }).waitFor()
    const selected = (await sent(page)).findLast((message) => message.type === 'selectStep')
    const comment = {
      by: 'ana',
      own: true,
      at: '2026-01-02T03:04:05Z',
      text: 'One line after the other.\n'.repeat(6),
    }
    await tell([{ step: selected?.step ?? ('' as StepId), words: [], comments: [comment] }])
    const body = await page.locator('.detail-body').evaluate(boundsOf)
    const written = await page.locator('.comment').evaluate(boundsOf)
    expect(written.bottom).toBeLessThanOrEqual(body.bottom)
    await page.close()
  })

  test('the trace is judged in one line where nothing was said of it, however narrow', async () => {
    const script = sampleScript('rate-limiter', { end: 'closed' })
    const { page } = await world.open('dark', 'wide', [script])
    const judged = { ...judgedBy('s0' as StepId), words: [], done: 12, count: 345 }
    await page.evaluate((message) => window.fakeHost.post(message), {
      type: 'judged',
      turn: script.head.id as TurnId,
      judged,
    } satisfies ToWebview)
    const bar = page.locator('.trace-review')
    const next = bar.getByRole('button', { name: 'Next Unreviewed' })
    await next.waitFor()
    for (let width = 420; width <= 700; width += 20) {
      await page.setViewportSize({ width, height: 800 })
      expect([width, (await bar.boundingBox())?.height]).toEqual([width, 26])
    }
    // Where it must break, how far one has come stays with the way on.
    await page.setViewportSize({ width: 300, height: 800 })
    const progress = await bar.getByText('12 of 345').boundingBox()
    expect((await next.boundingBox())?.y).toBe(progress?.y)
    await page.close()
  })
})

function boundsOf(one: Element): DOMRect {
  return one.getBoundingClientRect()
}

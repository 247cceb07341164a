import type { Locator } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { cardNamed } from '../../src/base/modelCard.ts'
import type { StepId } from '../../src/core/step.ts'
import { chinese, english } from '../../webview/inside/words.ts'
import { cellAfter, cellAt, heatPixels } from '../../webview/inside/heat.ts'
import { loadCsv, loadJson } from '../../webview/inside/loadText.ts'
import { leadsTo, shown } from '../../webview/inside/tokenShown.ts'
import { insideOfScript } from './support/inside.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const card = cardNamed('deepseek-r1')
const script = sampleScript(
  'rate-limiter',
  { end: 'closed', usage: true },
  { ...(card && { card }), goesOn: { reasoning: true, answer: true } },
)

describe('the heat map', () => {
  test('the more an expert worked, the less can be seen through', () => {
    const alphas = [...heatPixels({ counts: [0, 1, 4, 16] }, [1, 2, 3])].filter((_, at) => at % 4 === 3)
    expect(alphas).toEqual([0, 94, 148, 255])
  })

  test('a place of it is a layer and an expert', () => {
    const load = { tokens: 1, layers: 58, experts: 256, counts: [], entropies: [] }
    expect(cellAt(load, 0, 0)).toEqual({ layer: 0, expert: 0 })
    expect(cellAt(load, 0.999, 1.2)).toEqual({ layer: 57, expert: 255 })
  })

  test('keys go from cell to cell, and not over the edge', () => {
    const size = { layers: 3, experts: 4 }
    const after = (key: string) => {
      const cell = cellAfter(key, { layer: 1, expert: 3 }, size)
      return cell && [cell.layer, cell.expert]
    }
    expect(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'].map(after)).toEqual([
      [0, 3],
      [2, 3],
      [1, 2],
      [1, 3],
    ])
    expect(['Home', 'End', 'PageUp', 'PageDown', 'Enter'].map(after)).toEqual([
      [1, 0],
      [1, 3],
      [0, 3],
      [2, 3],
      undefined,
    ])
  })
})

test('experts as a table: what worked, of the run and of the step', () => {
  const run = { tokens: 4, layers: 2, experts: 3, counts: [4, 0, 4, 1, 3, 4], entropies: [1, 1.4] }
  const step = { ...run, tokens: 1, counts: [1, 0, 1, 0, 1, 1], entropies: [1, 1] }
  expect(loadCsv({ firstLayer: 3, run, step }).split('\r\n').slice(0, 7)).toEqual([
    'part,layer,expert,count,shareOfTokens',
    'run,3,0,4,1',
    'run,3,2,4,1',
    'run,4,0,1,0.25',
    'run,4,1,3,0.75',
    'run,4,2,4,1',
    'step,3,0,1,1',
  ])
  expect(JSON.parse(loadJson({ firstLayer: 3, run }))).toEqual({
    run: {
      tokens: 4,
      layers: [
        { layer: 3, entropyBits: 1, counts: [4, 0, 4] },
        { layer: 4, entropyBits: 1.4, counts: [1, 3, 4] },
      ],
    },
  })
})

test.each([
  [' so', ' so', 'on'],
  ['\n\n', '⏎⏎', 'on'],
  ['  ', '␣␣', 'on'],
  ['', '∅', 'nowhere'],
  ['</think>', '</think>', 'end'],
  ['</think>\n\n', '</think>⏎⏎', 'end'],
  ['\uFFFD', '\uFFFD', 'nowhere'],
  ['<｜end▁of▁sentence｜>', '<｜end▁of▁sentence｜>', 'nowhere'],
  ['<|im_end|>', '<|im_end|>', 'nowhere'],
])('what might have stood there: %j', (token, text, leads) => {
  expect([shown(token), leadsTo(token)]).toEqual([text, leads])
})

test('no word of it was left in English', () => {
  const same = Object.entries(english).filter(
    ([key, text]) => typeof text === 'string' && text === chinese[key as keyof typeof chinese],
  )
  expect(same).toEqual([])
})

describe('the page', () => {
  const world = useWorld()

  test('shows what a run took, how sure the model was, its alternatives and its experts', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [script])
    const inside = insideOfScript(script)
    const post = async (message: unknown) => page.evaluate((told) => window.fakeHost.post(told), message)
    await page.getByRole('button', { name: 'Inside the Run' }).click()
    const view = page.getByRole('region', { name: 'Inside the run' })
    const map = view.getByRole('application')
    // 37 of 671; two operations for each parameter and token.
    await view.getByText('5.5%').waitFor()
    await view
      .getByText(/× 10¹³/)
      .first()
      .waitFor()
    expect(await map.count()).toBe(0)
    expect(await view.getByText('mean probability').count()).toBe(0)

    await post(inside.whole)
    await view.getByText('mean probability').waitFor()
    await view.getByRole('application', { name: /whole run: 5 layers, 32 experts/ }).waitFor()
    await view.getByRole('button', { name: 'Colour Steps by Certainty' }).click()
    await page.locator('.row-sure').nth(3).waitFor()

    await page.locator('#turn').press('!')
    const selected = page.locator('[role=treeitem][aria-selected=true]')
    const step = (await selected.getAttribute('data-step')) as StepId
    expect(inside.whole.inside.sure?.unsure).toContain(step)
    const asked = () =>
      page.evaluate(() => window.fakeHost.sent.filter(({ type }) => type === 'askStepInside'))
    await expect.poll(asked).toEqual([{ type: 'askStepInside', turn: script.head.id, step }])
    await post(inside.step(step))
    await expect.poll(() => map.count()).toBe(2)
    // All tokens are one stop of the Tab key.
    await view.locator('.token[tabindex="0"]').press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    expect(await view.locator('.token[tabindex="0"]').count()).toBe(1)
    await view.locator('.token.pressed').and(view.locator('.token').first()).waitFor()
    await view.getByRole('button', { name: 'Go On From Here' }).first().click()
    const steered = await page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'steer'))
    expect(steered).toMatchObject({
      kind: 'editStep',
      step: null,
      at: inside.step(step).inside.tokens[0]?.at,
    })
    // What opens the thought's end leads to the answer.
    const told = inside.step(step)
    const [first, ...rest] = told.inside.tokens
    const closing = { text: '</think>', probability: 0.3 }
    await post({
      ...told,
      inside: { ...told.inside, tokens: [{ ...first, others: [closing] }, ...rest] },
    })
    await view.getByRole('button', { name: 'Answer From Here' }).click()
    const ended = await page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'steer'))
    expect(ended).toMatchObject({ kind: 'answerNow', step: null, at: first?.at })

    await view.getByText('DeepSeek-R1@0cf7856', { exact: false }).waitFor()
    await view.getByText('Operations are an estimate', { exact: false }).waitFor()
    await view.getByRole('img', { name: /^What is missing to a mean probability/ }).waitFor()
    await view.getByText('Layer by layer').click()
    await view.locator('.layers tbody tr').first().waitFor()
    expect(await view.locator('.layers tbody tr').count()).toBe(5)
    await view.getByRole('button', { name: 'Copy Experts as CSV' }).click()
    const copied = await page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'copy'))
    expect(copied).toMatchObject({ text: expect.stringMatching(/^part,layer,expert,count,share/) as unknown })
    await view
      .getByText(/^never\s+[\d,]+ times$/)
      .first()
      .waitFor()
    // By the keyboard, cell by cell.
    await map.first().press('ArrowRight')
    await view.getByText(/^Layer 1, expert 1: [\d,]+ times/).waitFor()
    await view.locator('.heat-at').waitFor()
    await post({ ...told, inside: { ...told.inside, tokens: [], tooMany: 401 } })
    await view.getByText('It has 401 tokens', { exact: false }).waitFor()
    // What each phase and step took, and how far the same experts worked on it.
    await view.getByText('Phase by phase, step by step').click()
    const parts = view.locator('.parts tbody tr')
    const levels = inside.value.steps.map(({ level }) => level).filter((level) => level !== 'statement')
    await expect.poll(() => parts.count()).toBe(levels.length)
    // What was opened is in sight.
    const bottomOf = async (of: Locator) => of.evaluate((element) => element.getBoundingClientRect().bottom)
    expect(await bottomOf(parts.first())).toBeLessThan(await bottomOf(view))
    await view.locator('.parts .step').nth(1).getByRole('button').click()
    const chosen = await selected.getAttribute('data-step')
    expect(inside.value.steps.filter(({ level }) => level === 'step')[1]?.id).toBe(chosen)
    await post(inside.step(chosen as StepId))
    await view.getByRole('columnheader', { name: 'same experts' }).waitFor()
    expect(await view.locator('.parts .chosen td').last().innerText()).toBe('')
    expect(await view.locator('.parts .step td:last-child').first().innerText()).toMatch(/^\d+%$/)
    // What is done again and again stays in reach.
    const bar = view.getByRole('button', { name: /Next Unsure Place/ })
    const before = await bar.boundingBox()
    await view.evaluate((element) => element.scrollTo(0, 200))
    expect((await bar.boundingBox())?.y).toBe(before?.y)
    expect(complaints).toEqual([])
    await page.close()
  })

  test.each(['wide', 'narrow'] as const)(
    'the map of R1, %s: a pixel for each expert, and another map for another load',
    async (width) => {
      const { page } = await world.open('dark', width, [script])
      const inside = insideOfScript(script)
      const step = inside.value.steps[1]?.id as StepId
      const load = (seed: number) => ({
        tokens: 30_000,
        layers: 58,
        experts: 256,
        counts: Array.from({ length: 58 * 256 }, (_, at) => ((at + seed) * 7919) % 1000),
        entropies: Array.from({ length: 58 }, () => 7.5),
      })
      const experts = { by: 'tokens', firstLayer: 3, topK: 8, load: load(0) }
      const post = async (message: unknown) => page.evaluate((told) => window.fakeHost.post(told), message)
      await post({ type: 'insideTold', turn: script.head.id, inside: { experts } })
      await page.getByRole('button', { name: 'Inside the Run' }).click()
      await page.locator(`[role=treeitem][data-step="${step}"]`).click()
      const told = (seed: number) => ({
        type: 'stepInsideTold',
        turn: script.head.id,
        inside: { step, tokens: [], particular: [], load: load(seed) },
      })
      await post(told(1))
      const map = page.getByRole('application').nth(1)
      await map.waitFor()
      expect(await map.evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBeGreaterThanOrEqual(256)
      const pixels = () => map.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
      for (const seed of [2, 3, 4]) {
        const before = await pixels()
        await post(told(seed))
        await expect.poll(pixels).not.toBe(before)
      }
      await page.close()
    },
  )

  test('shows nothing where nothing is known', async () => {
    const { card: _, ...head } = script.head
    const { page } = await world.open('light', 'wide', [{ ...script, head, usage: false }])
    await page.getByRole('treeitem').first().waitFor()
    expect(await page.getByRole('button', { name: 'Inside the Run' }).count()).toBe(0)
    await page.locator('#turn').press('!')
    expect(await page.locator('[role=treeitem][aria-selected=true]').count()).toBe(0)
    await page.close()
  })
})

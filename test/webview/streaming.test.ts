import { describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { middleOf } from './support/doing.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'
import { states } from './support/states.ts'

const whole = sampleScript('rate-limiter', { end: 'closed', usage: true })
const thinkEnd = whole.text.indexOf('</think>')
/** As long as ten traces, so that its tree scrolls however it is cut. */
const long = { ...whole, text: `<think>${whole.text.slice(7, thinkEnd).repeat(10)}</think>Done.` }

const world = useWorld()

describe('while it streams', () => {
  test('follows, lets go when one scrolls up, and comes back', async () => {
    const { page, complaints } = await world.open('dark', 'wide', [])
    const streaming = page.evaluate((script) => window.fakeHost.stream(script, 1200), long)
    await page.waitForFunction(() => (document.querySelector('.tree')?.scrollTop ?? 0) > 100)
    await page.mouse.move(...(await middleOf(page, '.tree')))
    await page.mouse.wheel(0, -4000)
    await page.getByRole('button', { name: 'Follow' }).first().waitFor()
    await page.waitForFunction(() => document.querySelector('.tree')?.scrollTop === 0)
    await page.getByRole('button', { name: 'Follow' }).first().click()
    await page.waitForFunction(() => (document.querySelector('.tree')?.scrollTop ?? 0) > 100)
    await streaming
    await page.locator('.state-done').first().waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('comes back to what is being written by one key', async () => {
    const { page } = await world.open('dark', 'wide', [])
    await page.evaluate((script) => void window.fakeHost.stream(script, 600), { ...long, already: 9000 })
    await page.waitForFunction(() => (document.querySelector('.tree')?.scrollTop ?? 0) > 100)
    await page.locator('.tree [tabindex="0"]').press('Home')
    await page.locator('.detail .crumbs').waitFor()
    await page.waitForFunction(() => document.querySelector('.tree')?.scrollTop === 0)
    await page.keyboard.press('.')
    await page.waitForFunction(() => (document.querySelector('.tree')?.scrollTop ?? 0) > 100)
    await page.getByRole('region', { name: 'Live reasoning' }).waitFor()
    await page.close()
  })

  test('shows the last words where the model pauses, drawn late as they are', async () => {
    const { page } = await world.open('light', 'wide', [])
    await page.evaluate((script) => window.fakeHost.show([script]), states.thinking)
    const live = page.getByRole('region', { name: 'Live reasoning' }).locator('.detail-body')
    await live.locator('.prose').getByText('#tok').last().waitFor()
    const below = () =>
      live.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)
    await expect.poll(below).toBeLessThan(2)
    await page.close()
  })

  test('shows the last words of a long explanation that one follows', async () => {
    const { page } = await world.open('light', 'wide', [])
    const parts = Array.from(
      { length: 60 },
      (_, at) => `Part ${at}:\n\n\`\`\`ts\nconst a = ${at}\nlog(a)\n\`\`\``,
    )
    const text = `<think>\nSo.\n</think>\n\n${parts.join('\n\n')}\n\nThe last words.`
    const { end: _, ...running } = states.done
    await page.evaluate((script) => window.fakeHost.show([script]), { ...running, text })
    await page.getByTitle('Back to where the model writes').click()
    const answer = page.locator('.answer')
    await answer.getByText('The last words.').waitFor()
    const below = () =>
      answer.evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)
    await expect.poll(below).toBeLessThan(2)
    await page.close()
  })

  test('nothing jumps when it ends, though its question then has more room', async () => {
    const { page } = await world.open('light', 'wide', [])
    await page.evaluate((script) => window.fakeHost.show([script]), states.thinking)
    const top = async () => (await page.locator('.panes').boundingBox())?.y
    const before = await top()
    await page.evaluate((script) => window.fakeHost.show([script]), states.done)
    await page.locator('.state-done').first().waitFor()
    expect(await top()).toBe(before)
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
    await page.setViewportSize({ width: width + 1, height })
    await expect.poll(top).toBeLessThan(before ?? 0)
    await page.close()
  })

  test('gives the keyboard where a command asks, once', async () => {
    const { page } = await world.open('dark', 'wide', [whole])
    await page.evaluate(() => window.fakeHost.post({ type: 'focusAsked', part: 'tree' }))
    await page.locator('[role=treeitem]:focus').waitFor()
    await page.locator('textarea').focus()
    const next = { ...whole, head: { ...whole.head, id: 'next' } }
    await page.evaluate((script) => window.fakeHost.stream(script, 4000), next)
    await page.locator('.state-done').first().waitFor()
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea')
    await page.close()
  })

  test('takes the keyboard from nobody', async () => {
    const { page } = await world.open('dark', 'wide', [])
    const streaming = page.evaluate((script) => window.fakeHost.stream(script, 1500), whole)
    await page.locator('textarea').fill('and th')
    await page.locator('textarea').pressSequentially('en')
    await streaming
    await page.locator('.state-done').first().waitFor()
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('textarea')
    expect(await page.locator('textarea').inputValue()).toBe('and then')
    await page.close()
  })

  test('ends as if it had come at once', async () => {
    const { page } = await world.open('dark', 'wide', [])
    const answer = async () => (await blocksOf(page)).join('')
    await page.evaluate((script) => window.fakeHost.show([script]), whole)
    await page.locator('.answer .hljs-keyword').first().waitFor()
    const atOnce = await answer()
    const again = { ...whole, head: { ...whole.head, id: 'again' } }
    await page.evaluate((script) => window.fakeHost.stream(script, 3000), again)
    await page.locator('.state-done').first().waitFor()
    await expect.poll(answer).toBe(atOnce)
    await page.close()
  })

  test('finished blocks are the same elements at the end, and nothing in them was drawn again', async () => {
    const { page } = await world.open('dark', 'wide', [])
    await page.evaluate((script) => void window.fakeHost.stream(script, 80), {
      ...whole,
      already: thinkEnd + 700,
    })
    await page.locator('.answer .prose-block').nth(6).waitFor()
    await page.evaluate(async () => {
      // The last two may still change. A block is drawn once more a moment after its last word; code and formulas get
      // better once their libraries are there.
      const done = [...document.querySelectorAll('.answer .prose-block')].slice(0, -2)
      const touched: MutationRecord[] = []
      let quietSince = performance.now()
      const observer = new MutationObserver((records) => {
        quietSince = performance.now()
        touched.push(...records)
      })
      for (const block of done)
        observer.observe(block, { subtree: true, childList: true, characterData: true })
      const plain = 'pre > code[class]:not(:has(span)), .tex:not(.tex-set)'
      const drawn = () => done.every((block) => !block.ariaBusy && !block.querySelector(plain))
      while (!drawn() || performance.now() - quietSince < 400) await new Promise(requestAnimationFrame)
      touched.length = 0
      Object.assign(window, { done, touched })
    })
    expect(await page.locator('.state-done').count()).toBe(0)
    await page.locator('.state-done').first().waitFor()
    expect(
      await page.evaluate(() => {
        const now = [...document.querySelectorAll('.answer .prose-block')]
        const { done, touched } = Object(window)
        return [
          done.every((block: Element, at: number) => now[at] === block),
          touched.length,
          now.length - done.length,
        ]
      }),
    ).toEqual([true, 0, expect.any(Number)])
    await page.close()
  })
})

function blocksOf(page: Page): Promise<readonly string[]> {
  return page.locator('.answer .prose-block').evaluateAll((blocks) => blocks.map((block) => block.innerHTML))
}

import { expect, test } from 'vitest'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed' })
const end = whole.text.indexOf('</think>') + 8
const long = {
  ...whole,
  text: `${whole.text.slice(0, end)}${whole.text.slice(end).repeat(12)}\n\nThe last words.`,
}

const world = useWorld()

test('of a long explanation only what is near to sight is in the document', async () => {
  const { page, complaints } = await world.open('dark', 'wide', [long])
  const answer = page.locator('.answer')
  const nodes = () => page.locator('.answer *').count()
  const first = await answer.locator('.prose-block').first().innerText()
  await answer.hover()
  await expect
    .poll(async () => {
      await page.mouse.wheel(0, 1500)
      return answer.getByText('The last words.').isVisible()
    })
    .toBe(true)
  await expect.poll(() => answer.locator('.prose-block').first().innerText()).toBe('')
  await expect.poll(nodes).toBeLessThan(1200)

  const height = await answer.evaluate((element) => element.scrollHeight)
  await answer.evaluate((element) => element.scrollTo(0, 0))
  await expect.poll(() => answer.locator('.prose-block').first().innerText()).toBe(first)
  expect(Math.abs((await answer.evaluate((element) => element.scrollHeight)) - height)).toBeLessThan(3)
  expect(complaints).toEqual([])
  await page.close()
})

test('a match far down in it is drawn, lit up and in sight, and the way to it is not', async () => {
  const { page } = await world.open('dark', 'wide', [long])
  await page.locator('[role=treeitem]').first().click()
  await page.evaluate(() => window.fakeHost.post({ type: 'moveAsked', move: 'search' }))
  await page.keyboard.type('The last words')
  await page.getByText('1 match', { exact: true }).waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByText('The last words.').isVisible()).toBe(true)
  await expect.poll(() => page.evaluate(() => CSS.highlights.get('match-here')?.size)).toBe(1)
  const blocks = page.locator('.answer .prose-block')
  await expect
    .poll(() => blocks.evaluateAll((all) => all.filter((one) => one.firstChild).length))
    .toBeLessThan(40)
  expect(await blocks.count()).toBeGreaterThan(100)
  await page.close()
})

test('what is in sight is drawn before one comes to it, and little of big tables and code', async () => {
  const row = '| one | two | three | four | five | six |\n'
  const table = `${row}|---|---|---|---|---|---|\n${row.repeat(30)}\n`
  const text = `${whole.text.slice(0, end)}${`Text.\n\n${table}`.repeat(40)}`
  const { page } = await world.open('dark', 'wide', [{ ...whole, text }])
  const answer = page.locator('.answer')
  await answer.locator('.prose-block > *').first().waitFor()
  await expect.poll(() => answer.locator('.prose-block[aria-busy=true]').count()).toBe(0)
  for (let down = 0; down < 20; down++) {
    await answer.evaluate((element) => element.scrollBy(0, 500))
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    const { blank, nodes } = await page.evaluate(() => {
      const room = document.querySelector('.answer')?.getBoundingClientRect()
      const seen = [...document.querySelectorAll('.answer .prose-block')].filter((one) => {
        const { top, bottom } = one.getBoundingClientRect()
        return bottom > (room?.top ?? 0) && top < (room?.bottom ?? 0)
      })
      const walker = document.createTreeWalker(document)
      let nodes = 1
      while (walker.nextNode()) nodes++
      return { blank: seen.filter((one) => !one.firstChild).length, nodes }
    })
    expect(blank).toBe(0)
    expect(nodes).toBeLessThan(2500)
  }
  await page.close()
})

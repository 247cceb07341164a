import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'

const whole = sampleScript('rate-limiter', { end: 'closed' })
const end = whole.text.indexOf('</think>') + 8
const long = { ...whole, text: `${whole.text.slice(0, end)}${whole.text.slice(end).repeat(3)}` }

const world = useWorld()

test('an empty page loads little, and what draws text with the first question', async () => {
  expect(world.site.scriptSize).toBeLessThan(190_000)
  const { page, complaints } = await world.open('dark', 'wide', [])
  const loaded = () =>
    page.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => /markdown/.test(name)).length,
    )
  expect(await loaded()).toBe(0)
  await page.evaluate((script) => window.fakeHost.show([script]), whole)
  await page.locator('.answer p').first().waitFor()
  expect(await loaded()).toBe(1)
  expect(complaints).toEqual([])
  await page.close()
})

test('an explanation stands where it was left when the page comes back', async () => {
  const { page } = await world.open('dark', 'wide', [long])
  const answer = page.locator('.answer')
  await answer.locator('p').first().waitFor()
  await expect.poll(() => page.locator('.prose-block[aria-busy]').count()).toBe(0)
  await answer.evaluate((element) => element.scrollTo(0, 700))
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem('state') ?? '')).toContain('"top":700')
  await page.reload()
  await page.waitForFunction(() => window.fakeHost.sent.some(({ type }) => type === 'ready'))
  await page.evaluate((script) => window.fakeHost.show([script]), long)
  await answer.locator('p').first().waitFor()
  expect(await answer.evaluate((element) => element.scrollTop)).toBe(700)
  await page.close()
})

test('of a long reasoning the steps are seen first, and all else right after', async () => {
  const thought = `${whole.text.slice(0, end - 8)}\n\n`.replace('<think>', '')
  const text = `<think>${thought.repeat(Math.ceil(60_000 / thought.length))}</think>Done.`
  const { page } = await world.open('dark', 'wide', [])
  const seen = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const look = () => {
          if (document.querySelector('[role=treeitem]'))
            resolve(document.querySelector('[role=slider]') !== null)
          else requestAnimationFrame(look)
        }
        look()
      }),
  )
  await page.evaluate((script) => window.fakeHost.show([script]), { ...whole, text })
  expect(await seen).toBe(false)
  await page.getByRole('slider', { name: 'Overview' }).waitFor()
  await page.locator('.answer p').first().waitFor()
  await page.close()
})

const code = 'Look:\n\n```ts\nconst sum = 1\n```\n\nand $x^2$ is **it**.'

test.each([
  ['katex', '.code .hljs-keyword', 'x^2'],
  ['highlight', '.tex-set math', 'const sum = 1'],
])('without %s all else is drawn, its own is plain, and that is said', async (part, drawn, plain) => {
  const { page } = await world.open('dark', 'wide', [])
  await page.route(new RegExp(`/${part}-`), (route) => route.abort())
  await page.evaluate((script) => window.fakeHost.show([script]), {
    ...whole,
    text: `<think>So.</think>${code}`,
  })
  await page.locator(`.answer ${drawn}`).first().waitFor()
  await page.locator('.answer').getByText(plain).waitFor()
  await page.getByText('A part of this page cannot be loaded').waitFor()
  await page.close()
})

test('without what draws text, it is shown as it is', async () => {
  const { page } = await world.open('dark', 'wide', [])
  await page.route(/\/markdown-/, (route) => route.abort())
  await page.evaluate((script) => window.fakeHost.show([script]), {
    ...whole,
    text: `<think>So.</think>${code}`,
  })
  await expect.poll(() => page.locator('.answer .prose').innerText()).toBe(code)
  await page.getByRole('treeitem').first().click()
  await page.locator('.detail').getByText('So.').waitFor()
  await picture(page, 'plain')
  await page.close()
})

test('what leads to steps, the list of keys and the ways may be lacking: it is said once', async () => {
  const { page } = await world.open('dark', 'wide', [])
  await page.route(/\/(links|Help|Judge\w+|Step\w+|SteerMenu)-/, (route) => route.abort())
  await page.evaluate((script) => window.fakeHost.show([script]), whole)
  await page.locator('.answer p').first().waitFor()
  await page.getByRole('treeitem').first().click()
  await page.keyboard.press('?')
  await page.getByText('A part of this page cannot be loaded').waitFor()
  expect(await page.getByText('A part of this page cannot be loaded').count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await page.locator('.row[aria-selected=true]:focus').waitFor()
  await picture(page, 'lacking')
  await page.close()
})

/** To be looked at where `THINKTREE_PICTURES` names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `loading-${name}.png`) })
}

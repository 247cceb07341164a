import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { cases, groups, type Case } from './hostile/cases.ts'
import { openWorld, type PageWorld } from './support/browser.ts'
import { states } from './support/states.ts'

let world: PageWorld
let page: Page
/** What went out of the page, or wrong in it, with the name of the case. */
const asked: string[] = []
let current = ''

beforeAll(async () => {
  world = await openWorld({ host: 'test/webview/hostile/trial.ts' })
  page = await openTrial(true)
})
afterAll(() => world.close())

test('there are many, each by a name of its own', () => {
  expect(cases.length).toBeGreaterThan(300)
  expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length)
  for (const group of Object.values(groups))
    expect(new Set(group.map(({ name }) => name)).size).toBe(group.length)
})

describe.each(Object.entries(groups))('%s', (_, group) => {
  test('does nothing, wherever it is cut', async () => {
    expect(await tried(group, (text) => page.evaluate((one) => window.trial.cuts(one), text))).toEqual([])
  })

  test('does nothing in the page, streamed and whole, chosen and clicked', async () => {
    const { head } = states.done
    const run = (text: string) =>
      page.evaluate(([one, shown]) => window.trial.page(one, shown), [text, head] as const)
    // Many at once; one by one only to tell which it was.
    const failed: Case[] = []
    for (const some of batches(group, 8)) {
      const text = some.map((one) => closed(one.text)).join('\n\n')
      if ((await tried([{ name: 'some', text }], run)).length > 0) failed.push(...some)
    }
    expect(await tried(failed, run)).toEqual([])
    expect(failed.map(({ name }) => name)).toEqual([])
  })
})

test('nothing is left where only the sanitiser is in its way', async () => {
  // Browsers also complain of the handlers and styles of a document that they only read.
  const alone = await openTrial(false)
  expect(await tried(cases, (text) => alone.evaluate((one) => window.trial.sanitize(one), text))).toEqual([])
})

test('the trial sees what does something', async () => {
  const found = await page.evaluate(async () => {
    const place = document.createElement('div')
    place.className = 'prose-block'
    place.innerHTML =
      '<img src="http://evil.example/x.png" onerror="window.hacked = 1"><a href="javascript:1">x</a>'
    document.body.append(place)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const seen = window.trial.cuts('nothing')
    place.remove()
    return seen
  })
  expect(found.join()).toMatch(/stranger: <img.*stranger: <a.*img onerror.*against img-src/)
})

function batches<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size)
  return Array.from({ length: count }, (_, index) => all.slice(index * size, (index + 1) * size))
}

/** A fence that is left open would hide what comes after. */
function closed(text: string): string {
  return (text.match(/^```/gm)?.length ?? 0) % 2 === 1 ? `${text}\n\`\`\`` : text
}

/** A page that has loaded what it may, and watches what goes out of it from then on. */
async function openTrial(complaining: boolean): Promise<Page> {
  const { page: opened } = await world.open('dark', 'wide', [])
  const text = `<think>So \\(x\\).</think>\n\n\\(x\\)\n\n${'```ts\nlet a\n```'}`
  await opened.evaluate((script) => window.fakeHost.show([script]), { ...states.done, text })
  await opened.locator('.answer .tex-set').waitFor()
  await opened.locator('.answer .hljs-keyword').waitFor()
  // What is loaded when a step is chosen first, too.
  const { head } = states.done
  await opened.evaluate(([one, shown]) => window.trial.page(one, shown), ['nothing', head] as const)
  for (let before = -1, now = await loaded(opened); now !== before; now = await loaded(opened)) {
    before = now
    await opened.waitForTimeout(1000)
  }
  const note = (what: string) => void asked.push(`${current}: ${what}`)
  opened.on('request', (request) => note(`asks ${request.method()} ${request.url()}`))
  opened.on('framenavigated', (frame) => note(`goes to ${frame.url()}`))
  opened.on('popup', (popup) => note(`opens ${popup.url()}`))
  opened.on('download', (file) => note(`downloads ${file.url()}`))
  opened.on('dialog', (dialog) => note(`says ${dialog.message()}`))
  opened.on('pageerror', (error) => note(`throws ${error}`))
  opened.on('console', (message) => {
    if (complaining && message.type() === 'error') note(message.text())
  })
  return opened
}

/** How many files the page has loaded so far. */
function loaded(opened: Page): Promise<number> {
  return opened.evaluate(() => performance.getEntriesByType('resource').length)
}

/** What went wrong, with the name of the case. */
async function tried(
  group: readonly Case[],
  run: (text: string) => Promise<string[]>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name, text } of group) {
    current = name
    found.push(...(await run(text)).map((problem) => `${name}: ${problem}`), ...asked.splice(0))
  }
  return found
}

import { describe, expect, test } from 'vitest'
import { restoreTurn } from '../../src/core/kept.ts'
import type { KeptTurn } from '../../src/core/turn.ts'
import type { ToWebview, TurnBranch, TurnId, TurnView } from '../../src/protocol/webview.ts'
import { waysOf } from '../../src/protocol/ways.ts'
import { alikeAnswers } from '../../webview/ways/alike.ts'
import { chinese, english } from '../../webview/ways/words.ts'
import { lanesOf } from '../../webview/ways/lanes.ts'
import { type PageSize } from './support/browser.ts'
import { violations } from './support/axe.ts'
import * as pages from './support/pages.ts'
import { useWorld } from './support/world.ts'
import { sampleScript } from './support/scripts.ts'
import type { Language } from '../../src/protocol/languages.ts'
import { themes, type Theme } from './support/site.ts'

const thought = 'I look at the sum.\n\nIt is 2 and 2.\n\nSo it is 4, I think.'
const { length } = thought
const { head } = sampleScript('rate-limiter')

interface Made extends Partial<KeptTurn> {
  readonly branch?: Omit<TurnBranch, 'of'> & { readonly of: string }
  readonly main?: true
}

function turn(id: string, { branch, main, ...kept }: Made = {}): TurnView {
  const from = branch && { ...branch, of: branch.of as TurnId }
  return {
    head: { ...head, id: id as TurnId, ...(from && { branch: from }), ...(main && { main }) },
    value: restoreTurn({
      reasoning: thought,
      answer: 'The answer is 4.',
      timeline: [],
      state: { kind: 'done' },
      usage: {},
      times: { firstText: 10, firstAnswer: 1000, latest: 3500, ended: 3500 },
      hidden: false,
      ...kept,
    }),
  }
}

const again = { kind: 'answerAgain', of: 'a', at: length } as const
const turns = [
  turn('a'),
  turn('b', {
    branch: { kind: 'hint', of: 'a', at: 18, edit: 'Hm.' },
    reasoning: thought.slice(0, 18) + ' Hm.',
  }),
  turn('c', { branch: { kind: 'goOn', of: 'b', at: 20 }, main: true }),
  turn('d', { branch: again, answer: 'Two and two.\n\nThe answer is **4.0**.' }),
  turn('e', { branch: again, answer: '<img src=x onerror=alert(1)> The answer is 5.' }),
]

function shown(all: readonly TurnView[], current = 'a'): ToWebview {
  return { ...pages.shown(...all), current: current as TurnId }
}

describe('lanes', () => {
  const lanes = (current: string, all = turns) => {
    const { turns: told } = pages.told(shown(all))
    const [first] = told
    return first ? lanesOf(waysOf(told, first), current as TurnId) : []
  }
  const at = (offset: number) => (offset / length) * 0.8

  test('begin where a way parted, and end where its thought does', () => {
    expect(lanes('a').map(({ from, thought: to }) => [from, to])).toEqual([
      [0, 0.8],
      [at(18), at(22)],
      [at(20), 0.8],
      [0.8, 0.8],
      [0.8, 0.8],
    ])
    const ends = lanes('a').map(({ thought: to, answer }) => answer - to)
    expect(ends.every((tail) => tail > 0.03 && tail <= 0.2001)).toBe(true)
  })

  test('are led to from the one above, through those between', () => {
    const links = lanes('c').map((lane) => lane.links.map(({ part, lit }) => `${part}${lit ? ' lit' : ''}`))
    expect(links).toEqual([
      ['below', 'below', 'below lit'],
      ['through', 'through', 'above lit', 'below lit'],
      ['through', 'through', 'above lit'],
      ['above', 'through'],
      ['above'],
    ])
  })

  test('are lit as far as the way in view goes along them', () => {
    const [a, b, c, d] = lanes('c')
    expect([a?.lit, b?.lit, c?.lit === c?.answer, d?.lit === d?.from]).toEqual([at(18), at(20), true, true])
  })

  test('one that was asked anew thinks on behind what it was given; one without a parent begins at 0', () => {
    const carried = turn('x', { branch: { kind: 'goOn', of: 'a', at: 18, carried: true } })
    const [, lane] = lanes('a', [turn('a'), carried])
    expect([lane?.from, lane?.thought]).toEqual([(18 / (18 + length)) * 0.8, 0.8])
    expect(lanes('x', [carried])[0]?.from).toBe(0)
  })

  test('one that still writes is open, one without an answer ends with its thought', () => {
    const [lane] = lanes('a', [turn('a', { state: { kind: 'thinking' }, answer: '' } as Partial<KeptTurn>)])
    expect(lane?.answer).toBe(lane?.thought)
  })
})

describe('answers that say the same', () => {
  test('are found by what they state, else by their words', () => {
    expect(alikeAnswers(['The answer is 4.', undefined, '\\boxed{4.0}', '\\boxed{5}', ''])).toEqual([
      { said: '4', members: [0, 2] },
      { said: '5', members: [3] },
    ])
    const long = `It adds both.\n\n${'And so on. '.repeat(500)}`
    expect(alikeAnswers([long, `${long}But.`, long.replaceAll(' ', '  ')])).toEqual([
      { members: [0, 2] },
      { members: [1] },
    ])
  })
})

test('no word of the columns was left in English', () => {
  const same = Object.entries(english).filter(([key, text]) => text === chinese[key as keyof typeof chinese])
  expect(same).toEqual([])
})

describe('the page', () => {
  const world = useWorld()

  test('shows all ways as one picture: each says how and where it parted, and is gone to', async () => {
    const { page, complaints } = await open('dark', 'wide')
    const ways = page.getByRole('navigation', { name: 'Ways of this question' })
    const names = [
      'Original',
      '2 Hint put in , parts after 32% of the thought',
      '3 Thought anew main way , parts after 91% of the thought',
      '4 Answered again , parts at the end of the thought',
      '5 Answered again , parts at the end of the thought',
    ]
    const said = await ways.locator('.way').allTextContents()
    expect(said.map((text) => text.replaceAll(/\s+/g, ' ').replaceAll(/ ?,/g, ' ,'))).toEqual(names)
    expect(await ways.locator('.lane').count()).toBe(5)
    // By the keyboard, which stays in the picture.
    await ways.getByRole('button', { name: /^2 Hint/ }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await ways.locator('.way[aria-current=true]:focus', { hasText: '3 Thought anew' }).waitFor()
    // Its own lane is lit, and what leads there.
    expect(await ways.locator('.way', { has: page.locator('.lit') }).count()).toBe(3)
    const [first, second] = await ways
      .locator('.lane')
      .evaluateAll((lanes) => lanes.map((lane) => lane.getBoundingClientRect()))
    expect([first?.left, first?.bottom]).toEqual([second?.left, second?.top])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('has no picture where there is one way only', async () => {
    const { page } = await open('dark', 'wide', 'en', [turn('a')])
    expect(await page.locator('.ways').count()).toBe(0)
    await page.close()
  })

  test('a way in view far down in the picture is in sight', async () => {
    const many = Array.from({ length: 20 }, (_, index) => turn(`n${index}`, { branch: again }))
    const { page } = await open('dark', 'narrow', 'en', [turn('a'), ...many], 'n17')
    const room = await page.locator('.ways-picture').boundingBox()
    const way = await page.locator('.way[aria-current=true]').boundingBox()
    expect(room?.height).toBeLessThan(140)
    expect(way && room && way.y >= room.y && way.y + way.height <= room.y + room.height).toBe(true)
    await page.close()
  })

  test('shows the answers to one thought side by side, and which say the same', async () => {
    const { page, complaints } = await open('dark', 'wide')
    const opener = page.getByRole('button', { name: 'Answers Side by Side' })
    await opener.click()
    const beside = page.getByRole('region', { name: 'Answers side by side' })
    await beside.getByRole('status').getByText('3 of 4 say 4').waitFor()
    const columns = beside.locator('.beside-column')
    await beside.locator('.prose').nth(3).waitFor()
    expect(await columns.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
      'Original',
      '3 Thought anew',
      '4 Answered again',
      '5 Answered again',
    ])
    const facts = await columns.nth(2).locator('.beside-facts').textContent()
    expect(facts?.replaceAll(/\s+/g, ' ')).toMatch(/^~\d+ tokens2\.5 ssays 4 the same as 1, 3$/)
    expect(await columns.locator('strong').allTextContents()).toEqual(['4.0'])
    expect(await columns.locator('img').count()).toBe(0)
    const tops = await columns.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top))
    expect(new Set(tops).size).toBe(1)
    await columns.first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    expect(await columns.nth(2).evaluate((each) => each === document.activeElement)).toBe(true)
    // Another answer comes while one looks: it stands beside the others.
    const more: ToWebview = {
      type: 'turnAdded',
      turn: turn('f', { branch: again, answer: 'The answer is 6.' }),
    }
    await page.evaluate((told) => window.fakeHost.post(told), more)
    await columns.nth(4).getByText('says 6').waitFor()
    await columns.nth(4).focus()
    await page.keyboard.press('Escape')
    await page.getByRole('tree').waitFor()
    await page.locator('.ways [aria-expanded=false]:focus').waitFor()
    await opener.click()
    await beside.getByRole('button', { name: '4 Answered again' }).click()
    await page.locator('.way[aria-current=true]', { hasText: '4 Answered again' }).waitFor()
    expect(await beside.count()).toBe(0)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('goes back to the tree when a step is asked for, and is not offered for a thought of its own', async () => {
    const { page } = await open('dark', 'wide')
    await page.getByRole('button', { name: 'Answers Side by Side' }).click()
    await page.getByRole('region', { name: 'Answers side by side' }).waitFor()
    const [step] = turns[0]?.value.steps ?? []
    await page.evaluate((told) => window.fakeHost.post(told), {
      type: 'stepAsked',
      turn: 'a',
      step: step?.id,
    })
    await page.getByRole('tree').waitFor()
    await page.getByRole('button', { name: /^2 Hint/ }).click()
    await page.locator('.way[aria-current=true]', { hasText: '2 Hint' }).waitFor()
    expect(await page.getByRole('button', { name: 'Answers Side by Side' }).count()).toBe(0)
    await page.close()
  })

  test('narrow, the answers stand one under another', async () => {
    const { page } = await open('light', 'narrow')
    await page.getByRole('button', { name: 'Answers Side by Side' }).click()
    const columns = page.locator('.beside-column')
    await columns.nth(3).waitFor()
    const boxes = await columns.evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))
    expect(new Set(boxes.map(({ left }) => left)).size).toBe(1)
    expect(boxes[1]?.top).toBeGreaterThanOrEqual(boxes[0]?.bottom ?? 0)
    // The page does not grow by them.
    const box = await page.getByRole('textbox', { name: 'Follow-up question' }).boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(800)
    await page.close()
  })

  test('speaks Chinese where VS Code does', async () => {
    const { page } = await open('dark', 'wide', 'zh-cn')
    await page.getByRole('button', { name: '并排显示回答' }).click()
    await page.getByRole('region', { name: '并排的回答' }).getByText('4 个中有 3 个答案为 4').waitFor()
    await page.close()
  })

  test.each(themes)('%s: axe finds nothing', async (theme) => {
    const { page } = await open(theme, 'wide')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Answers Side by Side' }).click()
    await page.locator('.beside .prose').nth(3).waitFor()
    expect(await violations(page)).toEqual([])
    await page.close()
  })

  async function open(
    theme: Theme,
    size: PageSize,
    language: Language = 'en',
    all: readonly TurnView[] = turns,
    current = 'a',
  ) {
    const opened = await world.open(theme, size, [], language)
    await opened.page.evaluate((told) => window.fakeHost.post(told), shown(all, current))
    await opened.page.locator('#turn').waitFor()
    return opened
  }
})

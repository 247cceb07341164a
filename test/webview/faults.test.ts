import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults, type Fault } from '../../scripts/endpoint/faults.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/turn.ts'
import type { PanelId, ToWebview, TurnId } from '../../src/protocol/webview.ts'
import { ask } from '../support/listen.ts'
import { openWorld, type OpenPage, type PageWorld } from './support/browser.ts'
import { sampleScript } from './support/scripts.ts'

let world: PageWorld
let endpoint: SampleEndpoint
let open: OpenPage
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
  world = await openWorld()
  open = await world.open('dark', 'wide', [])
}, 60_000)
afterAll(async () => {
  await world.close()
  await endpoint.close()
})

const askAgain = 'Ask Again'

/** How the turn ends, and what the panel offers to do about it. */
const shown: Readonly<Record<Fault, readonly [state: string, ...actions: string[]]>> = {
  '400': ['Failed', 'Open Settings', askAgain],
  '401': ['Failed', 'Set API Key', askAgain],
  '403': ['Failed', 'Set API Key', askAgain],
  '404': ['Failed', 'Open Settings', askAgain],
  '408': ['Failed', askAgain],
  '409': ['Failed', askAgain],
  '422': ['Failed', 'Open Settings', askAgain],
  model: ['Failed', 'Choose Model', askAgain],
  '413': ['Failed', 'Send Less Context', askAgain],
  context: ['Failed', 'Send Less Context', askAgain],
  '429': ['Failed', askAgain],
  '500': ['Failed', askAgain],
  '502': ['Failed', askAgain],
  '503': ['Failed', askAgain],
  'busy-at-first': ['Done'],
  loading: ['Failed', askAgain],
  echo: ['Failed', 'Open Settings', askAgain],
  html: ['Failed', 'Open Settings', askAgain],
  html502: ['Failed', 'Open Settings', askAgain],
  redirect: ['Failed', 'Open Settings', askAgain],
  garbage: ['Failed', 'Show Log', askAgain],
  nothing: ['Failed', askAgain],
  deaf: ['Failed', askAgain],
  silence: ['Failed', askAgain],
  stall: ['Failed', askAgain],
  keepalive: ['Done'],
  cut: ['Incomplete', askAgain],
  'cut-json': ['Incomplete', askAgain],
  eof: ['Incomplete', askAgain],
  'error-event': ['Failed', askAgain],
  'error-field': ['Failed', askAgain],
  'error-data': ['Failed', askAgain],
  endless: ['Done'],
  'no-done': ['Done'],
  length: ['Incomplete', askAgain],
  refusal: ['Incomplete', askAgain],
  'no-answer': ['Incomplete', askAgain],
}

test.each(faults)('%s: one sentence and one thing to do at the panel', { timeout: 60_000 }, async (fault) => {
  const { page, complaints } = open
  const turn = createTurn(defaultSplit)
  const timeouts = { connect: 5000, firstByte: 300, idle: 300 }
  for await (const delta of ask({ url: endpoint.url, model: `sample-r1:inline:${fault}`, timeouts }))
    turn.push(delta, 0)
  turn.end('closed', 0)
  const value = turn.value()
  const id = fault as TurnId
  const head = { ...sampleScript('rate-limiter').head, id, question: `What of ${fault}?` }
  const message: ToWebview = {
    type: 'shown',
    panel: 'panel' as PanelId,
    saved: null,
    turns: [{ head, value }],
    selected: null,
    current: id,
  }
  await page.evaluate((told) => window.fakeHost.post(told), message)

  const [state, ...actions] = shown[fault]
  const notice = page.locator('.notice')
  await page.getByRole('heading', { name: `What of ${fault}?` }).waitFor()
  expect(await page.locator('header .state').innerText()).toContain(state)
  expect(await notice.getByRole('button').allInnerTexts()).toEqual(actions)
  const sentence = value.state.kind === 'failed' ? value.state.failure.message : undefined
  if (sentence !== undefined) expect(await notice.innerText()).toContain(sentence)
  // What came stays.
  if (value.steps.length > 0) expect(await page.getByRole('treeitem').count()).toBeGreaterThan(0)
  expect(complaints).toEqual([])
})

test('a wait is shown, and what it waits for', async () => {
  const { page } = open
  const turn = createTurn(defaultSplit)
  const url = endpoint.url
  for await (const delta of ask({ url, model: 'sample-r1:inline:busy-at-first:x' })) {
    turn.push(delta, 1000)
    if (delta.kind === 'waiting') break
  }
  const head = { ...sampleScript('rate-limiter').head, id: 'waits' as TurnId }
  const turns = [{ head, value: turn.value() }]
  const message: ToWebview = {
    type: 'shown',
    panel: 'panel' as PanelId,
    saved: null,
    turns,
    selected: null,
    current: head.id,
  }
  await page.evaluate((told) => window.fakeHost.post(told), message)
  await page.locator('header .state', { hasText: 'Waiting' }).waitFor()
  await page.locator('.notice', { hasText: 'is too busy. It says: All slots are busy.' }).waitFor()
  await page.locator('.notice', { hasText: /Asking again/ }).waitFor()
  await page.getByRole('button', { name: 'Stop' }).waitFor()
})

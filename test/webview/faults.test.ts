import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faults, type Fault } from '../../scripts/endpoint/faults.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { restoreTurn } from '../../src/core/kept.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import type { PanelId, ToWebview, TurnId, TurnView } from '../../src/protocol/webview.ts'
import { readDocument } from '../../src/traces/document.ts'
import { keptOf } from '../../src/traces/turns.ts'
import { ask, type Asked } from '../support/listen.ts'
import { closedPort, listenHttp, listenTcp, listenTls } from '../support/sockets.ts'
import { openWorld, type OpenPage, type PageWorld } from './support/browser.ts'
import { sampleScript } from './support/scripts.ts'

let world: PageWorld
let endpoint: SampleEndpoint
let open: OpenPage
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
  world = await openWorld()
  open = await world.open('dark', 'wide', [])
})
afterAll(async () => {
  await world.close()
  await endpoint.close()
})

const askAgain = 'Ask Again'
const changeAddress = 'Change Address and Ask Again'
const goOn = 'Go On'

/** How the turn ends, and what the panel offers to do about it. */
const shown: Readonly<Record<Fault, readonly [state: string, ...actions: string[]]>> = {
  '400': ['Failed', 'Open Settings', askAgain],
  '401': ['Failed', 'Set API Key and Ask Again', askAgain],
  '403': ['Failed', 'Set API Key and Ask Again', askAgain],
  '404': ['Failed', changeAddress, askAgain],
  '408': ['Failed', askAgain],
  '409': ['Failed', askAgain],
  '422': ['Failed', 'Open Settings', askAgain],
  model: ['Failed', 'Choose Model and Ask Again', askAgain],
  '413': ['Failed', 'Send Less Context', askAgain],
  context: ['Failed', 'Send Less Context', askAgain],
  narrow: ['Done'],
  '429': ['Failed', askAgain],
  '500': ['Failed', askAgain],
  '502': ['Failed', askAgain],
  '503': ['Failed', askAgain],
  'busy-at-first': ['Done'],
  loading: ['Failed', askAgain],
  echo: ['Failed', 'Open Settings', askAgain],
  'echo-event': ['Failed', goOn, askAgain],
  html: ['Failed', changeAddress, askAgain],
  html502: ['Failed', askAgain],
  redirect: ['Failed', changeAddress, askAgain],
  garbage: ['Failed', 'Show Log', askAgain],
  nothing: ['Failed', askAgain],
  hangup: ['Failed', askAgain],
  deaf: ['Failed', askAgain],
  silence: ['Failed', askAgain],
  stall: ['Failed', goOn, askAgain],
  keepalive: ['Done'],
  reading: ['Done'],
  quiet: ['Done'],
  cut: ['Incomplete', goOn, askAgain],
  'cut-json': ['Incomplete', goOn, askAgain],
  'cut-letter': ['Incomplete', goOn, askAgain],
  'cut-tag': ['Incomplete', goOn, askAgain],
  eof: ['Incomplete', goOn, askAgain],
  'error-event': ['Failed', goOn, askAgain],
  'error-field': ['Failed', goOn, askAgain],
  'error-data': ['Failed', goOn, askAgain],
  endless: ['Done'],
  'no-done': ['Done'],
  length: ['Incomplete', goOn, askAgain],
  refusal: ['Incomplete', askAgain],
  'no-answer': ['Incomplete', goOn, askAgain],
  empty: ['Incomplete', askAgain],
  declined: ['Incomplete', askAgain],
  repeat: ['Done'],
  flood: ['Failed', 'Show Log', goOn, askAgain],
}

test.each(faults)('%s: one sentence and one thing to do at the panel', async (fault) => {
  // Only who is silent is not waited for: a busy machine is slow with the others too.
  const silent = fault === 'deaf' || fault === 'silence'
  const timeouts = {
    connect: 30_000,
    firstByte: silent ? 300 : 30_000,
    idle: fault === 'stall' ? 300 : 30_000,
  }
  const form = fault === 'no-answer' ? 'reasoning' : 'inline'
  const asked = { url: endpoint.url, model: `sample-r1:${form}:${fault}`, timeouts }
  expect(await seen(fault, asked)).toEqual(shown[fault])
})

/** Servers that are not reached at all: where they would be, and what the panel shows. */
const unreached: Readonly<Record<string, readonly [() => Promise<Server>, ...string[]]>> = {
  'nobody listens': [async () => ({ port: await closedPort() }), changeAddress, askAgain],
  'no such host': [async () => ({ host: 'no-such-host.invalid', port: 80 }), changeAddress, askAgain],
  'https to a server that speaks http': [
    async () => ({ ...(await listenHttp((_, response) => response.end())), scheme: 'https' }),
    changeAddress,
    askAgain,
  ],
  'a certificate that nobody trusts': [
    async () => ({ ...(await listenTls()), scheme: 'https' }),
    'Proxies and Certificates',
    askAgain,
  ],
  'another protocol': [
    () => listenTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n')),
    changeAddress,
    askAgain,
  ],
  'a proxy that wants a login': [
    () => listenHttp((_, response) => response.writeHead(407).end()),
    'Proxies and Certificates',
    askAgain,
  ],
}

interface Server extends Partial<AsyncDisposable> {
  readonly port: number
  readonly host?: string
  readonly scheme?: string
}

test.each(Object.keys(unreached))('%s: the same', async (name) => {
  const [start, ...actions] = unreached[name] ?? []
  const server = await start?.()
  if (!server) throw new Error(`There is no server for ${name}.`)
  const { scheme = 'http', host = 'localhost', port } = server
  expect(await seen(name, { url: `${scheme}://${host}:${port}/v1` })).toEqual(['Failed', ...actions])
  await server[Symbol.asyncDispose]?.()
})

/** The state and the buttons that the panel shows of a turn that went so; it has the sentence, and what came. */
async function seen(name: string, asked: Asked): Promise<readonly string[]> {
  const { page, complaints } = open
  const turn = createTurn(defaultSplit)
  for await (const delta of ask(asked)) turn.push(delta, 0)
  turn.end('closed', 0)
  const value = turn.value()
  const id = name as TurnId
  const head = {
    ...sampleScript('rate-limiter').head,
    id,
    question: `What of ${name}?`,
    goesOn: { reasoning: true, answer: true },
  }
  await page.evaluate((told) => window.fakeHost.post(told), shownTurn({ head, value }))
  await page.getByRole('heading', { name: head.question }).waitFor()

  const notice = page.locator('.notice')
  const sentence = value.state.kind === 'failed' ? value.state.failure.message : undefined
  if (sentence !== undefined) expect(await notice.innerText()).toContain(sentence)
  if (value.state.kind === 'incomplete' && value.state.why === 'noAnswer')
    expect(await notice.innerText()).toContain(
      value.reasoning === '' ? 'stopped without a word' : 'stopped after its reasoning',
    )
  if (value.steps.length > 0) expect(await page.getByRole('treeitem').count()).toBeGreaterThan(0)
  expect(complaints).toEqual([])
  const state = await page.locator('header .state').innerText()
  return [state.trim(), ...(await notice.getByRole('button').allInnerTexts())]
}

function shownTurn(turn: TurnView): ToWebview {
  const panel = 'panel' as PanelId
  return { type: 'shown', panel, saved: null, turns: [turn], selected: null, current: turn.head.id }
}

test.each([
  ['nothing', '', 'Neither a question nor a thought is written here.'],
  ['a thought', '<think>\nSo.\n</think>\n', 'The model stopped after its reasoning and gave no answer.'],
])('of a file with no question, and %s in it, none is asked again', async (what, text, sentence) => {
  const { page } = open
  const [written] = readDocument(text).turns
  if (!written) throw new Error('A file without a turn')
  const head = { ...sampleScript('rate-limiter').head, id: what as TurnId, question: '', sample: false }
  const view = { head, value: restoreTurn(keptOf(written)) }
  await page.evaluate((told) => window.fakeHost.post(told), shownTurn(view))
  const notice = page.locator('.notice', { hasText: sentence })
  await notice.waitFor()
  expect(await notice.getByRole('button').count()).toBe(0)
})

/** A turn whose server has said some of a thought, and says no more. */
async function stalledTurn() {
  const turn = createTurn(defaultSplit)
  const stop = new AbortController()
  for await (const delta of ask({
    url: endpoint.url,
    model: 'sample-r1:inline:stall',
    signal: stop.signal,
  })) {
    turn.push(delta, 0)
    if (turn.value().reasoning.length > 200) stop.abort()
  }
  return turn
}

test('what was stopped can go on', async () => {
  const { page } = open
  const turn = await stalledTurn()
  turn.end('stopped', 0)
  const head = {
    ...sampleScript('rate-limiter').head,
    id: 'stopped' as TurnId,
    question: 'And?',
    goesOn: { reasoning: true, answer: true },
  }
  await page.evaluate((told) => window.fakeHost.post(told), shownTurn({ head, value: turn.value() }))
  await page.locator('.notice', { hasText: 'Stopped here; what came stays.' }).waitFor()
  await page.locator('.notice').getByRole('button', { name: 'Resume', exact: true }).click()
  const sent = await page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'act'))
  expect(sent).toEqual({ type: 'act', turn: 'stopped', action: 'goOn' })
})

test('what was stopped before its first word is not said to stay', async () => {
  const { page } = open
  const turn = createTurn(defaultSplit)
  turn.end('stopped', 0)
  const head = { ...sampleScript('rate-limiter').head, id: 'unheard' as TurnId }
  await page.evaluate(
    (told) => window.fakeHost.post(told),
    shownTurn({ head: { ...head, sample: false }, value: turn.value() }),
  )
  await page.locator('.notice', { hasText: 'Stopped before anything came.' }).waitFor()
})

test('that a model says the same again and again is told while it does, with the way out', async () => {
  const { page, complaints } = await world.open('dark', 'wide', [])
  const turn = createTurn(defaultSplit)
  const think = (text: string) => turn.push({ kind: 'text', channel: 'reasoning', text }, 1000)
  const head = { ...sampleScript('rate-limiter').head, id: 'loops' as TurnId, sample: false }
  const tell = (message: ToWebview) => page.evaluate((told) => window.fakeHost.post(told), message)
  const grow = () => tell({ type: 'turnGrew', turn: head.id, change: turn.take() })
  const round = 'Wait, is the window checked before the count is reset? Let me look once more.\n\n'
  think(`The limiter counts in windows.\n\n${round.repeat(3)}`)
  turn.take()
  await tell(shownTurn({ head, value: turn.value() }))
  await page.locator('header .state', { hasText: 'Thinking' }).waitFor()
  expect(await page.locator('.notice').count()).toBe(0)
  think(round.repeat(4))
  await grow()
  const notice = page.locator('.notice', { hasText: 'The model says the same again and again.' })
  await notice.getByText('The last words came 6 times.').waitFor()
  await notice.getByRole('button', { name: 'Answer Now' }).click()
  const sent = await page.evaluate(() => window.fakeHost.sent.findLast(({ type }) => type === 'steer'))
  expect(sent).toMatchObject({ type: 'steer', turn: 'loops', kind: 'answerNow' })
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, 'loops.png') })
  think('So the count is reset first. That is the bug, and it is on line 12.\n\n')
  await grow()
  await notice.waitFor({ state: 'detached' })
  think(round.repeat(9))
  turn.push({ kind: 'finished', reason: 'length' }, 2000)
  turn.end('closed', 2000)
  await grow()
  await page
    .locator('.notice', { hasText: 'cut off at the token limit' })
    .getByText(/came \d times\./)
    .waitFor()
  expect(complaints).toEqual([])
  await page.close()
})

test('that it is tried out how a server goes on is told, until it is known', async () => {
  const { page } = open
  const turn = createTurn(defaultSplit)
  turn.push({ kind: 'trying', known: false }, 10)
  const head = { ...sampleScript('rate-limiter').head, id: 'tried' as TurnId }
  const tell = (message: ToWebview) => page.evaluate((told) => window.fakeHost.post(told), message)
  await tell(shownTurn({ head, value: turn.value() }))
  const notice = page.locator('.notice', { hasText: 'how this server goes on' })
  await notice.waitFor()
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, 'trying.png') })
  turn.take()
  turn.push({ kind: 'trying', known: true }, 20)
  await tell({ type: 'turnGrew', turn: head.id, change: turn.take() })
  await notice.waitFor({ state: 'detached' })
  const pane = page.locator('.answer')
  expect(await pane.innerText()).toBe('The explanation starts when the thinking is done.')
  // Another answer to the same thought
  const branch = { kind: 'answerAgain', of: 'first' as TurnId, at: 0 } as const
  await tell(shownTurn({ head: { ...head, branch }, value: turn.value() }))
  await pane.getByText('The thinking is done; the explanation is asked for.').waitFor()
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
  const message = shownTurn({ head, value: turn.value() })
  await page.evaluate((told) => window.fakeHost.post(told), message)
  await page.locator('header .state', { hasText: 'Waiting' }).waitFor()
  await page.locator('.notice', { hasText: 'is too busy. It says: All slots are busy.' }).waitFor()
  await page.locator('.notice', { hasText: /Asking again/ }).waitFor()
  await page.getByRole('button', { name: 'Stop' }).waitFor()
})

test('that nothing more comes is said, until something does', async () => {
  const { page, complaints } = await world.open('dark', 'wide', [])
  await page.clock.install()
  const turn = await stalledTurn()
  turn.take()
  const head = { ...sampleScript('rate-limiter').head, id: 'silent' as TurnId, sample: false }
  const tell = (message: ToWebview) => page.evaluate((told) => window.fakeHost.post(told), message)
  await tell(shownTurn({ head, value: turn.value() }))
  await page.locator('header .state', { hasText: 'Thinking' }).waitFor()
  await page.clock.runFor(15_000)
  expect(await page.locator('.notice').count()).toBe(0)
  await page.clock.runFor(10_000)
  await page.locator('.notice', { hasText: 'nothing more for a while. Stop keeps what came.' }).waitFor()
  await page.locator('.notice', { hasText: /Nothing for 2\d s\./ }).waitFor()
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  const folder = process.env['THINKTREE_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, 'silent.png') })
  turn.push({ kind: 'text', channel: 'content', text: ' And more.' }, 25_000)
  await tell({ type: 'turnGrew', turn: head.id, change: turn.take() })
  await page.clock.runFor(500)
  expect(await page.locator('.notice').count()).toBe(0)
  expect(complaints).toEqual([])
  await page.close()
})

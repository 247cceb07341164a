import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, type Fault } from '../../scripts/endpoint/faults.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { inEnglish, type Say } from '../../src/base/say.ts'
import { normaliseBaseUrl } from '../../src/endpoint/baseUrl.ts'
import { createPrompt } from '../../src/endpoint/prompt.ts'
import { readProfiles } from '../../src/endpoint/readProfile.ts'
import { ask, listen } from '../support/listen.ts'
import { closedPort, listenHttp, listenTcp, listenTls } from '../support/sockets.ts'

/** Marks what was worded by it; what stays unmarked could not be put into another language. */
const marking: Say = (text, ...values) => `‹${inEnglish(text, ...values)}›`

function unworded(text: string): string {
  const less = text.replace(/‹[^‹›]*›/g, '')
  return less === text ? text.trim() : unworded(less)
}

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

describe('all of a failure is worded by who asks', () => {
  test.each(faults)('%s', async (fault) => {
    const limit = silent.has(fault) ? 300 : 30_000
    const timeouts = { connect: 30_000, firstByte: limit, idle: limit }
    const { url } = endpoint
    const { deltas } = await listen(ask({ url, model: `sample-r1:inline:${fault}`, timeouts, say: marking }))
    for (const delta of deltas)
      if (delta.kind === 'failed' || delta.kind === 'waiting')
        expect([delta.failure.message, unworded(delta.failure.message)]).toEqual([
          expect.stringContaining('‹'),
          '',
        ])
  })

  test.each([
    ['nobody listens', 'http', async (): Promise<Place> => ({ port: await closedPort() })],
    ['another protocol', 'http', () => listenTcp((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'))],
    ['a certificate that nobody trusts', 'https', () => listenTls()],
    ['https to http', 'https', () => listenHttp((_, response) => response.end())],
    ['a proxy that wants a login', 'http', () => listenHttp((_, response) => response.writeHead(407).end())],
    ['payment', 'http', () => listenHttp((_, response) => response.writeHead(402).end())],
    ['a redirect nowhere', 'http', () => listenHttp((_, response) => response.writeHead(302).end())],
  ] satisfies (readonly [string, string, () => Promise<Place>])[])('%s', async (_, scheme, start) => {
    const server: Place = await start()
    const url = `${scheme}://localhost:${server.port}/v1`
    const { failure } = await listen(ask({ url, say: marking }))
    expect(unworded(failure?.message ?? 'no failure')).toBe('')
    await server[Symbol.asyncDispose]?.()
  })
})

interface Place extends Partial<AsyncDisposable> {
  readonly port: number
}

const silent: ReadonlySet<Fault> = new Set(['deaf', 'silence', 'stall'])

test('so is what is wrong with a profile', () => {
  const box = { name: 'box', baseUrl: 'http://box/v1', model: 'r1' }
  const wrong = [
    { apiKey: 'a' },
    { colour: 'red' },
    { server: 'toaster' },
    { thinkTags: 1 },
    { headers: 1 },
    { secretHeaders: 1 },
    { extraBody: 1 },
    { thinkingFields: 1 },
    { temperature: 9 },
    { maxTokens: 0 },
    { prices: 1 },
    { dailyBudget: 0 },
    { includeUsage: 1 },
    { timeouts: 1 },
    { name: 1 },
    { model: '' },
    { thinking: 'on' },
    { thinking: 'off' },
    { thinking: 'low' },
    { thinkingBudget: 5 },
    { baseUrl: '' },
    { baseUrl: 'ftp://a' },
    { baseUrl: 'http://a:b@c' },
    { baseUrl: 'http://%' },
  ]
  for (const fields of wrong) {
    const [reading] = readProfiles([{ ...box, ...fields }], marking)
    expect([fields, unworded(reading?.problem?.message ?? 'no problem')]).toEqual([fields, ''])
  }
  expect(unworded(readProfiles([box, box], marking)[1]?.problem?.message ?? 'none')).toBe('')
  const read = normaliseBaseUrl('', marking)
  expect(unworded('problem' in read ? read.problem : 'none')).toBe('')
})

test('so is what did not fit into a prompt', () => {
  const text = Array.from({ length: 300 }, (_, line) => `const a${line} = ${line} * ${line}`).join('\n')
  const context = {
    path: 'a.ts',
    language: 'typescript',
    text,
    selection: { first: 100, last: 200 },
    enclosing: { first: 50, last: 250, name: 'b' },
    imports: [{ first: 1, last: 3 }],
    diagnostics: [{ line: 101, severity: 'error', message: 'no '.repeat(100) }],
  } as const
  const history = [
    { question: 'Why? '.repeat(100), answer: 'So. '.repeat(200) },
    { question: 'Why? '.repeat(100), answer: 'So. '.repeat(200) },
  ]
  const asking = { question: 'Why?', context, policy: 'content', say: marking } as const
  const { leftOut } = createPrompt({ ...asking, history, budget: 400 })
  expect(leftOut.map((part) => unworded(part.replace('`b`', '')))).toEqual(leftOut.map(() => ''))
  expect(leftOut.length).toBeGreaterThan(3)
})

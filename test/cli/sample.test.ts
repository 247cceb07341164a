import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument } from '../../src/traces/document.ts'
import { terminal } from './terminal.ts'
import { createEndlessEndpoint } from '../support/endless.ts'

const question = 'Why does the cache sometimes lose an entry right after I update another one?'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint({ tokensPerSecond: 4000 })
})
afterAll(() => endpoint.close())

function sample(more: readonly string[], given: Parameters<typeof terminal>[1] = {}) {
  return terminal(['sample', question, '-o', 'out', ...more], {
    env: { THINKTREE_BASE_URL: endpoint.url, THINKTREE_MODEL: 'sample-r1' },
    ...given,
  })
}

test('asks as often as it should, so many at a time, and writes a file of each answer', async () => {
  const written: Record<string, string> = {}
  const before = endpoint.requests.length
  const { exitCode, out, notes } = await sample(['-n', '5', '--parallel', '2', '--expect', 'x'], { written })
  expect([exitCode, notes]).toEqual([0, []])
  expect(Object.keys(written).toSorted()).toEqual([1, 2, 3, 4, 5].map((at) => `out/0${at}.think`))
  expect(endpoint.requests.length - before).toBe(5)
  expect(readDocument(written['out/01.think'] ?? '').turns[0]?.head.question).toBe(question)
  expect(out).toMatch(/^out\/05\.think .* wrong +1\.00 +0\.00 +\d+ +\d+\.\d$/m)
  expect(out).toContain('right       0 of 5\npass@1      0.00\n')
})

test('what the server tells of the inside is kept beside each answer', async () => {
  const [written, bytes] = [{} as Record<string, string>, {} as Record<string, Uint8Array>]
  const profiles = JSON.stringify([{ name: 'r', baseUrl: endpoint.url, model: 'sample-r1', logprobs: 1 }])
  const files = { 'p.json': profiles }
  await sample(['-n', '2', '--profiles', 'p.json', '--profile', 'r'], { written, bytes, files })
  expect(Object.keys(bytes).toSorted()).toEqual(['out/01.think.inside', 'out/02.think.inside'])
  const { out } = await terminal(['stats', 'out/01.think', '--format', 'json'], { written, bytes })
  expect(JSON.parse(out)[0].knownShare).toBeGreaterThan(0.97)
})

test('what is there and done is not asked for again; what was broken off is', async () => {
  const written: Record<string, string> = {}
  await sample(['-n', '1'], { written })
  const done = written['out/01.think'] ?? ''
  const stopped = done.replace(/^state: done$/m, 'state: stopped')
  expect(stopped).not.toBe(done)
  const before = endpoint.requests.length
  const again: Record<string, string> = { 'out/01.think': done, 'out/02.think': stopped }
  const { out } = await sample(['-n', '3', '--format', 'json'], { written: again })
  expect(endpoint.requests.length - before).toBe(2)
  expect(again['out/01.think']).toBe(done)
  expect(again['out/02.think']).not.toBe(stopped)
  expect(JSON.parse(out).samples).toHaveLength(3)
})

test.each([
  ['another question', 'question: Why?'],
  ['another model', 'model: other'],
])('a folder that holds an answer of %s is not taken for a beginning', async (_, line) => {
  const written: Record<string, string> = {}
  await sample(['-n', '1'], { written })
  const key = line.replace(/:.*/, '')
  const strange = (written['out/01.think'] ?? '').replace(new RegExp(`^${key}: .*$`, 'm'), line)
  const before = endpoint.requests.length
  const again = { 'out/01.think': strange }
  const { exitCode, notes } = await sample(['-n', '2'], { written: again })
  expect([exitCode, notes]).toEqual([
    2,
    ['out/01.think answers another question or is of another model; choose another folder.'],
  ])
  expect(endpoint.requests.length).toBe(before)
  expect(again).toEqual({ 'out/01.think': strange })
})

test('of several profiles, with what each costs; one that fails does not stop the others', async () => {
  const prices = { input: 1, output: 2, currency: 'EUR', asOf: '2026-01-01' }
  const profiles = [
    { name: 'R 1', baseUrl: endpoint.url, model: 'sample-r1', prices },
    { name: 'gone', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' },
  ]
  const written: Record<string, string> = {}
  const args = ['-n', '1', '--profiles', 'p.json', '--profile', 'R 1', '--profile', 'gone']
  const { exitCode, out, notes } = await sample(args, {
    written,
    files: { 'p.json': JSON.stringify(profiles) },
  })
  expect(exitCode).toBe(1)
  expect(Object.keys(written).toSorted()).toEqual(['out/R_1-01.think', 'out/gone-01.think'])
  expect(out).toMatch(/^out\/R_1-01\.think .* 0\.\d{6} EUR$/m)
  expect(notes).toEqual([expect.stringMatching(/^out\/gone-01\.think: /)])
})

test('a server that gives several answers in one request is asked for as many at a time', async () => {
  const profiles = [{ name: 'V', server: 'vllm', baseUrl: endpoint.url, model: 'sample-r1' }]
  const written: Record<string, string> = {}
  const before = endpoint.requests.length
  const args = ['-n', '5', '--parallel', '2', '--profiles', 'p.json', '--profile', 'V']
  const { exitCode, notes } = await sample(args, { written, files: { 'p.json': JSON.stringify(profiles) } })
  expect([exitCode, notes]).toEqual([0, []])
  expect(endpoint.requests.slice(before).map(({ body }) => body['n'])).toEqual([2, 2, undefined])
  const answers = [1, 2, 3, 4, 5].map((at) => readDocument(written[`out/0${at}.think`] ?? '').turns[0]?.body)
  expect(answers[0]).toBe(answers[4])
  expect(answers[1]).not.toBe(answers[0])
  expect(Object.values(written).every((text) => text.includes('state: done'))).toBe(true)
})

test('an endpoint that the question leaves no room for an answer is not asked, which is said once', async () => {
  const at = { baseUrl: endpoint.url, model: 'sample-r1' }
  const profiles = [
    { name: 'wide', ...at },
    { name: 'narrow', ...at, contextLength: 60 },
  ]
  const written: Record<string, string> = {}
  const args = ['-n', '2', '--profiles', 'p.json', '--profile', 'wide', '--profile', 'narrow']
  const files = { 'p.json': JSON.stringify(profiles) }
  const { exitCode, notes } = await sample(args, { written, files })
  expect([exitCode, notes]).toEqual([
    1,
    [expect.stringMatching(/^Nothing was sent: about \d+ tokens leave sample-r1 at narrow no room/)],
  ])
  expect(Object.keys(written).toSorted()).toEqual(['out/wide-01.think', 'out/wide-02.think'])
})

test('Ctrl-C stops them all; what came is kept, and nothing more is begun', async () => {
  const stop = new AbortController()
  const written: Record<string, string> = {}
  const endless = await createEndlessEndpoint()
  const running = sample(['-n', '6', '--parallel', '2', '--base-url', endless.url, '--model', 'sample-r1'], {
    written,
    signal: stop.signal,
  })
  await expect.poll(() => endless.requests.length).toBe(2)
  stop.abort()
  expect((await running).exitCode).toBe(130)
  expect(endless.requests.length).toBe(2)
  expect(Object.keys(written).toSorted()).toEqual(['out/01.think', 'out/02.think'])
  for (const text of Object.values(written)) expect(text).toContain('state: stopped')
  await endless.close()
})

test.each([
  [[], 'sample takes one question; put it in quotes.'],
  [['Q', 'R', '-o', 'x'], 'sample takes one question; put it in quotes.'],
  [['Q'], 'Say where the answers go with -o FOLDER.'],
  [['Q', '-o', 'x', '-n', '0'], '-n must be a whole number above 0, not “0”.'],
])('bad input: %j', async (args, complaint) => {
  const { exitCode, notes } = await terminal(['sample', ...args])
  expect([exitCode, notes]).toEqual([2, [complaint]])
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { wireForms } from '../../scripts/endpoint/wireForms.ts'
import { contextHash } from '../../src/traces/contextHash.ts'
import { readDocument } from '../../src/traces/document.ts'
import { keptOf } from '../../src/traces/turns.ts'
import { terminal } from './terminal.ts'
import { createEndlessEndpoint } from '../support/endless.ts'

const question = 'Why does the cache sometimes lose an entry right after I update another one?'
const files = {
  'src/key.pem': 'secret',
  '.gitignore': '*.pem\n',
  'src/lruCache.ts': 'class LruCache {\n  get(key) {}\n}\n',
  'p.json': '{"endpoints": [{"name": "a", "baseUrl": "http://127.0.0.1:9"}, {"name": "b"}]}',
}

let endpoint: SampleEndpoint
let endless: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
  endless = await createEndlessEndpoint()
})
afterAll(async () => {
  await endpoint.close()
  await endless.close()
})

test('text: the tree, then the answer', async () => {
  const { exitCode, out, notes } = await ask('sample-r1', ['--file', 'src/lruCache.ts:1-2'])
  expect([exitCode, notes]).toEqual([0, []])
  const [steps = '', ...answer] = out.split('\n\n')
  expect(steps).toMatch(/^\w+ +\S.*\n  \w+ +\S/)
  expect(answer.join('\n\n')).toContain('makes room')
  expect(out.endsWith('\n')).toBe(true)
  const [asked] = endpoint.requests.slice(-1)
  expect(JSON.stringify(asked?.body)).toContain('src/lruCache.ts')
})

test.each(wireForms)('json: one object, from a server that sends %s', async (form) => {
  const { exitCode, out } = await ask(`sample-r1:${form}`, ['--format', 'json'])
  const result = JSON.parse(out)
  expect(Object.keys(result)).toEqual(['reasoning', 'answer', 'steps', 'usage', 'state'])
  expect([exitCode, result.state]).toEqual([0, 'done'])
  expect(result.reasoning).toContain('`#evict`')
  expect(result.answer).toContain('makes room')
  expect(result.steps.length).toBeGreaterThan(10)
  expect(result.usage.completion).toBeGreaterThan(0)
})

test.each(['', ':reasoning', ':implicit'] as const)(
  '-o writes a document of it, from a server that sends “%s”',
  async (form) => {
    const written: Record<string, string> = {}
    const { out } = await ask(
      `sample-r1${form}`,
      ['--format', 'json', '-o', 'a.think', '--file', 'src/lruCache.ts:1-2'],
      { written },
    )
    const { reasoning, answer } = JSON.parse(out)
    const { turns, problems } = readDocument(written['a.think'] ?? '')
    expect(problems).toEqual([])
    const [turn] = turns
    if (!turn) throw new Error('no turn')
    expect(keptOf(turn)).toMatchObject({ reasoning, answer, state: { kind: 'done' } })
    expect(turn.head).toMatchObject({
      question,
      context: [
        { path: 'src/lruCache.ts', lines: [1, 2], hash: contextHash('class LruCache {\n  get(key) {}') },
      ],
      names: ['LruCache', 'get'],
      sampling: { temperature: 0.6, top_p: 0.95 },
    })
    expect(turn.head.usage.completion).toBeGreaterThan(0)
    expect(turn.body.startsWith('<think>')).toBe(form !== ':implicit')
  },
)

test.each([
  ['401', 'A key is taken from THINKTREE_API_KEY, or from the variable that --key-env names.'],
  ['413', 'Shorten the question, or let a smaller --budget send less code.'],
  ['model', 'Another model is named with --model.'],
])('after a failure (%s) it says what can be done', async (fault, next) => {
  const { exitCode, notes } = await ask(`sample-r1:inline:${fault}`, [])
  expect([exitCode, notes.length, notes.at(-1)]).toEqual([1, 2, next])
})

test('a question that leaves no room for an answer is not sent', async () => {
  const profile = { name: 'narrow', baseUrl: endpoint.url, model: 'sample-r1', contextLength: 400 }
  const before = endpoint.requests.length
  const args = ['ask', `What of ${'this and that and '.repeat(200)}?`, '--format', 'json']
  const { exitCode, out, notes } = await terminal([...args, '--profile', 'narrow', '--profiles', 'p.json'], {
    files: { 'p.json': JSON.stringify([profile]) },
  })
  expect([exitCode, notes]).toEqual([
    1,
    [
      expect.stringMatching(
        /^Nothing was sent: about \d+ tokens leave sample-r1 at narrow no room for an answer/,
      ),
      'Shorten the question, or let a smaller --budget send less code.',
    ],
  ])
  expect(JSON.parse(out)).toMatchObject({ state: 'failed', failure: { code: 'noRoom' } })
  expect(endpoint.requests.length).toBe(before)
})

test('stopping keeps what came', async () => {
  const stop = new AbortController()
  const heard = () => stop.abort()
  const { exitCode, out } = await ask('sample-r1', [], { signal: stop.signal, heard, from: endless })
  expect(exitCode).toBe(130)
  expect(out.length).toBeGreaterThan(20)
  expect(out).not.toContain('makes room')
})

test('what came at once is shown, though nothing follows', async () => {
  const never = new Promise<void>(() => {})
  const silent = await createSampleEndpoint({ hold: (tokens) => (tokens > 200 ? never : undefined) })
  const stop = new AbortController()
  const heard = () => stop.abort()
  const { out } = await ask('sample-r1', [], { signal: stop.signal, heard, from: silent })
  expect(out).toMatch(/^\w+ +\S/)
  await silent.close()
})

test('a cut connection: what came, a note, and exit 1', async () => {
  const { exitCode, out, notes } = await ask('sample-r1:reasoning:cut', ['--format', 'json'])
  expect([exitCode, notes]).toEqual([
    1,
    [
      'The answer is incomplete: the connection ended before the model did.',
      'With -o FILE what came is kept, and thinktree continue FILE can go on from there.',
    ],
  ])
  expect(JSON.parse(out)).toMatchObject({ state: 'incomplete', why: 'cut' })
})

test('what came of a cut connection can be gone on with, as is said', async () => {
  const written: Record<string, string> = {}
  const args = ['-o', 'my trace.think']
  const { notes } = await ask('sample-r1:llamacpp:reasoning_content:cut', args, { written })
  const [, next = ''] = notes
  expect(next).toBe(
    "To go on from there, with the same endpoint: thinktree continue 'my trace.think' -o 'my trace.think'",
  )
  const on = ['continue', 'my trace.think', '-o', 'my trace.think', '--server', 'llama.cpp']
  const where = ['--base-url', endpoint.url, '--model', 'sample-r1:llamacpp:reasoning_content']
  expect(await terminal([...on, ...where], { written })).toMatchObject({ exitCode: 0 })
})

test('each wait is told in sentences that end', async () => {
  const stop = new AbortController()
  const before = endpoint.requests.length
  const asked = ask('sample-r1:inline:loading', [], { signal: stop.signal })
  // The second time it is asked, the first wait was told.
  await expect.poll(() => endpoint.requests.length).toBeGreaterThan(before + 1)
  stop.abort()
  const { notes } = await asked
  expect(notes[0]).toMatch(/It says: Loading model\. Asking again in [\d.]+ s\.$/)
})

test('the key comes from the environment', async () => {
  const locked = await createSampleEndpoint({ key: 'open-sesame' })
  const env = { MY_KEY: 'open-sesame' }
  expect((await ask('sample-r1', ['--key-env', 'MY_KEY'], { env, from: locked })).exitCode).toBe(0)
  const refused = await ask('sample-r1', [], { from: locked })
  expect(refused.exitCode).toBe(1)
  expect(refused.notes[0]).toContain('wants a key')
  await locked.close()
})

test('a key goes unencrypted to another machine only where that was said', async () => {
  const env = { THINKTREE_API_KEY: 'open-sesame' }
  const args = ['ask', question, '--base-url', 'http://no-such-host.invalid/v1', '--model', 'm']
  expect(await terminal(args, { env })).toMatchObject({
    exitCode: 2,
    notes: [
      'Nothing was sent: the key for http://no-such-host.invalid would travel unencrypted. --key-openly sends it all the same.',
    ],
  })
  const { exitCode, notes } = await terminal([...args, '--key-openly'], { env })
  expect([exitCode, notes.at(-1)]).toEqual([1, expect.stringContaining('no-such-host.invalid')])
  expect(notes.join()).not.toContain('unencrypted')
})

test('secret headers of a profile come from the environment, and are missed where they are not there', async () => {
  const profile = { name: 'lab', baseUrl: endpoint.url, model: 'sample-r1', secretHeaders: ['X-Team'] }
  const files = { 'endpoints.json': JSON.stringify([profile]) }
  const args = ['ask', question, '--profile', 'lab', '--profiles', 'endpoints.json']
  expect(await terminal(args, { files })).toMatchObject({
    exitCode: 2,
    notes: ['The profile “lab” wants the header X-Team: set THINKTREE_HEADER_X_TEAM to its value.'],
  })
  const env = { THINKTREE_HEADER_X_TEAM: 'blue' }
  expect((await terminal(args, { files, env })).exitCode).toBe(0)
  expect(endpoint.requests.at(-1)?.headers).toMatchObject({ 'x-team': 'blue' })
})

test('a profile of a file says all there is to say', async () => {
  const profile = { name: 'lab', baseUrl: endpoint.url, model: 'sample-r1', temperature: 0, server: 'vllm' }
  const files = { 'endpoints.json': JSON.stringify([{ ...profile, thinking: 'high' }]) }
  const { exitCode } = await terminal(['ask', question, '--profile', 'lab', '--profiles', 'endpoints.json'], {
    files,
  })
  expect(exitCode).toBe(0)
  expect(endpoint.requests.at(-1)?.body).toMatchObject({ temperature: 0, reasoning_effort: 'high' })
})

test.each(['.env', 'app/.env.local', '/elsewhere/ca.pem', 'id.key', 'src/.environment.ts'])(
  'a file of secrets is never sent, as the editor sends none: %s',
  async (path) => {
    const before = endpoint.requests.length
    const args = ['ask', question, '--base-url', endpoint.url, '--model', 'sample-r1', '--file', path]
    const { notes } = await terminal(args, { files: { [path]: 'A=1' } })
    const isSecret = !path.endsWith('.ts')
    const name = path.startsWith('/') ? 'ca.pem' : path
    expect(notes).toEqual(isSecret ? [`${name} is excluded by its name: it is never sent.`] : [])
    expect(endpoint.requests.length - before).toBe(isSecret ? 0 : 1)
  },
)

test('a repository may begin above the file, or elsewhere', async () => {
  const files = { '/repo/.git/HEAD': 'ref', '/repo/.gitignore': 'app/own.ts', '/repo/app/own.ts': 'let a' }
  const args = [
    'ask',
    'a',
    '--base-url',
    'http://127.0.0.1:9/v1',
    '--model',
    'm',
    '--file',
    '/repo/app/own.ts',
  ]
  const { exitCode, notes } = await terminal(args, { files })
  expect([exitCode, notes]).toEqual([2, ['own.ts is excluded by .gitignore: it is never sent.']])
})

describe('bad input is one clear line', () => {
  const to = ['--base-url', 'http://127.0.0.1:9/v1', '--model', 'm']
  test.each([
    [['ask'], 'ask takes one question; put it in quotes.'],
    [['ask', 'a', 'b'], 'ask takes one question; put it in quotes.'],
    [['ask', 'a'], 'Name an endpoint with --base-url, such as http://127.0.0.1:8000/v1.'],
    [['ask', 'a', '--base-url', 'http://127.0.0.1:9'], 'Name a model with --model.'],
    [['ask', 'a', '--profile', 'x'], 'Name the file of profiles with --profiles.'],
    [['ask', 'a', '--profile', 'x', ...to], 'Give --profile or --base-url, not both.'],
    [['ask', 'a', '--profile', 'x', '--profiles', 'p.json'], 'p.json has no profile “x”; there are a, b.'],
    [
      ['ask', 'a', '--profile', 'a', '--profiles', 'p.json'],
      'The endpoint “a” has no model set. Choose one that it serves.',
    ],
    [
      ['ask', 'a', '--profile', 'a', '--profiles', 'src/lruCache.ts'],
      'src/lruCache.ts holds no list of profiles.',
    ],
    [['ask', 'a', ...to, '--key-env', 'NONE'], 'The environment variable NONE is not set.'],
    [['ask', 'a', ...to, '--file', 'b.ts'], 'b.ts does not exist.'],
    [
      ['ask', 'a', ...to, '--file', 'src/key.pem'],
      'src/key.pem is excluded by .gitignore: it is never sent.',
    ],
    [['ask', 'a', ...to, '--file', 'src/lruCache.ts:9'], 'src/lruCache.ts has only 3 lines.'],
    [
      ['ask', 'a', ...to, '--file', 'src/lruCache.ts:3-2'],
      '“src/lruCache.ts:3-2” names no lines: they count from 1, the first one first.',
    ],
    [['ask', 'a', ...to, '--budget', 'big'], '--budget must be a whole number above 0, not “big”.'],
  ])('%j', async (args, expected) => {
    const { exitCode, notes } = await terminal(args, { files })
    expect([exitCode, notes]).toEqual([2, [expected]])
  })
})

interface Circumstances extends Pick<
  NonNullable<Parameters<typeof terminal>[1]>,
  'env' | 'signal' | 'heard' | 'written'
> {
  readonly from?: SampleEndpoint
}

function ask(model: string, args: readonly string[], { from = endpoint, ...given }: Circumstances = {}) {
  return terminal(['ask', question, '--base-url', from.url, '--model', model, ...args], { files, ...given })
}

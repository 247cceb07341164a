import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { listOf, parseJson, recordOf } from '../../src/base/json.ts'
import { secretFiles } from '../../src/cli/code.ts'
import { dataFormats } from '../../src/export/formats.ts'
import { terminal } from './terminal.ts'

const root = join(import.meta.dirname, '../..')
// Starting Node takes its time on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

/** One of each way in which a secret goes to a server. */
const planted = {
  key: 'planted-key-0123456789',
  secretHeader: 'planted-team-0123456789',
  header: 'planted-plain-0123456789',
  query: 'planted-query-0123456789',
}
const question = 'Why does the cache sometimes lose an entry right after I update another one?'

let endpoint: SampleEndpoint
const home = mkdtempSync(join(tmpdir(), 'tt-planted-'))
/** All that is written lies here; the profiles, which have secrets in them, do not. */
const out = join(home, 'out')
const profiles = join(home, 'profiles.json')

beforeAll(async () => {
  endpoint = await createSampleEndpoint({ tokensPerSecond: 2000, key: planted.key })
  mkdirSync(out)
  const profile = (name: string, model: string) => ({
    name,
    baseUrl: `${endpoint.url}?api-key=${planted.query}`,
    model,
    server: 'llama.cpp',
    headers: { 'X-Plain': planted.header },
    secretHeaders: ['X-Team'],
  })
  const list = [
    profile('whole', 'sample-r1:llamacpp:reasoning_content'),
    profile('cut', 'sample-r1:llamacpp:reasoning_content:cut'),
    profile('echo', 'sample-r1:echo'),
    profile('broken', 'sample-r1:reasoning_content:echo-event'),
  ]
  writeFileSync(profiles, JSON.stringify(list))
})
afterAll(async () => {
  await endpoint.close()
  rmSync(home, { recursive: true })
})

test('planted secrets reach the server, and nothing that is shown, written or listed', async () => {
  const said: string[] = []
  const run = async (...args: readonly string[]) => said.push(await thinktree(args))
  for (const name of ['whole', 'cut', 'echo', 'broken'])
    await run('ask', question, '--profile', name, '--profiles', profiles, '-o', join(out, `${name}.think`))
  await run('ask', question, '--profile', 'echo', '--profiles', profiles, '--format', 'json')
  const cut = join(out, 'cut.think')
  await run('continue', cut, '--profile', 'whole', '--profiles', profiles, '-o', join(out, 'on.think'))

  const [first] = endpoint.requests
  expect(first?.headers).toMatchObject({
    authorization: `Bearer ${planted.key}`,
    'x-team': planted.secretHeader,
    'x-plain': planted.header,
  })
  expect(first?.path).toContain(planted.query)
  // The servers have said all of them back, in a refusal and in the middle of a stream.
  expect(said.join('\n')).toMatch(/Refused: /)

  const traces = readdirSync(out).filter((name) => name.endsWith('.think'))
  expect(traces).toEqual(['broken.think', 'cut.think', 'echo.think', 'on.think', 'whole.think'])
  const formats = [...dataFormats.map(({ name }) => name), 'html', 'markdown', 'json']
  const files = Object.fromEntries(traces.map((name) => [name, readFileSync(join(out, name), 'utf8')]))
  const written: Record<string, string> = {}
  for (const format of formats) {
    const args = ['export', ...traces, '--format', format, '--unfinished', '-o', format]
    const { out: shown, notes } = await terminal(args, { files, written })
    said.push(shown, ...notes)
  }
  // Some want pairs, or what reviewers said.
  expect(new Set(Object.keys(written).map((path) => path.split('/')[0])).size).toBeGreaterThan(8)
  expect(secretsIn(said.join('\n'))).toEqual([])
  for (const [path, content] of Object.entries({ ...files, ...written }))
    expect([path, secretsIn(content)]).toEqual([path, []])
})

/** What a run says on both its outputs; while it runs the list of processes is looked at. */
async function thinktree(args: readonly string[]): Promise<string> {
  const env = {
    ...process.env,
    THINKTREE_API_KEY: planted.key,
    THINKTREE_HEADER_X_TEAM: planted.secretHeader,
  }
  const child = spawn(process.execPath, ['src/cli/main.ts', ...args], { cwd: root, stdio: 'pipe', env })
  const outputs = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  const listed = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
  expect(listed).toContain(`src/cli/main.ts ${args[0]}`)
  expect(secretsIn(listed)).toEqual([])
  const [said, complained] = await outputs
  return `${said}\n${complained}`
}

function secretsIn(content: string): readonly string[] {
  return Object.values(planted).filter((secret) => content.includes(secret))
}

test('the terminal keeps back what the editor does by its setting', () => {
  const { configuration } = recordOf(
    recordOf(parseJson(readFileSync(join(root, 'package.json'), 'utf8')))['contributes'],
  )
  const settings = listOf(configuration).map((each) => recordOf(recordOf(each)['properties']))
  const [exclude] = settings.flatMap((each) => each['thinktree.context.exclude'] ?? [])
  expect(recordOf(exclude)['default']).toEqual(secretFiles)
})

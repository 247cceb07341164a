import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSamples } from '../../scripts/endpoint/samples.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { readDocument } from '../../src/traces/document.ts'
import { documentOf, keptOf } from '../../src/traces/turns.ts'
import { terminal } from './terminal.ts'

const [sample] = await readSamples(path.join(import.meta.dirname, '../../samples/traces'))
if (!sample) throw new Error('no sample')
const { question, reasoning, answer } = sample

const whole = documentOf([
  { head: { question: 'Hello?', id: 'first' }, value: valueOf('\nA greeting.\n', '\n\nHello.') },
  { head: { question, id: 'second', parent: 'first' }, value: valueOf(`\n${reasoning}\n`, `\n\n${answer}`) },
]).text

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

test('from a step on: the new turn keeps what stands before, and the file keeps both', async () => {
  const { steps } = JSON.parse((await terminal(['tree', 't.think', '--format', 'json'], files(whole))).out)
  const at = steps[Math.floor(steps.length / 2)]
  const written: Record<string, string> = {}
  const { exitCode, out, notes } = await goOn(
    ['--at', at.id, '--format', 'json', '-o', 't.think'],
    'llamacpp',
    { ...files(whole), written },
  )
  expect([exitCode, notes]).toEqual([0, []])
  const result = JSON.parse(out)
  expect(Object.keys(result)).toEqual(['reasoning', 'answer', 'steps', 'usage', 'state', 'branch'])
  expect(result.branch).toEqual({ kind: 'goOn', step: at.id, at: at.end })
  // The sample server knows how it went on.
  expect(result.reasoning.trim()).toBe(reasoning.trim())
  expect(result.answer.trim()).toBe(answer.trim())
  expect(result.usage.completion).toBeGreaterThan(0)
  const text = written['t.think'] ?? ''
  expect(text.startsWith(whole)).toBe(true)
  const [, parent, branch] = readDocument(text).turns
  expect(branch?.head).toMatchObject({
    parent: 'second',
    branch: result.branch,
    question,
    state: { kind: 'done' },
  })
  expect(parent?.body).toBe(readDocument(whole).turns[1]?.body)
  expect(branch && keptOf(branch)).toMatchObject({ reasoning: result.reasoning, answer: result.answer })
  expect(branch?.head.id).not.toBe('')
  // The conversation is sent along, the thought of earlier turns is not.
  const { messages } = (endpoint.requests.at(-1)?.body ?? { messages: [] }) as {
    messages: readonly { role: string; content: string }[]
  }
  expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant'])
  expect(messages[1]?.content).toBe('Hello.')

  // A branch of the branch has the same conversation.
  const nested = await goOn(['--answer-again', '--format', 'json', '-o', 't.think'], 'llamacpp', {
    ...files(text),
    written,
  })
  expect(JSON.parse(nested.out)).toMatchObject({
    branch: { kind: 'answerAgain' },
    answer: expect.stringContaining(answer.trim()),
  })
  expect(readDocument(written['t.think'] ?? '').turns.at(-1)?.head.parent).toBe(branch?.head.id)
  expect(endpoint.requests.at(-1)?.body['messages']).toHaveLength(4)
})

test('a profile that wants it so has the thought of earlier turns sent along', async () => {
  const { url: baseUrl } = endpoint
  const profile = {
    name: 'p',
    server: 'llama.cpp',
    baseUrl,
    model: 'sample-r1:llamacpp',
    history: 'thinking',
  }
  const given = { files: { 't.think': whole, 'p.json': JSON.stringify([profile]) } }
  const { exitCode } = await terminal(
    ['continue', 't.think', '--answer-now', '--profile', 'p', '--profiles', 'p.json'],
    given,
  )
  const { messages } = (endpoint.requests.at(-1)?.body ?? { messages: [] }) as {
    messages: readonly unknown[]
  }
  expect([exitCode, messages[1]]).toEqual([
    0,
    { role: 'assistant', content: 'Hello.', reasoning_content: 'A greeting.' },
  ])
})

test('code that is not in the file is missed by its name, or by none', async () => {
  const head = (more: string) =>
    `---\nformat: 1\nquestion: Why?\n${more}---\n<think>\nIt adds up.\n</think>\n\nSo.`
  const notes = async (text: string) => (await goOn(['--at', '5'], 'llamacpp', files(text))).notes
  expect(await notes(head('context: [{path: src/a.ts}]\n'))).toEqual([
    'It goes on without the code that was asked about (src/a.ts): give it with --file.',
  ])
  expect(await notes(head(''))).toEqual([])
})

test('where what is kept leaves no room, nothing is sent, not even to find out how it goes on', async () => {
  const profile = { name: 'narrow', baseUrl: endpoint.url, model: 'sample-r1:llamacpp', contextLength: 300 }
  const before = endpoint.requests.length
  const { exitCode, notes } = await terminal(
    ['continue', 't.think', '--answer-now', '--profile', 'narrow', '--profiles', 'p.json'],
    { files: { 't.think': whole, 'p.json': JSON.stringify([profile]) } },
  )
  expect([exitCode, notes.at(-1)]).toEqual([
    1,
    expect.stringMatching(
      /^Nothing was sent: about [\d,]+ tokens leave sample-r1:llamacpp at narrow no room/,
    ),
  ])
  expect(endpoint.requests.length).toBe(before)
})

test('as text: the steps, then the answer', async () => {
  const { exitCode, out } = await goOn(['--answer-now', '--at', '400'], 'llamacpp', files(whole))
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^\w+ +\S.*\n  \w+ +\S[^]*\n\n\S/)
})

describe('a thought is led elsewhere', () => {
  test.each([
    [['--at', '40', '--edit', 'So it is KES'], 'So it is KES'],
    [['--at', '40', '--hint', 'Think of KES'], '\n\nThink of KES'],
    [['--think-more'], '\nWait,'],
    [['--think-more', 'Hmm,'], '\nHmm,'],
  ])('%j', async (args, edit) => {
    const { exitCode, out } = await goOn([...args, '--format', 'json'], 'llamacpp', files(whole))
    const { branch, ...result } = JSON.parse(out)
    expect(exitCode).toBe(0)
    expect(branch.edit).toBe(edit)
    expect(result.reasoning.startsWith(`\n${reasoning}\n`.slice(0, branch.at) + edit)).toBe(true)
  })
})

test('a text without a head: the question is said, and it becomes a document', async () => {
  const text = `<think>\n${reasoning}\n</think>\n\n${answer}`
  const written: Record<string, string> = {}
  const { exitCode, notes } = await goOn(
    ['--question', question, '--answer-again', '-o', 'new.think'],
    'llamacpp',
    { files: { 't.think': text }, written },
  )
  expect([exitCode, notes]).toEqual([0, []])
  const [parent, branch] = readDocument(written['new.think'] ?? '').turns
  expect(parent?.head).toMatchObject({ question, id: branch?.head.parent })
  expect(parent?.body).toBe(text)
})

test('a server that cannot go on: a sentence, and exit 1; asked anew only when told to', async () => {
  const args = ['--at', '40', '--edit', 'So', '--format', 'json', '-o', 't.think']
  const written: Record<string, string> = {}
  const refused = await goOn(args, 'plain', { ...files(whole), written })
  expect([refused.exitCode, refused.out, written]).toEqual([1, '', {}])
  expect(refused.notes).toEqual([
    `sample-r1:plain at ${new URL(endpoint.url).origin} cannot go on from there. With --carry it is asked anew, with the thought in the question.`,
  ])
  const { exitCode, out, notes } = await goOn([...args, '--carry'], 'plain', { ...files(whole), written })
  expect([exitCode, notes]).toEqual([
    0,
    ['The server cannot go on from there: it is asked anew, with the thought in the question.'],
  ])
  const result = JSON.parse(out)
  expect(result.branch).toMatchObject({ kind: 'editStep', carried: true })
  const sent = JSON.stringify(endpoint.requests.at(-1)?.body['messages'])
  expect(sent).toContain(JSON.stringify(reasoning.slice(0, 30)).slice(1, -1))
  expect(endpoint.requests.at(-1)?.body['messages']).toHaveLength(3)
  expect(readDocument(written['t.think'] ?? '').turns.at(-1)?.head.branch?.carried).toBe(true)
})

describe('bad input is one clear line', () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], 'The turn was not cut: say with --at from which step to go on.'],
    [['--at', 's99999'], 'There is no step “s99999”: thinktree tree --format json names them.'],
    [['--at', '9999999'], 'There is no step “9999999”: thinktree tree --format json names them.'],
    [['--edit', 'a'], 'Say with --at where: --edit is about a step.'],
    [['--edit', 'a', '--at', '3', '--answer-now'], 'Give --edit or --answer-now, not both.'],
    [['--at', '0'], 'Nothing of the thought would be left to go on from.'],
    [['--at', '9', '--turn', '3'], '--turn must be a number from 1 to 2, not “3”.'],
    [['more.think', '--at', '9'], 'continue takes one file, or - for standard input.'],
    [['--at', '9', '--format', 'xml'], '--format must be text or json, not “xml”.'],
  ]
  test.each(cases)('%j', async (args, wanted) => {
    const { exitCode, notes } = await goOn(args, 'llamacpp', files(whole))
    expect([exitCode, notes]).toEqual([2, [wanted]])
  })

  test('nothing to go on from', async () => {
    const from = (text: string) => goOn(['--at', '3'], 'llamacpp', { files: { 't.think': text } })
    expect((await from('---\nformat: 1\nhidden: true\n---\n<think>abcdef</think>b')).notes).toEqual([
      'Its server withheld the reasoning, or encrypted it: nobody else can go on from there.',
    ])
    expect((await from('Just an answer.')).notes).toEqual(['The turn has no reasoning to go on from.'])
    expect((await from('<think>abcdef</think>b')).notes).toEqual([
      'Say with --question what was asked: the file does not.',
    ])
  })

  test('a file that cannot be changed is said before anybody is asked', async () => {
    const asked = endpoint.requests.length
    const { exitCode } = await goOn(['--at', '3', '-o', 'a.think'], 'llamacpp', {
      files: { 't.think': '---\nformat: 2\nid: a\nquestion: b\n---\n<think>abcdef</think>b' },
    })
    expect([exitCode, endpoint.requests.length]).toEqual([2, asked])
  })
})

test.each(['llamacpp', 'llamacpp:old', 'vllm'])(
  'what the server tells of the inside is kept with what was known of the thought before (%s)',
  async (mind) => {
    const profile = {
      name: 'r',
      server: mind === 'vllm' ? 'vllm' : 'llama.cpp',
      baseUrl: endpoint.url,
      logprobs: 2,
    }
    const profiles = JSON.stringify([
      { ...profile, model: 'sample-r1:reasoning_content' },
      { ...profile, name: 'on', model: `sample-r1:${mind}` },
    ])
    const given = {
      files: { 'p.json': profiles },
      written: {} as Record<string, string>,
      bytes: {} as Record<string, Uint8Array>,
    }
    const to = (name: string) => ['--profile', name, '--profiles', 'p.json', '-o', 't.think']
    await terminal(['ask', question, ...to('r')], given)
    const { steps } = JSON.parse((await terminal(['tree', 't.think', '--format', 'json'], given)).out)
    const at = steps[Math.floor(steps.length / 2)].id
    const { notes } = await terminal(['continue', 't.think', '--at', at, ...to('on')], given)
    expect(notes).toEqual([])
    const rows = JSON.parse((await terminal(['stats', 't.think', '--format', 'json'], given)).out)
    expect(rows).toHaveLength(2)
    for (const { knownShare, entropyBits } of rows) {
      expect(knownShare).toBeGreaterThan(0.97)
      expect(entropyBits).toBeGreaterThan(0)
    }
  },
)

test.each(['ask', 'continue'])(
  '%s: a file that cannot be written is said before anybody is asked',
  async (verb) => {
    const asked = endpoint.requests.length
    const args = verb === 'ask' ? ['ask', question] : ['continue', 't.think', '--at', '3']
    const to = ['--base-url', endpoint.url, '--model', 'sample-r1', '-o', 'dir']
    const { exitCode, notes } = await terminal([...args, ...to], { ...files(whole), unwritable: 'dir' })
    expect([exitCode, notes]).toEqual([1, ['dir cannot be written: it is a folder.']])
    expect(endpoint.requests).toHaveLength(asked)
  },
)

test('what lies beside a trace and cannot be read stays as it is', async () => {
  const newer = new TextEncoder().encode('thinktree inside 9\n')
  const given = { written: {} as Record<string, string>, bytes: { 't.think.inside': newer } }
  const to = (model: string) => ['--base-url', endpoint.url, '--model', `sample-r1:${model}`, '-o', 't.think']
  const asked = await terminal(['ask', question, '--logprobs', '2', ...to('reasoning_content')], given)
  const kept =
    't.think.inside stays as it is, and nothing is added: it is not what ThinkTree keeps beside a trace, or of a newer version.'
  expect([asked.exitCode, asked.notes, given.bytes['t.think.inside']]).toEqual([0, [kept], newer])
  expect(given.written['t.think']).toContain(question)
})

function goOn(args: readonly string[], mind: string, given: Parameters<typeof terminal>[1]) {
  const to = ['--base-url', endpoint.url, '--model', `sample-r1:${mind}`]
  return terminal(['continue', 't.think', ...args, ...to], given)
}

function files(text: string) {
  return { files: { 't.think': text } }
}

function valueOf(thought: string, said: string) {
  return {
    reasoning: thought,
    answer: said,
    timeline: [],
    state: { kind: 'done' },
    usage: {},
    times: { latest: 0 },
    hidden: false,
  } as const
}

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { listOf, recordOf } from '../../src/base/json.ts'
import { modelCards, readCard } from '../../src/base/modelCard.ts'
import { keyWrittenIn } from '../../src/endpoint/exposure.ts'
import { createProfile } from '../../src/endpoint/profile.ts'
import { promptBudget } from '../../src/endpoint/prompt.ts'
import { profileFields, readProfiles } from '../../src/endpoint/readProfile.ts'
import { bodyOfRequest } from '../../src/endpoint/request.ts'
import { wayNames } from '../../src/endpoint/continuing/ways.ts'
import { serverNames, servers } from '../../src/endpoint/servers.ts'
import { thinkingChoices } from '../../src/endpoint/thinking.ts'

const box = { name: 'box', baseUrl: 'http://box:8000', model: 'r1' }

function read(fields: Readonly<Record<string, unknown>>) {
  const [reading] = readProfiles([{ ...box, ...fields }])
  return reading ?? expect.unreachable()
}

describe('a profile written by hand', () => {
  test('needs an address and a model; the rest is what R1’s authors advise', () => {
    expect(read({})).toEqual({
      name: 'box',
      profile: createProfile({ name: 'box', baseUrl: 'http://box:8000/v1', model: 'r1' }),
    })
  })

  test('without a name goes by its host', () => {
    expect(read({ name: undefined }).name).toBe('box:8000')
  })

  test('may stand without a list around it', () => {
    expect(readProfiles(box)).toEqual(readProfiles([box]))
  })

  test.each<[string, Readonly<Record<string, unknown>>, object]>([
    [
      'limits are written in seconds',
      { timeouts: { idle: 0 } },
      { connect: 15_000, firstByte: 600_000, idle: 0 },
    ],
  ])('%s', (_, fields, timeouts) => {
    expect(read(fields).profile?.timeouts).toEqual(timeouts)
  })

  test.each([
    [{}, { start: 'auto', tags: 1 }],
    [{ wireForm: 'inline' }, { start: 'explicit', tags: 1 }],
    [{ wireForm: 'implicit' }, { start: 'implicit', tags: 1 }],
    [{ wireForm: 'field' }, { start: 'explicit', tags: 0 }],
    [
      { server: 'vllm', thinking: 'off' },
      { start: 'explicit', tags: 1 },
    ],
    [
      {
        thinkTags: [
          ['<a>', '</a>'],
          ['[B]', '[/B]'],
        ],
      },
      { start: 'auto', tags: 2 },
    ],
  ])('how thinking comes: %j', (fields, { start, tags }) => {
    const split = read(fields).profile?.split
    expect([split?.start, split?.tags.length]).toEqual([start, tags])
  })

  test.each([
    [
      { baseUrl: '' },
      'The address of the endpoint “box” cannot be used. The address is empty.',
      'openSettings',
    ],
    [{ model: ' ' }, 'The endpoint “box” has no model set. Choose one that it serves.', 'chooseModel'],
    [{ modle: 'r1' }, 'The endpoint “box” has a field “modle” that is not known.', 'openSettings'],
    [
      { constructor: 'r1' },
      'The endpoint “box” has a field “constructor” that is not known.',
      'openSettings',
    ],
    [
      { apiKey: 'sk-1234' },
      'The endpoint “box” has a field “apiKey”, but keys are never written there: Set API Key… keeps them.',
      'openSettings',
    ],
    [
      { authorization: 'Bearer x' },
      'The endpoint “box” has a “authorization” that is not one of key, none.',
      'openSettings',
    ],
    [
      { server: 'openrouter', history: 'thinking' },
      'The endpoint “box” asks to send earlier thinking back, and how its server takes it is not known.',
      'openSettings',
    ],
    [
      { continuation: 'yes' },
      expect.stringMatching(/^The endpoint “box” has a “continuation” that is not one of auto, off, /),
      'openSettings',
    ],
    [
      { topP: 2 },
      'The endpoint “box” has a “topP” that is not a number from 0 to 1, or null.',
      'openSettings',
    ],
    [{ server: 'tgi' }, expect.stringContaining('is not one of vllm, sglang'), 'openSettings'],
    [{ headers: { a: 1 } }, expect.stringContaining('is not an object of texts'), 'openSettings'],
    [
      { timeouts: { read: 1 } },
      expect.stringContaining('seconds of connect, firstByte and idle'),
      'openSettings',
    ],
    [
      { prices: { input: 1, output: 2 } },
      expect.stringContaining('prices of a million tokens and their date'),
      'openSettings',
    ],
    [{ thinkTags: ['<think>'] }, expect.stringContaining('a list of pairs'), 'openSettings'],
    [
      { server: 'ollama', thinkingBudget: 100 },
      'The endpoint “box” asks to think within a budget, and how its server is told so is not known: say it in thinkingFields.',
      'openSettings',
    ],
  ])('says what is wrong with %j', (fields, message, action) => {
    expect(read(fields).problem).toMatchObject({ message, action })
  })

  test('a budget that is not sent, for thinking is off, needs no way to be told', () => {
    expect(read({ server: 'deepseek', thinking: 'off', thinkingBudget: 100 }).problem).toBeUndefined()
  })

  test('a name stands for one profile', () => {
    const [first, second] = readProfiles([box, box])
    expect(first?.problem).toBeUndefined()
    expect(second?.problem?.message).toBe('Two endpoints have the name “box”.')
  })

  test('what is no list is none; profiles by their names are told of', () => {
    expect(readProfiles('box')).toEqual([])
    expect(readProfiles({ box })[0]?.problem?.message).toMatch(/has a field “box” that is not known/)
  })
})

function templated(thinking: boolean) {
  return { chat_template_kwargs: { enable_thinking: thinking, thinking } }
}

describe('how a server is told about thinking', () => {
  test.each([
    ['deepseek', 'medium'],
    ['mistral', 'low'],
    ['openrouter', 'max'],
    ['lmstudio', 'on'],
    ['litellm', 'off'],
    ['other', 'high'],
  ])('%s cannot be told: %s', (server, thinking) => {
    expect(read({ server, thinking }).problem?.message).toMatch(/how its server is told so is not known/)
  })

  test.each<[string, Readonly<Record<string, unknown>>, object]>([
    ['nothing is said by itself', { server: 'vllm' }, {}],
    ['vLLM, on', { server: 'vllm', thinking: 'on' }, templated(true)],
    ['vLLM, off', { server: 'vllm', thinking: 'off', thinkingBudget: 9 }, templated(false)],
    [
      'vLLM, effort and budget',
      { server: 'vllm', thinking: 'high', thinkingBudget: 2000 },
      { reasoning_effort: 'high', thinking_token_budget: 2000 },
    ],
    ['SGLang, on', { server: 'sglang', thinking: 'on' }, templated(true)],
    ['SGLang, off', { server: 'sglang', thinking: 'off' }, templated(false)],
    ['SGLang, effort', { server: 'sglang', thinking: 'low' }, { reasoning_effort: 'low' }],
    [
      'llama.cpp, which says how far it is with the prompt',
      { server: 'llama.cpp', thinkingBudget: 512 },
      { return_progress: true, reasoning_control: true, thinking_budget_tokens: 512 },
    ],
    [
      'llama.cpp, off',
      { server: 'llama.cpp', thinking: 'off' },
      { return_progress: true, reasoning_control: true, ...templated(false) },
    ],
    [
      'llama.cpp, effort',
      { server: 'llama.cpp', thinking: 'max' },
      { return_progress: true, reasoning_control: true, reasoning_effort: 'max' },
    ],
    ['Ollama, on', { server: 'ollama', thinking: 'on' }, { reasoning_effort: 'medium' }],
    ['Ollama, off', { server: 'ollama', thinking: 'off' }, { reasoning_effort: 'none' }],
    ['Ollama, effort', { server: 'ollama', thinking: 'high' }, { reasoning_effort: 'high' }],
    ['DeepSeek, on', { server: 'deepseek', thinking: 'on' }, { thinking: { type: 'enabled' } }],
    ['DeepSeek, off', { server: 'deepseek', thinking: 'off' }, { thinking: { type: 'disabled' } }],
    [
      'DeepSeek, effort',
      { server: 'deepseek', thinking: 'max' },
      { thinking: { type: 'enabled' }, reasoning_effort: 'max' },
    ],
    ['OpenRouter, on', { server: 'openrouter', thinking: 'on' }, { reasoning: { enabled: true } }],
    ['OpenRouter, off', { server: 'openrouter', thinking: 'off' }, { reasoning: { effort: 'none' } }],
    ['OpenRouter, effort', { server: 'openrouter', thinking: 'low' }, { reasoning: { effort: 'low' } }],
    [
      'OpenRouter takes an effort or a budget',
      { server: 'openrouter', thinking: 'high', thinkingBudget: 2000 },
      { reasoning: { max_tokens: 2000 } },
    ],
    ['Mistral, on', { server: 'mistral', thinking: 'on' }, { reasoning_effort: 'high' }],
    ['Mistral, off', { server: 'mistral', thinking: 'off' }, { reasoning_effort: 'none' }],
    ['Mistral, effort', { server: 'mistral', thinking: 'high' }, { reasoning_effort: 'high' }],
    ['LiteLLM, effort', { server: 'litellm', thinking: 'low' }, { reasoning_effort: 'low' }],
    [
      'an effort that the kind of server does not know, as it is written',
      { server: 'mistral', thinking: 'low', thinkingFields: { effort: { effort: '$value' } } },
      { effort: 'low' },
    ],
    [
      'as it is written',
      { thinking: 'max', thinkingFields: { effort: { think: { level: ['$value'] } } } },
      { think: { level: ['max'] } },
    ],
    [
      'further fields win',
      { server: 'sglang', thinking: 'low', extraBody: { reasoning_effort: 0.3 } },
      { reasoning_effort: 0.3 },
    ],
  ])('%s', (_, fields, said) => {
    const { profile, problem } = read(fields)
    expect(problem).toBeUndefined()
    const { model, messages, stream, stream_options, temperature, top_p, ...rest } = bodyOfRequest(
      profile ?? expect.unreachable(),
      { messages: [] },
    )
    expect(rest).toEqual(said)
    expect({ model, messages, stream, temperature, top_p }).toMatchObject({ model: 'r1', stream: true })
    expect(stream_options === undefined).toBe(fields['server'] === 'mistral')
  })
})

test.each([
  [{}, 6000],
  [{ contextLength: 100_000 }, 6000],
  [{ contextLength: 8000 }, 4000],
  [{ contextLength: 8000, maxTokens: 3000 }, 5000],
  [{ contextLength: 8000, maxTokens: 7000 }, 4000],
])('with %j, a request may have %d tokens', (fields, tokens) => {
  expect(promptBudget(createProfile({ ...box, ...fields }), 6000)).toBe(tokens)
})

describe('the manifest says the same', () => {
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'),
  )
  const contributes = recordOf(recordOf(manifest)['contributes'])
  const properties = recordOf(recordOf(listOf(contributes['configuration'])[0])['properties'])
  const setting = recordOf(properties['thinktree.endpoints'])
  const item = recordOf(setting['items'])
  const fields = recordOf(item['properties'])

  test('of the fields and what they may be', () => {
    expect(Object.keys(fields)).toEqual(Object.keys(profileFields))
    expect(item['additionalProperties']).toBe(false)
    expect(item['dependencies']).toEqual({ dailyBudget: ['prices'] })
    expect(recordOf(fields['server'])['enum']).toEqual(serverNames)
    expect(recordOf(fields['thinking'])['enum']).toEqual(thinkingChoices)
    expect(recordOf(fields['continuation'])['enum']).toEqual(['auto', 'off', ...wayNames])
    const [named, written] = listOf(recordOf(fields['card'])['anyOf']).map(recordOf)
    const figures = recordOf(written?.['properties'])
    const cards = modelCards.map(({ name }) => name)
    expect([named?.['enum'], recordOf(figures['like'])['enum']]).toEqual([cards, cards])
    const each = Object.keys(figures).filter((name) => !['like', 'name', 'source', 'prices'].includes(name))
    expect(readCard(Object.fromEntries(each.map((name) => [name, 1])))).toHaveProperty('vocabulary', 1)
  })

  test('of what counts where nothing is written', () => {
    const defaults = Object.entries(fields).map(([name, field]) => [name, recordOf(field)['default']])
    const written = Object.fromEntries(defaults.filter(([, value]) => value !== undefined))
    expect(read(written)).toEqual(read({}))
  })

  test('of names that tell of keys', () => {
    const [noField = ''] = Object.keys(recordOf(item['patternProperties']))
    const [secretHeader = ''] = Object.keys(recordOf(recordOf(fields['headers'])['patternProperties']))
    const matches = (pattern: string, name: string) => new RegExp(pattern.replace('(?i)', ''), 'i').test(name)
    for (const name of ['apiKey', 'api_key', 'KEY', 'token', 'maxTokens', 'modle']) {
      const isRefused =
        read({ [name]: 'x' }).problem?.message.includes('keys are never written there') === true
      expect([name, matches(noField, name)]).toEqual([name, isRefused])
    }
    for (const name of ['Authorization', 'x-api-key', 'Cookie', 'X-Team', 'Accept']) {
      const isKey =
        keyWrittenIn({ headers: { [name]: '' }, baseUrl: box.baseUrl, extraBody: {} }) !== undefined
      expect([name, matches(secretHeader, name)]).toEqual([name, isKey])
    }
  })

  test('of the kinds of servers', () => {
    const snippets = listOf(item['defaultSnippets']).map((snippet) => recordOf(recordOf(snippet)['body']))
    expect(snippets.map(({ server }) => server)).toEqual(serverNames)
    for (const { server, baseUrl } of snippets) {
      const known = serverNames.find((name) => name === server)
      if (known && servers[known].baseUrl !== '') expect(baseUrl).toBe(servers[known].baseUrl)
    }
  })

  test('that a repository has no say', () => {
    expect(setting['scope']).toBe('machine')
    const { untrustedWorkspaces } = recordOf(recordOf(manifest)['capabilities'])
    expect(recordOf(untrustedWorkspaces)['restrictedConfigurations']).toContain('thinktree.endpoints')
  })
})

import type http from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { listModels } from '../../src/endpoint/openai.ts'
import { createProfile, originOf } from '../../src/endpoint/profile.ts'
import { renderRequest } from '../../src/endpoint/show.ts'
import { ask, listen, type Asked } from '../support/listen.ts'
import { listenHttp } from '../support/sockets.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())
afterEach(() => vi.unstubAllEnvs())

/** What the server got. */
async function sent(asked: Omit<Asked, 'url'>) {
  await listen(ask({ url: endpoint.url, ...asked }))
  // After a refusal for the model’s name, its list is asked for.
  const { path, headers, body } = endpoint.requests.findLast(({ method }) => method === 'POST') ?? {}
  return { path, headers, body }
}

const messages = [{ role: 'user', content: 'Why?' }] as const

describe('the body', () => {
  test('holds what R1 wants and nothing else', async () => {
    expect((await sent({ messages })).body).toEqual({
      model: 'sample-r1',
      messages,
      stream: true,
      stream_options: { include_usage: true },
      temperature: 0.6,
      top_p: 0.95,
    })
  })

  test('holds what the profile says and nothing else', async () => {
    const profile = {
      temperature: null,
      topP: null,
      includeUsage: false,
      maxTokens: 100,
      extraBody: { chat_template_kwargs: { enable_thinking: true }, model: 'other' },
    }
    expect((await sent({ messages, ...profile })).body).toEqual({
      model: 'other',
      messages,
      stream: true,
      max_tokens: 100,
      chat_template_kwargs: { enable_thinking: true },
    })
  })
})

describe('the headers', () => {
  test('say nothing but what is needed', async () => {
    expect((await sent({ key: 'secret-key' })).headers).toEqual({
      accept: 'application/json',
      authorization: 'Bearer secret-key',
      connection: 'close',
      'content-length': expect.any(String),
      'content-type': 'application/json',
      host: new URL(endpoint.url).host,
      'user-agent': 'ThinkTree',
    })
  })

  test('without a key there is no authorization', async () => {
    expect((await sent({ key: null })).headers).not.toHaveProperty('authorization')
  })

  test('those of the profile win', async () => {
    const headers = { 'X-Team': 'blue', Authorization: 'Basic abcdef', 'User-Agent': 'Us' }
    expect((await sent({ key: 'secret-key', headers })).headers).toMatchObject({
      'x-team': 'blue',
      authorization: 'Basic abcdef',
      'user-agent': 'Us',
    })
  })

  test('nothing of the environment of the SDK is sent', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'planted-key')
    vi.stubEnv('OPENAI_ADMIN_KEY', 'planted-key')
    vi.stubEnv('OPENAI_ORG_ID', 'planted-org')
    vi.stubEnv('OPENAI_PROJECT_ID', 'planted-project')
    vi.stubEnv('OPENAI_BASE_URL', 'http://127.0.0.1:9/v1')
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-planted: planted\nauthorization: Bearer planted')
    const { path, headers, body } = await sent({ key: null })
    expect(path).toBe('/v1/chat/completions')
    expect(headers).not.toHaveProperty('authorization')
    expect(JSON.stringify({ headers, body })).not.toContain('planted')
  })
})

describe('the address', () => {
  test('keeps the path and the query of the base URL', async () => {
    const paths: (string | undefined)[] = []
    await using server = await listenHttp((request, response) => {
      paths.push(request.url)
      response.end()
    })
    await listen(ask({ url: `http://127.0.0.1:${server.port}/team/v1?api-version=7` }))
    expect(paths).toEqual(['/team/v1/chat/completions?api-version=7'])
  })

  test('is followed within the origin', async () => {
    const redirect = redirecting('/v1/chat/completions')
    await using server = await listenHttp(redirect.answer)
    const { content } = await listen(
      ask({ url: `http://127.0.0.1:${server.port}/old/v1`, key: 'secret-key', messages }),
    )
    expect(content).toBe('a')
    expect(redirect.seen).toEqual([
      'POST /old/v1/chat/completions Bearer secret-key',
      'POST /v1/chat/completions Bearer secret-key',
    ])
  })

  test('is not followed where the question would be lost on the way, and its place is told', async () => {
    await using server = await listenHttp((_, response) => {
      response.writeHead(302, { location: '/login?next=x' }).end()
    })
    const url = `http://127.0.0.1:${server.port}`
    const { failure } = await listen(ask({ url: `${url}/v1` }))
    expect(failure).toMatchObject({
      code: 'redirected',
      message: `${url}/v1/chat/completions sends requests on to ${url}/login; is the address right?`,
    })
  })

  test('is not followed to another origin, and the key stays here', async () => {
    const asked = endpoint.requests.length
    const redirect = redirecting(`${endpoint.url}/chat/completions`)
    await using server = await listenHttp(redirect.answer)
    const { failure } = await listen(
      ask({ url: `http://127.0.0.1:${server.port}/old/v1`, key: 'secret-key' }),
    )
    expect(failure).toMatchObject({
      code: 'redirected',
      message: expect.stringContaining(new URL(endpoint.url).origin),
    })
    expect(endpoint.requests.length).toBe(asked)
  })
})

describe('secrets', () => {
  test.each(['sk-planted-0123456789', 'pl"nted/key+1'])(
    '%s is in no failure, however the server repeats it',
    async (key) => {
      const words = `Bad key ${key}, ${JSON.stringify(key)}, ${encodeURIComponent(key)}; header team-secret, query-secret.`
      await using server = await listenHttp((_, response) => {
        response.writeHead(401, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: { message: words } }))
      })
      const url = `http://127.0.0.1:${server.port}/v1?api-key=query-secret`
      const { failure } = await listen(ask({ url, key, headers: { 'X-Team': 'team-secret' } }))
      expect(failure?.code).toBe('unauthorized')
      const text = JSON.stringify(failure)
      for (const secret of [
        key,
        JSON.stringify(key).slice(1, -1),
        encodeURIComponent(key),
        'team-secret',
        'query-secret',
        'planted-0123',
      ])
        expect(text).not.toContain(secret)
    },
  )
})

test.each(['key\nwith a line', 'key…'])('%j can be in no header', async (key) => {
  const { failure } = await listen(ask({ url: endpoint.url, key }))
  expect(failure).toMatchObject({ code: 'badHeader', action: 'setKey' })
  expect(JSON.stringify(failure)).not.toContain(key)
})

test('an empty key is none', async () => {
  expect((await sent({ key: '' })).headers).not.toHaveProperty('authorization')
})

test('the request can be read before it is sent', () => {
  const profile = createProfile({
    name: 'lab',
    baseUrl: 'http://127.0.0.1:8000/v1',
    model: 'r1',
    headers: { 'X-Team': 'team-secret' },
  })
  const page = renderRequest(profile, { messages: [{ role: 'user', content: 'Why?\n```ts\nlet a\n```' }] })
  expect(page).toBe(`# Request to http://127.0.0.1:8000

\`POST http://127.0.0.1:8000/v1/chat/completions\`

With the headers \`X-Team\`, values not shown.

\`\`\`json
{
  "model": "r1",
  "stream": true,
  "stream_options": {
    "include_usage": true
  },
  "temperature": 0.6,
  "top_p": 0.95
}
\`\`\`

## Message 1: user

\`\`\`\`markdown
Why?
\`\`\`ts
let a
\`\`\`
\`\`\`\`
`)
  expect(originOf(profile)).toBe('http://127.0.0.1:8000')
})

test('models are listed', async () => {
  const profile = createProfile({ name: 'test', baseUrl: endpoint.url, model: '' })
  const listed = await listModels({ profile, key: null }, new AbortController().signal)
  expect(listed).toMatchObject({
    models: expect.arrayContaining([{ name: 'sample-r1' }, { name: 'sample-r1:reasoning_content' }]),
  })
})

test.each([
  ['vLLM, SGLang', { max_model_len: 32768 }, 32768],
  ['OpenRouter', { context_length: 163840 }, 163840],
  ['Mistral', { max_context_length: 40000 }, 40000],
  ['llama.cpp', { meta: { n_ctx_train: 131072, n_ctx: 8192 } }, 8192],
  ['others', { meta: null }, undefined],
])('how long a context is, %s says', async (_, fields, contextLength) => {
  await using server = await listenHttp((_request, response) =>
    response.end(JSON.stringify({ data: [{ id: 'r1', ...fields }] })),
  )
  const profile = createProfile({ name: 'x', baseUrl: `http://127.0.0.1:${server.port}/v1`, model: '' })
  const listed = await listModels({ profile, key: null }, new AbortController().signal)
  expect(listed).toEqual({ models: [{ name: 'r1', ...(contextLength && { contextLength }) }] })
})

test.each([
  ['Ollama, where it has none', { object: 'list', data: null }, { models: [] }],
  [
    'LM Studio, asked at an address that it does not have',
    { error: 'Unexpected endpoint or method. (GET /api/models)' },
    { failure: { code: 'notFound', message: expect.stringMatching(/^Nothing answers questions at http/) } },
  ],
  [
    'what is no model server',
    { status: 'ok' },
    { failure: { code: 'malformed', message: expect.stringContaining('did not answer as a model server') } },
  ],
])('a list without models: %s', async (_, body, expected) => {
  await using server = await listenHttp((_request, response) => response.end(JSON.stringify(body)))
  const profile = createProfile({ name: 'x', baseUrl: `http://127.0.0.1:${server.port}/v1`, model: '' })
  const listed = await listModels({ profile, key: null }, new AbortController().signal)
  expect(listed).toMatchObject(expected)
})

test('a list of models that does not end is read no further', async () => {
  await using server = await listenHttp((_request, response) => {
    const more = () => {
      while (response.write(' '.repeat(2 ** 20)));
    }
    response.on('drain', more)
    more()
  })
  const profile = createProfile({ name: 'x', baseUrl: `http://127.0.0.1:${server.port}/v1`, model: '' })
  const listed = await listModels({ profile, key: null }, AbortSignal.timeout(15_000))
  expect(listed).toMatchObject({
    failure: { code: 'malformed', message: expect.stringContaining('has no end') },
  })
})

function redirecting(location: string) {
  const seen: string[] = []
  const answer: http.RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    if (request.url?.startsWith('/old')) response.writeHead(307, { location }).end()
    else response.end('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n')
  }
  return { seen, answer }
}

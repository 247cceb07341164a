import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { keyWrittenIn, travelsOpenly } from '../../src/endpoint/exposure.ts'
import { findServers, probe } from '../../src/endpoint/probe.ts'
import { createProfile } from '../../src/endpoint/profile.ts'
import { closedPort, listenHttp } from '../support/sockets.ts'

let endpoint: SampleEndpoint
let guarded: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
  guarded = await createSampleEndpoint({ key: 'open-sesame' })
})
afterAll(async () => {
  await endpoint.close()
  await guarded.close()
})

const { signal } = new AbortController()

function tried(model: string) {
  return probe({ profile: createProfile({ name: 'x', baseUrl: endpoint.url, model }), key: null }, signal)
}

describe('a tiny question shows', () => {
  test.each([
    ['inline', 'inline'],
    ['implicit', 'implicit'],
    ['reasoning_content', 'field'],
    ['parts', 'field'],
  ])('how thinking comes: %s', async (form, thinking) => {
    expect(await tried(`sample-r1:${form}`)).toMatchObject({
      findings: { thinking, logprobs: true, usage: { reasoning: expect.any(Number) } },
    })
  })

  test('what goes wrong', async () => {
    expect(await tried('sample-r1:inline:500')).toMatchObject({ failure: { code: 'serverError' } })
  })

  test('that a server gives no probabilities', async () => {
    await using server = await listenHttp((_, response) => {
      response.end('data: {"choices":[{"index":0,"delta":{"content":"5"},"finish_reason":"stop"}]}\n\n')
    })
    const profile = createProfile({ name: 'x', baseUrl: `http://127.0.0.1:${server.port}/v1`, model: 'm' })
    expect(await probe({ profile, key: null }, signal)).toMatchObject({
      findings: { thinking: 'none', usage: {}, logprobs: false },
    })
  })
})

test('servers that answer are found, also one that wants a key', async () => {
  const places = [
    ['vllm', endpoint.url],
    ['ollama', `http://127.0.0.1:${await closedPort()}/v1`],
    ['lmstudio', guarded.url],
  ] as const
  expect(await findServers(signal, places)).toEqual([
    { server: 'vllm', baseUrl: endpoint.url, models: expect.any(Number) },
    { server: 'lmstudio', baseUrl: guarded.url, models: undefined },
  ])
  expect(guarded.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
})

test.each([
  ['http://127.0.0.1:8000', false],
  ['http://127.1', false],
  ['http://localhost:1234', false],
  ['http://[::1]:8000', false],
  ['https://box', false],
  ['http://box:8000', true],
  ['http://192.168.0.7', true],
  ['http://127.0.0.1.evil.example', true],
  ['http://localhost.evil.example', true],
])('%s is reached unencrypted through a network: %s', (address, openly) => {
  expect(travelsOpenly(new URL(address).origin)).toBe(openly)
})

test.each([
  [{ headers: { 'X-Api-Key': 'a' } }, 'X-Api-Key'],
  [{ baseUrl: 'https://box/v1?api-key=a' }, 'api-key'],
  [{ headers: { 'X-Password': 'a' } }, 'X-Password'],
  [{ extraBody: { apiKey: 'a' } }, 'apiKey'],
  [{ extraBody: { password: 'a' } }, 'password'],
  [
    { extraBody: { max_tokens: 9 }, baseUrl: 'https://box/v1?api-version=7', headers: { 'X-Team': 'a' } },
    undefined,
  ],
])('of %j, what holds a key: %s', (written, name) => {
  expect(keyWrittenIn({ headers: {}, baseUrl: 'https://box/v1', extraBody: {}, ...written })).toBe(name)
})

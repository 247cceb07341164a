import type http from 'node:http'
import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/endpoint/nearest.ts'
import { ask, listen } from '../support/listen.ts'
import { listenHttp } from '../support/sockets.ts'

type Headers = Readonly<Record<string, string>>

/** Asks a server that refuses some times before it answers, and notes how long it was waited. */
async function refused(times: number, status: number, headers: Headers = {}, words = '') {
  let asked = 0
  await using server = await listenHttp((_, response) => {
    if (asked++ < times) response.writeHead(status, headers).end(JSON.stringify({ message: words }))
    else answer(response)
  })
  const waits: number[] = []
  const pause = async (milliseconds: number) => void waits.push(milliseconds)
  const heard = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1`, pause }))
  return { ...heard, asked, waits }
}

function answer(response: http.ServerResponse) {
  response.end('data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n')
}

describe('a refusal that may pass', () => {
  test.each([408, 409, 429, 502, 503, 504, 529])('%d: asks again, and says that it waits', async (status) => {
    const { deltas, content, asked, waits } = await refused(2, status)
    expect([asked, content]).toEqual([3, 'a'])
    expect(deltas.map(({ kind }) => kind)).toEqual(['waiting', 'waiting', 'accepted', 'text', 'finished'])
    expect(waits[0]).toBeGreaterThanOrEqual(500)
    expect(waits[1]).toBeGreaterThanOrEqual(1000)
  })

  test('is not asked again before the server wants it', async () => {
    const { waits } = await refused(1, 429, { 'retry-after': '7' })
    expect(waits).toEqual([expect.any(Number)])
    expect(waits[0]).toBeGreaterThanOrEqual(7000)
    expect(waits[0]).toBeLessThan(9000)
  })

  test('is left to the user where the server wants a minute and more', async () => {
    const { asked, failure } = await refused(9, 429, { 'retry-after': '90' })
    expect(asked).toBe(1)
    expect(failure?.message).toContain('asks to wait 90 s')
  })

  test('is asked four times at most', async () => {
    const { asked, failure } = await refused(9, 503)
    expect([asked, failure?.code]).toEqual([4, 'overloaded'])
  })

  test('of a model that loads is asked for longer', async () => {
    const { asked, content } = await refused(20, 503, {}, 'Loading model')
    expect([asked, content]).toEqual([21, 'a'])
  })

  test.each([400, 401, 403, 404, 413, 422, 500])('%d does not pass', async (status) => {
    expect((await refused(9, status)).waits).toEqual([])
  })
})

test('a connection that broke before an answer is tried again, one that broke in it is not', async () => {
  let asked = 0
  await using server = await listenHttp((_, response) => {
    asked++
    if (asked === 1) return response.destroy()
    response.write('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n')
    return setTimeout(() => response.destroy(), 20)
  })
  const { content, finish } = await listen(ask({ url: `http://127.0.0.1:${server.port}/v1` }))
  expect([asked, content, finish]).toEqual([2, 'a', undefined])
})

test('who stops while it waits has stopped', async () => {
  let asked = 0
  await using server = await listenHttp((_, response) => {
    asked++
    response.writeHead(503).end()
  })
  const stop = new AbortController()
  const pause = async () => stop.abort()
  const { deltas } = await listen(
    ask({ url: `http://127.0.0.1:${server.port}/v1`, signal: stop.signal, pause }),
  )
  expect(deltas.map(({ kind }) => kind)).toEqual(['waiting'])
  expect(asked).toBe(1)
})

test.each([
  ['deepseek-r1', ['gpt-oss', 'deepseek-r1:7b', 'deepseek-r1:70b'], ['deepseek-r1:7b', 'deepseek-r1:70b']],
  ['DeepSeek-R1', ['deepseek-ai/DeepSeek-R1', 'deepseek-ai/DeepSeek-V3'], ['deepseek-ai/DeepSeek-R1']],
  ['qwen3', ['qwq', 'Qwen3-8B', 'gwen3', 'llama'], ['Qwen3-8B', 'gwen3']],
  ['r1', ['llama', 'mistral'], []],
])('names like %s', (wanted, names, like) => {
  expect(nearest(wanted, names)).toEqual(like)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import type { Fault } from '../../scripts/endpoint/faults.ts'
import { wireForms } from '../../scripts/endpoint/wireForms.ts'
import type { Delta } from '../../src/base/delta.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import type { TurnValue } from '../../src/core/turn.ts'
import { readReply } from '../../src/endpoint/reply.ts'
import { ask, heardIn, listen, type Heard } from '../support/listen.ts'
import { inEnglish } from '../../src/base/say.ts'
import { createEndlessEndpoint } from '../support/endless.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

describe('every wire form gives the same reasoning and answer', () => {
  test.each(wireForms)('%s', async (form) => {
    const plain = turnOf(await listen(ask({ url: endpoint.url, model: 'sample-r1:reasoning_content' })))
    const turn = turnOf(await listen(ask({ url: endpoint.url, model: `sample-r1:${form}` })))
    expect(turn.state).toEqual({ kind: 'done' })
    expect(turn.reasoning.trim()).toBe(plain.reasoning.trim())
    expect(turn.answer.trim()).toBe(plain.answer.trim())
    expect(turn.reasoning).toContain('A cent is missing')
  })

  test.each(wireForms)('%s, from a server that does not stream', async (form) => {
    const streamed = turnOf(await listen(ask({ url: endpoint.url, model: `sample-r1:${form}` })))
    const whole = turnOf(
      await listen(ask({ url: endpoint.url, model: `sample-r1:${form}`, extraBody: { stream: false } })),
    )
    expect(whole.reasoning).toBe(streamed.reasoning)
    expect(whole.answer).toBe(streamed.answer)
    expect(whole.state).toEqual({ kind: 'done' })
  })
})

test('usage comes when it is asked for', async () => {
  const counted = await listen(ask({ url: endpoint.url }))
  expect(counted.usage).toMatchObject({ prompt: expect.any(Number), reasoning: expect.any(Number) })
  const uncounted = await listen(ask({ url: endpoint.url, includeUsage: false }))
  expect(uncounted.usage).toBeUndefined()
})

describe('what the server does wrong is said in a sentence, with one thing to do', () => {
  test.each<[Fault, string, string, RegExp]>([
    [
      '400',
      'badRequest',
      'openSettings',
      /does not accept the request \(400\)\. It says: Unrecognized request argument/,
    ],
    ['401', 'unauthorized', 'setKey', /wants a key/],
    ['403', 'forbidden', 'setKey', /does not allow this/],
    [
      '404',
      'notFound',
      'changeAddress',
      /^Nothing answers questions at http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions \(404\)/,
    ],
    ['model', 'modelNotFound', 'chooseModel', /has no model named sample-r1.*Similar names there: sample-r1/],
    ['408', 'requestTimeout', 'askAgain', /gave up waiting for the question \(408\)/],
    ['409', 'conflict', 'askAgain', /while something else goes on \(409\)\. It says: The model is being/],
    ['422', 'badRequest', 'openSettings', /\(422\)\. It says: body\.top_p: Extra inputs/],
    ['413', 'contextTooLong', 'chooseContext', /too long/],
    ['context', 'contextTooLong', 'chooseContext', /maximum context length is 4096/],
    ['429', 'rateLimited', 'askAgain', /asks to wait 20 s before/],
    ['500', 'serverError', 'askAgain', /failed inside \(500\)\. It says: CUDA error/],
    ['502', 'gateway', 'askAgain', /The server behind .* does not answer \(502\)\. It says: No upstream/],
    ['503', 'overloaded', 'askAgain', /is too busy/],
    ['loading', 'loading', 'askAgain', /is still loading the model/],
    ['html', 'html', 'changeAddress', /answered with a web page \(“Welcome to the proxy”\)/],
    ['html502', 'gateway', 'askAgain', /^The server behind .* does not answer \(502\)\.$/],
    ['redirect', 'redirected', 'changeAddress', /sends requests on to http:\/\/elsewhere\.invalid;/],
    ['garbage', 'malformed', 'showLog', /did not answer as a model server does/],
    ['nothing', 'empty', 'askAgain', /without a word/],
    ['hangup', 'cut', 'askAgain', /closed the connection before an answer came/],
  ])('%s: %s', async (fault, code, action, message) => {
    const { failure, content, reasoning } = await listen(
      ask({ url: endpoint.url, model: `sample-r1:inline:${fault}` }),
    )
    expect(failure).toMatchObject({ code, action, message: expect.stringMatching(message) })
    expect(failure?.message).not.toContain('\n')
    expect(failure?.detail).toContain('/v1/chat/completions')
    expect(content + reasoning).toBe('')
  })

  test.each<[Fault, string, RegExp]>([
    ['error-event', 'serverError', /The engine died/],
    ['error-field', 'serverError', /The engine died/],
    ['error-data', 'serverError', /The engine died/],
    ['flood', 'malformed', /has no end/],
  ])('%s in the middle keeps what came', async (fault, code, message) => {
    const { failure, reasoning } = await listen(
      ask({ url: endpoint.url, model: `sample-r1:reasoning:${fault}` }),
    )
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) })
    expect(reasoning.length).toBeGreaterThan(1000)
  })
})

describe('a stream that ends in its own way', () => {
  test.each<[Fault, TurnValue['state']]>([
    ['cut', { kind: 'incomplete', why: 'cut' }],
    ['cut-json', { kind: 'incomplete', why: 'cut' }],
    ['cut-letter', { kind: 'incomplete', why: 'cut' }],
    ['cut-tag', { kind: 'incomplete', why: 'cut' }],
    ['eof', { kind: 'incomplete', why: 'cut' }],
    ['length', { kind: 'incomplete', why: 'length' }],
    ['refusal', { kind: 'incomplete', why: 'refused' }],
    ['no-answer', { kind: 'incomplete', why: 'noAnswer' }],
    ['no-done', { kind: 'done' }],
    ['repeat', { kind: 'done' }],
    ['keepalive', { kind: 'done' }],
  ])('%s', async (fault, state) => {
    const turn = turnOf(await listen(ask({ url: endpoint.url, model: `sample-r1:reasoning:${fault}` })))
    expect(turn.state).toEqual(state)
    expect(turn.reasoning.length).toBeGreaterThan(1000)
    expect(turn.reasoning + turn.answer).not.toContain('\uFFFD')
  })

  test('an answer that comes again at the end is there once', async () => {
    const [once, twice] = await Promise.all(
      ['no-done', 'repeat'].map((fault) =>
        listen(ask({ url: endpoint.url, model: `sample-r1:inline:${fault}` })),
      ),
    )
    expect(twice?.content).toBe(once?.content)
  })

  test('a refusal in words is one, and the words stay', async () => {
    const turn = turnOf(await listen(ask({ url: endpoint.url, model: 'sample-r1:inline:declined' })))
    expect(turn.state).toEqual({ kind: 'incomplete', why: 'refused' })
    expect(turn.answer).toBe('I cannot help with that.')
  })

  test('an answer without a word is none', async () => {
    const turn = turnOf(await listen(ask({ url: endpoint.url, model: 'sample-r1:inline:empty' })))
    expect(turn.state).toEqual({ kind: 'incomplete', why: 'noAnswer' })
  })

  test('half a tag at the end is what was thought', async () => {
    const turn = turnOf(await listen(ask({ url: endpoint.url, model: 'sample-r1:inline:cut-tag' })))
    expect(turn.reasoning + turn.answer).toMatch(/<\/thi$/)
  })
})

describe('limits', () => {
  test.each<[Fault, 'firstByte' | 'idle', string]>([
    ['deaf', 'firstByte', 'firstByteTimeout'],
    ['silence', 'firstByte', 'firstByteTimeout'],
    ['stall', 'idle', 'idleTimeout'],
  ])('%s reaches the limit of %s', async (fault, stage, code) => {
    const asked = endpoint.requests.length
    const timeouts = { connect: 0, firstByte: 0, idle: 0, [stage]: 500 }
    const { failure } = await listen(
      ask({ url: endpoint.url, model: `sample-r1:reasoning:${fault}`, timeouts }),
    )
    expect(failure).toMatchObject({ code, action: 'askAgain', message: expect.stringContaining('0.5 s') })
    expect(await endpoint.requests[asked]?.outcome).toBe('abandoned')
  })

  test('0 is none', async () => {
    const stop = new AbortController()
    const timeouts = { connect: 0, firstByte: 0, idle: 0 }
    const heard = listen(
      ask({ url: endpoint.url, model: 'sample-r1:reasoning:deaf', timeouts, signal: stop.signal }),
    )
    setTimeout(() => stop.abort(), 100)
    expect((await heard).deltas).toEqual([])
  })

  test('a server that never ends after its finish is left after a while', async () => {
    let left = false
    const finish = 'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n'
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(finish)),
      cancel: () => {
        left = true
      },
    })
    const asked = {
      url: endpoint.url,
      model: 'm',
      secrets: [],
      timeouts: { connect: 0, firstByte: 0, idle: 0 },
      say: inEnglish,
    }
    const heard = await listen(readReply(body, asked, new AbortController().signal, 20))
    expect(heard).toMatchObject({ content: 'a', finish: 'stop', failure: undefined })
    expect(left).toBe(true)
  })
})

describe('stopping closes the connection', () => {
  test.each(['deaf', 'silence', 'stall'] as const)('%s', async (fault) => {
    const stop = new AbortController()
    const asked = endpoint.requests.length
    const heard = listen(
      ask({ url: endpoint.url, model: `sample-r1:reasoning:${fault}`, signal: stop.signal }),
    )
    await expect.poll(() => endpoint.requests.length).toBe(asked + 1)
    stop.abort()
    expect((await heard).failure).toBeUndefined()
    expect(await endpoint.requests[asked]?.outcome).toBe('abandoned')
  })

  test('in the middle of a stream', async () => {
    const endless = await createEndlessEndpoint()
    const stop = new AbortController()
    let pieces = 0
    for await (const delta of ask({ url: endless.url, signal: stop.signal })) {
      if (delta.kind === 'text') pieces++
      if (pieces === 5) stop.abort()
    }
    expect(pieces).toBe(5)
    expect(await endless.requests[0]?.outcome).toBe('abandoned')
    await endless.close()
  })

  test('leaving the loop', async () => {
    const asked = endpoint.requests.length
    for await (const delta of ask({ url: endpoint.url, model: 'sample-r1:reasoning:stall' })) {
      if (delta.kind === 'text') break
    }
    expect(await endpoint.requests[asked]?.outcome).toBe('abandoned')
  })

  test('a signal that was aborted before sends nothing', async () => {
    const asked = endpoint.requests.length
    expect((await listen(ask({ url: endpoint.url, signal: AbortSignal.abort() }))).deltas).toEqual([])
    expect(endpoint.requests.length).toBe(asked)
  })
})

test('fifty at once, every third stopped, do not mix, and every connection ends', async () => {
  const slow = await createSampleEndpoint({ tokensPerSecond: 20_000 })
  const messages = [{ role: 'user', content: 'What is wrong in `src/lruCache.ts`?' }] as const
  // A busy machine is slow with fifty.
  const timeouts = { connect: 0, firstByte: 0, idle: 0 }
  const forms = ['reasoning', 'reasoning_content', 'reasoning_details', 'parts'] as const
  const [whole, ...heard] = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const stop = new AbortController()
      const deltas: Delta[] = []
      const stops = index % 3 === 1
      const model = `sample-r1:${forms[index % forms.length]}${stops ? ':stall' : ''}`
      for await (const delta of ask({ url: slow.url, model, messages, timeouts, signal: stop.signal })) {
        deltas.push(delta)
        if (stops && deltas.length === 5 * index) stop.abort()
      }
      return { stopped: stop.signal.aborted, ...heardIn(deltas) }
    }),
  )
  const all = `${whole?.reasoning}|${whole?.content}`
  for (const { stopped, reasoning, content } of heard) {
    if (stopped) expect(all.startsWith(reasoning)).toBe(true)
    else expect(`${reasoning}|${content}`).toBe(all)
  }
  const outcomes = await Promise.all(slow.requests.map(({ outcome }) => outcome))
  expect(outcomes.filter((outcome) => outcome === 'abandoned').length).toBe(17)
  await slow.close()
})

function turnOf({ deltas }: Heard): TurnValue {
  const turn = createTurn(defaultSplit)
  for (const delta of deltas) turn.push(delta, 0)
  turn.end('closed', 0)
  return turn.value()
}

import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { readReply } from '../../src/endpoint/reply.ts'
import { listen } from '../support/listen.ts'
import { inEnglish } from '../../src/base/say.ts'

const asked = {
  url: 'http://box/v1',
  model: 'r1',
  secrets: [],
  timeouts: { connect: 0, firstByte: 0, idle: 0 },
  say: inEnglish,
}

const json = fc.oneof(
  fc.json({ maxDepth: 4 }),
  fc
    .record({
      choices: fc.array(
        fc.record({ index: fc.nat(1), delta: fc.json().map((text): unknown => JSON.parse(text)) }),
      ),
    })
    .map((value) => JSON.stringify(value)),
)
const line = fc.oneof(
  json.map((value) => `data: ${value}`),
  json.map((value) => `error: ${value}`),
  json,
  fc.constantFrom('', '', 'data: [DONE]', 'event: error', ':', 'data:', '{"choices":', '<html>'),
  fc.string({ unit: 'binary' }),
)
const bytes = fc.oneof(
  fc.array(line).map((lines) => new TextEncoder().encode(lines.join('\n'))),
  fc.uint8Array({ maxLength: 300 }),
)

test('any bytes are read to the end: accepted first, at most one failure, and nothing after it', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 50 }), async (text, size) => {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          for (let at = 0; at < text.length; at += size) controller.enqueue(text.subarray(at, at + size))
          controller.close()
        },
      })
      const { deltas } = await listen(readReply(body, asked, new AbortController().signal))
      const kinds = deltas.map((delta) => delta.kind)
      expect(kinds[0]).toBe('accepted')
      expect(kinds.slice(0, -1)).not.toContain('failed')
      expect(kinds.slice(0, -1)).not.toContain('closed')
      expect(kinds.filter((kind) => kind === 'finished').length).toBeLessThanOrEqual(1)
    }),
  )
})

test.each(['', 'data: [DONE]\n\n', 'data: {"error":{"message":"no"}}\n\n', 'broken'])(
  'text that begins with all before it is not lost at the end: %s',
  async (end) => {
    const said = (content: string) => `data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`
    let pulled = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (pulled++ === 0) controller.enqueue(new TextEncoder().encode(said('4') + said('42')))
        else if (end === 'broken') controller.error(new Error('gone'))
        else {
          controller.enqueue(new TextEncoder().encode(end))
          controller.close()
        }
      },
    })
    const { deltas } = await listen(readReply(body, asked, new AbortController().signal))
    expect(deltas.map((delta) => (delta.kind === 'text' ? delta.text : '')).join('')).toBe('442')
  },
)

test('stopping is heeded at once, also inside a piece of many chunks', async () => {
  const stop = new AbortController()
  const chunk = 'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n'
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(chunk.repeat(10))),
  })
  const kinds: string[] = []
  for await (const delta of readReply(body, asked, stop.signal)) {
    kinds.push(delta.kind)
    if (delta.kind === 'text') stop.abort()
  }
  expect(kinds).toEqual(['accepted', 'text'])
})

test('which experts worked may come long after the answer has ended, as long as it comes', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const heard = async (experts: boolean, pieces: readonly string[]) => {
    const finished = 'data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}\n\n'
    const all = [finished, ...pieces].values()
    let read = 0
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done } = all.next()
        if (done) return controller.close()
        read++
        await new Promise((resolve) => setTimeout(resolve, 40))
        return controller.enqueue(new TextEncoder().encode(value))
      },
    })
    const reply = listen(readReply(body, { ...asked, experts }, new AbortController().signal, 30))
    await vi.runAllTimersAsync()
    return { kinds: (await reply).deltas.map(({ kind }) => kind), read }
  }
  const base64 = 'ABCD'.repeat(2 ** 15)
  const event = [
    'data: {"choices":[],"sglext":{"routed_experts":"',
    ...Array.from({ length: 25 }, () => base64),
    '"}}\n\n',
  ]
  expect((await heard(true, event)).kinds).toEqual(['accepted', 'text', 'finished', 'experts'])
  expect((await heard(false, event)).kinds).toEqual(['accepted', 'text', 'finished'])
  // Signs of life alone are no reason to wait on.
  const signs = Array.from({ length: 500 }, () => ': still here\n\n')
  expect((await heard(true, signs)).read).toBeLessThan(20)
})

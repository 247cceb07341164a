import fc from 'fast-check'
import { expect, test } from 'vitest'
import { joinBytes } from '../../src/base/joinBytes.ts'
import { recordOf } from '../../src/base/json.ts'
import { createEventReader, type StreamEvent } from '../../src/endpoint/events.ts'
import { createExpertsApart } from '../../src/endpoint/expertsApart.ts'

const bytes = fc.uint8Array({ minLength: 9, maxLength: 60 })
const streams = fc.array(
  fc.tuple(
    bytes,
    fc.constantFrom('"routed_experts":"', 'say \\"routed_experts\\":\\"AAAA', 'none'),
    fc.nat(1),
  ),
)

test('long experts come as bytes, all else as it is, however the stream is cut', () => {
  fc.assert(
    fc.property(streams, fc.infiniteStream(fc.integer({ min: 1, max: 30 })), (events, cuts) => {
      const values = events.map(([experts, text, indent]) => ({ experts: base64Of(experts), text, indent }))
      const stream = values
        .map(({ experts, text, indent }) => {
          const value = { choices: [{ text }], sglext: { routed_experts: experts, n: 1 } }
          const json = JSON.stringify(value)
          const name = '"routed_experts":'
          const spaced = indent > 0 ? json.replace(`${name}"${experts}`, `${name} "${experts}`) : json
          return `data: ${spaced}\n\n`
        })
        .join('')
      const reader = createEventReader(createExpertsApart(12))
      const read: StreamEvent[] = []
      for (let at = 0; at < stream.length;) {
        const length = cuts.next().value ?? 1
        read.push(...reader.push(stream.slice(at, at + length)))
        at += length
      }
      expect([...read, ...reader.end()].map(told)).toEqual(values.map(({ experts, text }) => [text, experts]))
    }),
  )
})

test.each([
  ['{"routed_experts":"AAAABBBB\\/AAA"}', 'what is written otherwise is no base64', '#0/AAA'],
  ['{"routed_experts":"#0"}', 'what looks like a place of ours is none', '#0'],
  ['{"routed_experts":"AAA"}', 'what is short stays', 'AAA'],
])('%s: %s', (text, _, value) => {
  const apart = createExpertsApart(8)
  expect(apart.parse(apart.push(text))).toEqual({ routed_experts: value })
})

test('long letters that end early are no bytes; none are written out where an event is', () => {
  const apart = createExpertsApart(8)
  const value = apart.parse(apart.push('{"routed_experts":"AAAABBBBC"}'))
  expect(recordOf(recordOf(value)['routed_experts'])).not.toHaveProperty('bytes')
  expect(JSON.stringify(value)).toBe('{"routed_experts":"#0"}')
})

test('what ends within is no event', () => {
  const reader = createEventReader(createExpertsApart(8))
  expect(reader.push('data: {"routed_experts":"AAAA')).toEqual([])
  expect(reader.end()).toEqual([{ kind: 'stray', text: '{"routed_experts":"AAAA' }])
})

test('the thread is not held up by all of it at once', () => {
  const reader = createEventReader(createExpertsApart())
  const piece = 'ABCD'.repeat(2 ** 14)
  reader.push('data: {"choices":[],"sglext":{"routed_experts":"')
  for (let count = 0; count < 200; count++) reader.push(piece)
  const [event] = reader.push('"}}\n')
  const value =
    event?.kind === 'value' ? recordOf(recordOf(recordOf(event.value)['sglext'])['routed_experts']) : {}
  // Each piece was decoded when it came.
  expect(value['bytes']).toHaveLength(200)
})

/** The text of an event and its experts, as base64. */
function told(event: StreamEvent): unknown {
  const value = event.kind === 'value' ? recordOf(event.value) : {}
  const [choice] = value['choices'] as [{ text: string }]
  const experts = recordOf(value['sglext'])['routed_experts']
  const own = recordOf(experts)['bytes'] as Uint8Array<ArrayBuffer>[] | undefined
  return [choice.text, own ? base64Of(joinBytes(own)) : experts]
}

function base64Of(value: Uint8Array): string {
  return Buffer.from(value).toString('base64')
}

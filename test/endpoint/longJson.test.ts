import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventReader } from '../../src/endpoint/events.ts'
import { parseLong } from '../../src/endpoint/longJson.ts'

const base64 = fc.stringMatching(/^[A-Za-z0-9+/]{0,40}={0,2}$/)
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.constantFrom('"routed_experts":"AAAA"', '\\', '0', null),
    fc.array(tie('any')),
    fc.dictionary(fc.constantFrom('routed_experts', 'choices', 'sglext'), fc.oneof(base64, tie('any'))),
  ),
})).any

test('is what JSON.parse makes of it', () => {
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1), (each, indent) => {
      const text = JSON.stringify(each, null, indent)
      expect(parseLong(text, 0)).toEqual(JSON.parse(text))
    }),
  )
})

test.each(['{"routed_experts":"AAAA', '{"routed_experts":"AA\\u0041A"', '{"routed_experts":"AAAA"}}'])(
  'what is not JSON stays so: %s',
  (text) => expect(parseLong(text, 0)).toBeUndefined(),
)

test('letters that are written otherwise are read', () => {
  expect(parseLong('{"routed_experts":"AA\\/A","a":{"routed_experts" : "BBBB"}}', 0)).toEqual({
    routed_experts: 'AA/A',
    a: { routed_experts: 'BBBB' },
  })
})

test('an event of a stream is read so, whatever its length', () => {
  const experts = 'ABCD'.repeat(2 ** 19)
  const event = { choices: [], sglext: { routed_experts: experts } }
  const reader = createEventReader()
  expect(reader.push(`data: ${JSON.stringify(event)}\n\n`)).toEqual([
    { kind: 'value', named: '', value: event },
  ])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimateTokens } from '../../src/base/tokens.ts'
import { createMeter, createRoughMeter } from '../../webview/meter.ts'

const text = 'Wait, does this count every token, or only those of words like incomprehensibility? '.repeat(60)

test('stays near the estimate of the whole text', () => {
  const meter = createMeter()
  for (let end = 0; end < text.length; end += 7) meter.measure(text.slice(0, end))
  const whole = estimateTokens(text)
  expect(Math.abs(meter.measure(text) - whole) / whole).toBeLessThan(0.01)
})

test('depends on the text alone, not on how it grew', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 20 }), (ends) => {
      const meter = createMeter()
      for (const end of ends.sort((one, other) => one - other)) meter.measure(text.slice(0, end))
      expect(meter.measure(text)).toBe(createMeter().measure(text))
    }),
  )
})

test('parts grow along the text and add up to it', () => {
  const meter = createMeter()
  const whole = meter.measure(text)
  fc.assert(
    fc.property(fc.nat({ max: text.length }), fc.nat({ max: text.length }), (one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      expect(meter.upTo(from)).toBeLessThanOrEqual(meter.upTo(to))
      expect(meter.upTo(0)).toBe(0)
      expect(meter.upTo(text.length)).toBeCloseTo(whole)
    }),
  )
})

test('begins again when the text was taken back', () => {
  const meter = createMeter()
  meter.measure(text)
  expect(meter.measure('one two')).toBe(estimateTokens('one two'))
})

test('a rough one is near it too, and its parts add up', () => {
  const meter = createRoughMeter()
  const whole = estimateTokens(text)
  expect(Math.abs(meter.measure(text) - whole) / whole).toBeLessThan(0.25)
  expect(meter.upTo(text.length)).toBeCloseTo(meter.measure(text))
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshLayout, pack, unpack } from '../../webview/saved.ts'

test('begins fresh where nothing was saved', () => {
  expect(unpack(undefined)).toEqual({
    panel: null,
    current: null,
    layout: freshLayout,
    draft: '',
    looks: {},
    trail: [],
    speed: 1,
  })
})

test('takes anything for what it is worth', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (one, other) => {
      const saved = unpack({ layout: one, looks: { a: other }, current: one, draft: other, panel: one })
      expect(saved.layout.beside).toBeGreaterThan(0)
      expect(saved.layout.beside).toBeLessThan(1)
      expect(saved.looks['a']?.chosen).toBeInstanceOf(Map)
      expect(unpack(JSON.parse(JSON.stringify(pack(saved))))).toEqual(saved)
    }),
  )
})

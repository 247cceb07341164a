import { expect, test } from 'vitest'
import { encodingOf } from '../../src/base/encoding.ts'

const bytes = (...all: readonly number[]) => Uint8Array.from(all)

test.each([
  ['utf-8', bytes()],
  ['utf-8', new TextEncoder().encode('Café, 中, 🙂')],
  ['utf-8', new TextEncoder().encode('中').subarray(0, 2)], // cut in a letter
  ['utf-16le', bytes(0xff, 0xfe, 0x61, 0)],
  ['utf-16be', bytes(0xfe, 0xff, 0, 0x61)],
  ['windows-1252', bytes(0x43, 0x61, 0x66, 0xe9, 0x2e)],
])('%s', (encoding, text) => {
  expect(encodingOf(text)).toBe(encoding)
})

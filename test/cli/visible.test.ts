import { expect, test } from 'vitest'
import { visible } from '../../src/cli/visible.ts'

test('what would command a terminal is shown, and the rest stays as it is', () => {
  expect(visible('So \u001b]52;c;x\u0007 it\u001b[2J\b is\u007f.\u009b')).toBe(
    'So \u241b]52;c;x\u2407 it\u241b[2J\u2408 is\u2421.\ufffd',
  )
  expect(visible('a\rb')).toBe('a\u240db')
  for (const text of ['One.\n\tTwo.\r\nThree.', '思考 · “ok” 🙂 é']) expect(visible(text)).toBe(text)
})

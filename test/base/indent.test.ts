import { expect, test } from 'vitest'
import { indentAt } from '../../src/base/indent.ts'

test('code goes in as deep as the cursor stands', () => {
  expect(indentAt('    ', 'if (a) {\n  b()\n\n}\n')).toBe('if (a) {\n      b()\n\n    }')
  expect(indentAt('\t', '  one\n  \ttwo')).toBe('one\n\t\ttwo')
})

test('after other code it goes in as it is', () => {
  expect(indentAt('const a = ', 'f(\n  1,\n)\n')).toBe('f(\n  1,\n)')
  expect(indentAt('', '')).toBe('')
})

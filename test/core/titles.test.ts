import fc from 'fast-check'
import { expect, test } from 'vitest'
import { titleAt, titleOf } from '../../src/core/titles.ts'
import { treeOf } from '../../src/core/tree.ts'

test.each([
  ['Okay, so I need to find the total.', 'I need to find the total'],
  ['Hmm, wait. The loop ends early.', 'The loop ends early'],
  ['Wait: the loop ends early.', 'The loop ends early'],
  ['1. **Read** the file:', 'Read the file'],
  ['## Step 2', 'Step 2'],
  ['- one item\n', 'One item'],
  ['好的，那么看代码。', '看代码'],
  ['one\u00a0item.\n', 'One item'],
  ['one\u00a0item.', 'One\u00a0item'],
  ['Hmm.', 'Hmm'],
  ['so x = 4 then.', 'x = 4 then'],
  ['getTotal() adds it up.', 'getTotal() adds it up'],
  ['a cart is empty', 'A cart is empty'],
  ['```ts\nconst sum = 0\n```', 'const sum = 0'],
  ['````md\n# Usage\n\n```ts\nrun()\n```\n````', 'Usage'],
  ['~~~\nmap.get(key)\n~~~', 'map.get(key)'],
  ['| cart | sum |\n|------|-----|\n| a | 1 |', 'cart · sum'],
  ['', '…'],
])('%j becomes %j', (text, title) => {
  expect(titleOf(text)).toBe(title)
})

test('is short, of one line and never half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const title = titleOf(text)
      expect(title.length).toBeLessThanOrEqual(80)
      expect(title).not.toBe('')
      expect(title).not.toContain('\n')
      expect(title.isWellFormed()).toBe(true)
    }),
  )
})

test('a step that begins with a mere sound is called what comes after it', () => {
  const reasoning = 'Hmm.\n\nWait.\n\nThe loop ends early.'
  const steps = treeOf(reasoning)
  expect(titleAt(steps, 0, reasoning)).toBe('The loop ends early')
  expect(titleAt(steps, steps.length - 1, reasoning)).toBe('The loop ends early')
})

test('a step that begins with the number of a case is called by it', () => {
  const reasoning = 'There are two.\n\nCase 1:\n- it is empty\n- it is full\n\nCase 2:\n- it is lost'
  const steps = treeOf(reasoning)
  const titles = steps.flatMap(({ level }, at) => (level === 'step' ? [titleAt(steps, at, reasoning)] : []))
  expect(titles).toEqual(['There are two', 'Case 1', 'Case 2'])
})

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
  ['dx = x2 - x1 here', 'dx = x2 - x1 here'],
  ['cos²(124°) = 1', 'cos²(124°) = 1'],
  ['σ_x|ψ⟩ is next', 'σ_x|ψ⟩ is next'],
  ['x1 is next', 'x1 is next'],
  ['case3 is next', 'Case3 is next'],
  ['if -1 is one', 'If -1 is one'],
  ['Perfect, that confirms it.', 'That confirms it'],
  ['哦，对了，看代码。', '看代码'],
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

test.each([
  ['The answer is:\n\n42 apples.', 'The answer is: 42 apples'],
  ['Let me define:\n- `total`: the sum', 'Let me define: `total`: the sum'],
  ['Year 4:\nThe old rabbit gives two.', 'Year 4: The old rabbit gives two'],
  ['步骤如下：\n1. 读文件', '步骤如下：读文件'],
  ['So:\n\nThe total is wrong.', 'The total is wrong'],
  ['Let me see:\n\nThe total is wrong.', 'The total is wrong'],
  ['We have:\n\nThe total is wrong.', 'The total is wrong'],
  ['The steps of the plan:\n1. Read it all', 'The steps of the plan'],
  ['f(2) is 2. It was easy enough.', 'f(2) is 2'],
  ['Alternatively:\n\nThe total is wrong.', 'The total is wrong'],
  [`The answer is:\n\n${'a '.repeat(80)}`, `The answer is: A${' a'.repeat(31)}…`],
])('the step %j is called %j', (reasoning, title) => {
  expect(titleAt(treeOf(reasoning), 0, reasoning)).toBe(title)
})

test.each([
  ['So let me check the sum. It is 3.', 'Check the sum'],
  ["Now, let's also re-read line 4.", 'Re-read line 4'],
  ['I also need to call `total()` first.', 'Call `total()` first'],
  ['First, I need to read line 4.', 'First, read line 4'],
  ['首先，我需要看代码。', '首先，看代码'],
  ['I should check.', 'I should check'],
  ['Let me check: the sum is 3.', 'Let me check: the sum is 3'],
  ["Let's say x is 3.", "Let's say x is 3"],
  ['I should not sort them.', 'I should not sort them'],
  ['I think that I need to sort them.', 'I think that I need to sort them'],
  ['让我重新读一遍代码。', '重新读一遍代码'],
  ['现在，我需要先看代码。', '看代码'],
  ['我需要的是代码。', '我需要的是代码'],
])('what somebody sets about in %j is called %j', (reasoning, title) => {
  expect(titleAt(treeOf(reasoning), 0, reasoning)).toBe(title)
})

test('a step that begins with the number of a case is called by it', () => {
  const reasoning = 'There are two.\n\nCase 1:\n- it is empty\n- it is full\n\nCase 2:\n- it is lost'
  const steps = treeOf(reasoning)
  const titles = steps.flatMap(({ level }, at) => (level === 'step' ? [titleAt(steps, at, reasoning)] : []))
  expect(titles).toEqual(['There are two', 'Case 1', 'Case 2'])
})

import { expect, test } from 'vitest'
import { judge } from '../../src/core/kinds.ts'
import type { Kind } from '../../src/core/step.ts'

function kindOf(text: string): Kind {
  return judge(
    { from: 400, form: 'prose', gap: 'sentence', indent: 0, marker: '', text },
    { index: 40, last: 'derive' },
  ).kind
}

test.each<[Kind, string]>([
  ['frame', 'The problem says that the cart is empty.'],
  ['frame', '用户让我解释这段代码。'],
  ['plan', 'First, I need to find the total.'],
  ['plan', 'So, simplifying the fraction:'],
  ['plan', '接下来，我需要看循环。'],
  ['read', 'The function takes a list of items.'],
  ['recall', 'I remember that a map keeps the order of insertion.'],
  ['recall', 'An operator of this sort is usually defined as a function.'],
  ['derive', '3 * 4 = 12'],
  ['derive', 'So the total grows by one.'],
  ['check', 'Let me double-check that.'],
  ['check', 'Yes, that matches.'],
  ['check', '让我再检查一下。'],
  ['revise', "No, that's wrong."],
  ['revise', '不对，我搞错了。'],
  ['branch', "Alternatively, let's use a loop."],
  ['branch', 'Let me try another approach.'],
  ['doubt', 'Hmm.'],
  ['doubt', "I'm not sure about the rounding."],
  ['doubt', '我不确定。'],
  ['conclude', 'Therefore, the answer is 12.'],
  ['conclude', '综上所述，函数是对的。'],
])('%s: %s', (kind, text) => {
  expect(kindOf(text)).toBe(kind)
})

test('says why', () => {
  expect(
    judge(
      { from: 0, form: 'prose', gap: 'start', indent: 0, marker: '', text: 'Wait, let me check the sum.' },
      { index: 9, last: undefined },
    ).why,
  ).toBe('says “let me check”')
})

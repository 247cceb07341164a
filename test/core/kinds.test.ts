import { expect, test } from 'vitest'
import { createJudge } from '../../src/core/kinds.ts'
import type { Ahead, Gap } from '../../src/core/statement.ts'
import type { Kind } from '../../src/core/step.ts'
import { readingOf } from '../../src/core/words.ts'

const judge = createJudge()

function judged(text: string, index: number, ahead: Ahead, last: Kind = 'frame', gap: Gap = 'sentence') {
  const said = readingOf(text)
  const statement = {
    from: 400,
    form: 'prose',
    gap,
    ahead,
    indent: 0,
    parts: false,
    marker: '',
    text,
    said,
  } as const
  return judge(statement, { index, last })
}

function kindOf(text: string, index = 40, ahead: Ahead = 'sentence', last?: Kind, gap?: Gap): Kind {
  return judged(text, index, ahead, last, gap).kind
}

test.each<[Kind, string]>([
  ['frame', 'The problem says that the cart is empty.'],
  ['frame', 'The puzzle says that both of them lie.'],
  ['frame', 'We have a cart and two lids.'],
  ['frame', '用户让我解释这段代码。'],
  ['plan', 'First, I need to find the total.'],
  ['plan', 'So, simplifying the fraction:'],
  ['plan', 'Our goal is to lift the cart.'],
  ['plan', 'Should be short and kind.'],
  ['plan', 'How many carts are left?'],
  ['plan', '接下来，我需要看循环。'],
  ['read', 'The function takes a list of items.'],
  ['recall', 'I remember that a map keeps the order of insertion.'],
  ['recall', 'An operator of this sort is usually defined as a function.'],
  ['recall', 'Let me recall that a heap is a tree.'],
  ['recall', 'The speed is given by v = s / t.'],
  ['recall', 'Bread typically rises twice.'],
  ['derive', 'So we have a cart and two lids.'],
  ['derive', 'But we have a cart and two lids.'],
  ['derive', '3 * 4 = 12'],
  ['derive', 'So the total grows by one.'],
  ['check', 'Let me double-check that.'],
  ['check', 'Yes, that matches.'],
  ['check', 'Wait, let me check the second cart.'],
  ['check', 'I think my sum holds.'],
  ['check', 'So the count was correct.'],
  ['check', 'For example, an empty cart costs nothing.'],
  ['check', '让我再检查一下。'],
  ['check', '例如，空车不收钱。'],
  ['check', '所以这是正确的。'],
  ['revise', "No, that's wrong."],
  ['revise', '不对，我搞错了。'],
  ['branch', "Alternatively, let's use a loop."],
  ['branch', 'Let me try another approach.'],
  ['branch', 'Wait, maybe the cart was full.'],
  ['branch', 'Wait, perhaps I should count the wheels.'],
  ['branch', 'Alternatively, maybe each cart has a lid.'],
  ['branch', 'Wait, another thought: carts have lids.'],
  ['branch', 'Let me think about it differently.'],
  ['doubt', 'Hmm.'],
  ['doubt', 'There might be a discrepancy in the counts.'],
  ['doubt', 'But that seems high.'],
  ['doubt', 'Something is off.'],
  ['doubt', 'I used the wrong lid.'],
  ['doubt', "I'm not sure about the rounding."],
  ['doubt', "That doesn't fit the second case."],
  ['doubt', 'Maybe we miss a trick, going in circles.'],
  ['doubt', '我不确定。'],
  ['doubt', '这里有误。'],
  ['branch', '等等，也许车是满的。'],
  ['recall', '面包通常发酵两次。'],
  ['plan', '我们的目标是抬起车。'],
  ['conclude', '所以重量约为十二磅。'],
  ['conclude', 'Therefore, the answer is 12.'],
  ['conclude', 'So 12 carts, which is option B.'],
  ['conclude', 'So the load is approximately 12 pounds.'],
  ['conclude', '综上所述，函数是对的。'],
])('%s: %s', (kind, text) => {
  const gap = kind === 'branch' ? 'paragraph' : 'sentence'
  expect(kindOf(text, 40, 'sentence', 'frame', gap)).toBe(kind)
})

test('takes early descriptions for what was given or is known, later ones with numbers for work', () => {
  const given = 'Each item costs 3 euros and weighs 2 pounds.'
  expect(kindOf(given, 3)).toBe('frame')
  expect(kindOf(given)).toBe('derive')
  expect(kindOf('The cache is a map from names to values.', 8)).toBe('recall')
  expect(kindOf('Line 20 of `cache.ts` is where the loop has its end.', 3)).toBe('read')
  expect(kindOf('So a cache is a map from names to values.', 8)).toBe('derive')
  expect(kindOf('The cart weighs 20 pounds.', 9)).toBe('frame')
  expect(kindOf('The cart weighs 20 pounds.', 3, 'sentence', 'plan')).toBe('frame')
  expect(kindOf('So the cart weighs 20 pounds.', 3, 'sentence', 'plan')).toBe('derive')
})

test('takes what follows a known fact, and is as general, for known too', () => {
  expect(kindOf('Lids of carts close by themselves.', 40, 'sentence', 'recall')).toBe('recall')
  expect(kindOf('Lids of carts close by themselves.', 40, 'sentence', 'derive')).toBe('derive')
})

test('takes a line that goes on in the next for one with it, else for an announcement', () => {
  expect(kindOf('So the sum of both becomes:', 40, 'line')).toBe('derive')
  expect(kindOf('So the sum of both becomes:', 40, 'paragraph')).toBe('plan')
})

test('takes a last "so" for the conclusion', () => {
  expect(kindOf('So the list keeps its order.', 40, 'end')).toBe('conclude')
  expect(kindOf('So the list keeps its order.')).toBe('derive')
})

test('takes other ways that follow each other for one line of thought', () => {
  const other = 'Alternatively, maybe the cart has a lid.'
  expect(kindOf(other, 40, 'sentence', 'derive', 'paragraph')).toBe('branch')
  expect(kindOf(other, 40, 'sentence', 'branch', 'paragraph')).toBe('derive')
})

test('takes a guess within a paragraph for something weighed there, and no way of its own', () => {
  const guess = 'Wait, maybe the cart was full.'
  expect(kindOf(guess, 40, 'sentence', 'derive', 'sentence')).toBe('derive')
  expect(kindOf(guess, 40, 'sentence', 'derive', 'paragraph')).toBe('branch')
  expect(kindOf('Another way is to weigh the cart.', 40, 'sentence', 'derive', 'sentence')).toBe('branch')
})

test('takes no name of code for a word', () => {
  expect(kindOf('Testing the two carts with a lid')).toBe('check')
  expect(kindOf('testing_carts = carts with a lid')).toBe('derive')
})

test('knows where a mistake is found or feared', () => {
  expect(kindOf("Ah, here's the mistake in the second line.")).toBe('revise')
  expect(kindOf('Wait, perhaps I made an error in the sum.')).toBe('revise')
})

test.each<[Kind, string]>([
  ['frame', 'Goal: the cart that holds the most of all.'],
  ['plan', 'Approach: one map of all that came before.'],
  ['check', 'Edge cases: a cart of no items at all.'],
])('takes for %s what says so of itself: %s', (kind, text) => {
  expect(kindOf(text)).toBe(kind)
  expect(judged(text, 40, 'sentence').why).toBe('says what it is')
  expect(kindOf(text.replace(/^[^:]*: /, 'The cart holds '))).toBe('derive')
})

test('says why', () => {
  expect(judged('Wait, let me check the sum.', 9, 'end').why).toBe('says “let me check”')
})

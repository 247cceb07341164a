import { expect, test } from 'vitest'
import { titleAt } from '../../src/core/titles.ts'
import { createTree, treeOf } from '../../src/core/tree.ts'
import { outline, phases } from './outline.ts'

test('hangs what carries out a plan under it, and opens phases for a check and the answer', () => {
  const text = `Okay, so the problem asks for the total of the cart in this shop.

First, I need to add up the items. The sum is 3 + 4 = 7. I remember that tax is usually added last.

Wait, let me double-check the sum. 4 + 3 = 7. Yes, that matches.

Therefore, the answer is 7.`
  expect(outline(text)).toBe(`phase frame: The problem asks for the total of the cart in this shop
  step frame: The problem asks for the total of the cart in this shop
  step plan: First, add up the items
    step derive: The sum is 3 + 4 = 7
    step recall: I remember that tax is usually added last
phase check: Double-check the sum
  step check: Double-check the sum
    step derive: 4 + 3 = 7
  step check: That matches
phase conclude: Therefore, the answer is 7
  step conclude: Therefore, the answer is 7
`)
})

test('hangs the items of a series under what says how many there are', () => {
  const text = `We split into two cases.

Case 1: n is even. Then n = 2k.

Case 2: n is odd. Then n = 2k + 1.`
  expect(outline(text).split('\n').slice(1, -1)).toEqual([
    '  step derive: We split into two cases',
    '    step derive: Case 1: n is even',
    '    step derive: Case 2: n is odd',
  ])
})

test('hangs steps under the items of a series', () => {
  const text = `Let us look at both cases.

Case 1: x is even.

Then x is 2k. But is k an integer?

Case 2: x is odd.

Then x is 2k + 1.`
  expect(
    outline(text)
      .split('\n')
      .filter((line) => line.includes('Case')),
  ).toEqual(['    step derive: Case 1: x is even', '    step derive: Case 2: x is odd'])
})

test('holds all of “Case 1” until the next comes, which may be led up to', () => {
  const text = `Let us look at both cases.

Case 1: x is even.

Then x is 2k.

So k is an integer. That fits.

Now the sum is 4k.

Now, case 2: x is odd.

Then x is 2k + 1.

So the sum is 4k + 2.`
  const placed = outline(text)
    .replaceAll(/step \w+: /g, '')
    .split('\n')
  expect(placed.slice(1, -1)).toEqual([
    '  Look at both cases',
    '    Case 1: x is even',
    '      The sum is 4k',
    '    Case 2: x is odd',
    '    The sum is 4k + 2',
  ])
  const other = text.replace('Now the sum is', 'Alternatively, maybe the sum is')
  expect(outline(other)).toMatch(/^ {2}step branch: /m)
})

test('nests the parts of an item under it, and goes on with the list after them', () => {
  const text = `My plan is this:
1. Read the loop
   - what it adds
   - what it skips
2. Check the rounding
3. Try two carts

So the sum is off by a cent.`
  const steps = treeOf(text)
  const lines = text.trim().split('\n')
  const parentOf = (line: string) => {
    const leaf = steps.find(
      ({ level, span }) => level === 'statement' && text.slice(span.from, span.to).trim() === line.trim(),
    )
    const parent = steps.findIndex(({ id }) => id === leaf?.parent)
    return titleAt(steps, parent, text)
  }
  expect(lines.slice(0, 6).map(parentOf)).toEqual([
    'My plan is this',
    'Read the loop',
    'Read the loop',
    'Read the loop',
    'My plan is this',
    'My plan is this',
  ])
  const skips = steps.find(({ on, level }) => on && level === 'statement')
  expect(skips && text.slice(skips.span.from, skips.span.to)).toContain('what it skips')
  expect(steps.find(({ id }) => id === skips?.on)?.span.from).toBe(text.indexOf('1. Read'))
})

test('puts first, second and third beside each other, with what they say under them', () => {
  const text = `There are three reasons for that.

First, I need to look at the sum. It adds the prices.

Second, I should see the rounding. It rounds each part.

Third, I need to see the discount. It is 10 percent.

Let me try a different approach. It adds cents.`
  expect(outline(text)).toBe(`phase frame: There are three reasons for that
  step derive: There are three reasons for that
  step plan: First, look at the sum
    step derive: It adds the prices
  step plan: Second, see the rounding
    step derive: It rounds each part
  step plan: Third, see the discount
    step derive: It is 10 percent
phase branch: Try a different approach
  step branch: Try a different approach
    step derive: It adds cents
`)
})

test('opens a step where a paragraph follows one of several statements, but not for each short item', () => {
  const text = `${'So it adds 2 to the sum. '.repeat(20)}

Rounding happened in the getter. So it gave cents.

1. x = 2

2. y = 3

3. z = 4`
  expect(outline(text)).toBe(`phase frame: It adds 2 to the sum
  step derive: It adds 2 to the sum
  step derive: Rounding happened in the getter
  step derive: x = 2
`)
})

test('takes a row of short paragraphs that begin alike for one step', () => {
  const row = `The jars hold eight litres in all.

Alternatively, the jars were filled twice over.

Alternatively, the jars were never emptied.

Alternatively, the jars were larger than they look.

Now, the lids weigh three pounds.`
  const steps = outline(row)
    .split('\n')
    .filter((line) => line.includes('step'))
  expect(steps.filter((line) => line.includes('jars were'))).toHaveLength(1)
})

test('takes what is announced, and then announced closer, for one step', () => {
  const text = `The jars are full. I need to add them up:

First, those on the left side:

3 + 4 = 7`
  expect(
    outline(text)
      .split('\n')
      .filter((line) => line.includes('step plan')),
  ).toHaveLength(1)
})

const work = `The first jar holds three litres and the second one holds five, so both hold eight. `.repeat(5)

test('opens a phase where a check looks at another reading, but not where it checks in another way', () => {
  const begin = `Two jars are to be filled.\n\nWait, let me double-check the volumes. ${work}\n\n`
  expect(phases(`${begin}Alternatively, the jars could be counted by the dozen. ${work}`)).toEqual([
    'the beginning: Two jars are to be fille',
    'turns to checking: Wait, let me double-chec',
    'looks at another way while checking: Alternatively, the jars ',
  ])
  const another = `${begin}Alternatively, the jars could be counted by the dozen. ${work}\n\n`
  expect(phases(`${another}So the choice between both ways is a matter of taste. ${work}`)).toHaveLength(3)
  expect(phases(`${another}So I am confident of the answer. ${work}`)).toHaveLength(4)
  expect(phases(`${begin}Alternatively, I can verify it with the weight of the water. ${work}`)).toHaveLength(
    2,
  )
})

test('opens a phase where the thought goes on after its answer, and does not fall into pieces in a loop', () => {
  const loop = 'Wait, was it the jars that were counted?\n\nTherefore, the answer is eight.\n\n'
  const begin = `Two jars are to be filled. ${work}${work}\n\nTherefore, the answer is eight.\n\n`
  expect(phases(begin + loop)).toEqual([
    'the beginning: Two jars are to be fille',
    'turns to the answer: Therefore, the answer is',
    'thinks again after the answer: Wait, was it the jars th',
    'turns to the answer: Therefore, the answer is',
  ])
  expect(phases(begin + loop.repeat(400)).length).toBeLessThan(200)
})

test('takes making sure of what was asked for no check', () => {
  const begin = `Two jars are to be filled. ${work}\n\n`
  expect(phases(`${begin}First, let me make sure I understand the question. ${work}`)).toHaveLength(1)
  expect(phases(`${begin}We can also verify this with a scale. ${work}`)).toHaveLength(2)
})

test('opens a phase where the thought stops or comes to a conclusion, and closes again after a check', () => {
  const work = 'The clerk adds every price to a sum. It ends with the last item. '.repeat(5).trim()
  const text = `${work}

But wait, the list may be empty there.

${work}

Therefore, the answer is that it returns zero.

Let me double-check the empty list.`
  expect(
    outline(text)
      .split('\n')
      .filter((line) => line.startsWith('phase')),
  ).toEqual([
    'phase frame: The clerk adds every price to a sum',
    'phase revise: The list may be empty there',
    'phase conclude: Therefore, the answer is that it returns zero',
    'phase check: Double-check the empty list',
  ])
})

test('reads a Chinese thought as it does an English one', () => {
  const text = `嗯，用户想知道这个函数为什么会返回错误的结果。首先，我需要看一下代码。函数把每一项的价格加起来。

${'所以循环把每一项都加到总和里，然后结束。'.repeat(14)}

等等，不对。循环结束之后才四舍五入。

让我再检查一遍。是的，这就对了。

综上所述，错误在循环里。`
  expect(outline(text)).toBe(`phase frame: 用户想知道这个函数为什么会返回错误的结果
  step frame: 用户想知道这个函数为什么会返回错误的结果
  step derive: 循环把每一项都加到总和里，然后结束
  step revise: 循环结束之后才四舍五入
phase check: 检查一遍
  step check: 检查一遍
phase conclude: 综上所述，错误在循环里
  step conclude: 综上所述，错误在循环里
`)
})

test('hangs nothing under an example that only shows what was said', () => {
  const text = (example: string) => `The jars are never empty.

${example}

The lids weigh three pounds, so the jars are heavy. But the lids may be left off.`
  const depths = (reasoning: string) =>
    outline(reasoning)
      .split('\n')
      .filter((line) => line.includes('lids'))
      .map((line) => line.search(/\S/))
  expect(depths(text('Let me check with four jars.'))[0]).toBe(4)
  expect(depths(text('For example, take four jars.'))[0]).toBe(2)
})

/** The steps of a thought of which `next` is the end, by what they say first. */
function stepsAfter(told: string, next: string): readonly string[] {
  return outline(`${told} ${next}`)
    .split('\n')
    .filter((line) => line.includes('step '))
    .map((line) => line.trim().replace(/^step /, ''))
}

test('goes on where a sentence carries on or weighs what was said, and turns where one supposes', () => {
  const told = 'The jars are full of plums. They weigh a stone.'
  expect(stepsAfter(told, 'But they lost their lids.').at(-1)).toBe('derive: They lost their lids')
  expect(stepsAfter(told, 'But if the lids are lost, they weigh two.').at(-1)).not.toContain('lost')
  expect(stepsAfter(told, "But I'm not sure. But I don't know their weight either.").at(-1)).toContain(
    'not sure',
  )
  expect(stepsAfter(told, 'So if the lids are lost, they weigh two.').at(-1)).toBe(
    'derive: If the lids are lost, they weigh two',
  )
  expect(stepsAfter(told, 'Let us weigh both. Then the lids come to four pounds.').at(-1)).toContain('plan')
  expect(stepsAfter(told, 'Let us weigh both. The lids come to four pounds.').at(-1)).toContain('derive')
  expect(stepsAfter(told, 'So they weigh two? But they weigh three?').at(-1)).not.toContain('three')
})

test('takes what a plan says of checking in the end for part of the plan', () => {
  const plan = 'The jars are full. First, I need to weigh them.'
  expect(stepsAfter(plan, 'Finally, I should check the sum.').at(-1)).toBe('plan: First, weigh them')
  expect(stepsAfter(plan, 'Let me check the sum.').at(-1)).toBe('check: Check the sum')
})

test('hangs nothing under what only approves', () => {
  const depthOfLast = (check: string) =>
    outline(`The jars are full of plums.\n\n${check}\n\nThe lids weigh three pounds, and are of no use here.`)
      .trimEnd()
      .split('\n')
      .at(-1)
      ?.search(/\S/)
  expect(depthOfLast('That makes sense.')).toBe(2)
  expect(depthOfLast('Let me check that it makes sense.')).toBe(4)
})

test('does not judge a growing statement by the first words of the next one', () => {
  const tree = createTree()
  tree.push('The sum is four.\n\n')
  tree.push('It is taken from the row that stands above the one that we have here now. ')
  tree.push('Wait, is that really so?')
  expect(tree.steps().at(-1)?.why).toBe('goes on, so far')
})

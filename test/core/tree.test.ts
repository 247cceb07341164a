import { expect, test } from 'vitest'
import { titleAt } from '../../src/core/titles.ts'
import { createTree, treeOf } from '../../src/core/tree.ts'

/** Phases, steps and statements, one a line, as deep as they lie; statements without their own title. */
function outline(reasoning: string): string {
  const steps = treeOf(reasoning)
  const depths = new Map<string, number>()
  return steps
    .map(({ id, parent, level, kind }, index) => {
      const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1
      depths.set(id, depth)
      return level === 'statement'
        ? ''
        : `${'  '.repeat(depth)}${level} ${kind}: ${titleAt(steps, index, reasoning)}\n`
    })
    .join('')
}

test('hangs what carries out a plan under it, and opens phases for a check and the answer', () => {
  const text = `Okay, so the problem asks for the total of the cart in this shop.

First, I need to add up the items. The sum is 3 + 4 = 7. I remember that tax is usually added last.

Wait, let me double-check the sum. 4 + 3 = 7. Yes, that matches.

Therefore, the answer is 7.`
  expect(outline(text)).toBe(`phase frame: The problem asks for the total of the cart in this shop
  step frame: The problem asks for the total of the cart in this shop
  step plan: First, I need to add up the items
    step derive: The sum is 3 + 4 = 7
    step recall: I remember that tax is usually added last
phase check: Let me double-check the sum
  step check: Let me double-check the sum
    step derive: 4 + 3 = 7
  step check: That matches
phase conclude: Therefore, the answer is 7
  step conclude: Therefore, the answer is 7
`)
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

First, I need to look at the loop. It adds the prices.

Second, I should see the rounding. It rounds each part.

Third, I need to see the discount. It is 10 percent.

Let me try a different approach. It adds cents.`
  expect(outline(text)).toBe(`phase frame: There are three reasons for that
  step derive: There are three reasons for that
  step plan: First, I need to look at the loop
    step derive: It adds the prices
  step plan: Second, I should see the rounding
    step derive: It rounds each part
  step plan: Third, I need to see the discount
    step derive: It is 10 percent
phase branch: Let me try a different approach
  step branch: Let me try a different approach
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

/** The phases, by why they opened and what they say first. */
function phases(reasoning: string): readonly string[] {
  return treeOf(reasoning)
    .filter(({ level }) => level === 'phase')
    .map(({ span, why }) => `${why}: ${reasoning.slice(span.from, span.from + 24)}`)
}

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
    'phase doubt: The list may be empty there',
    'phase conclude: Therefore, the answer is that it returns zero',
    'phase check: Let me double-check the empty list',
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
  step plan: 首先，我需要看一下代码
    step read: 函数把每一项的价格加起来
    step derive: 循环把每一项都加到总和里，然后结束
phase revise: 循环结束之后才四舍五入
  step revise: 循环结束之后才四舍五入
phase check: 让我再检查一遍
  step check: 让我再检查一遍
phase conclude: 综上所述，错误在循环里
  step conclude: 综上所述，错误在循环里
`)
})

test('says what a step goes back on, and which ways were left', () => {
  const text = `So the loop adds every price. That gives 12.

No, that's wrong. The discount is missing.

Alternatively, let's use the second function. It gives 10.`
  const steps = treeOf(text)
  const titles = new Map(steps.map(({ id }, index) => [id, titleAt(steps, index, text)]))
  const back = steps.find(({ kind, level }) => kind === 'revise' && level === 'step')
  expect(back?.revises && titles.get(back.revises)).toBe('The loop adds every price')
  expect(steps.filter(({ abandoned }) => abandoned).map(({ id }) => titles.get(id))).toContain(
    'The loop adds every price',
  )
  expect(steps.filter(({ abandoned, kind }) => abandoned && kind === 'branch')).toEqual([])
  const good = treeOf(text.replace('It gives 10.', 'That works.') + "\n\nAlternatively, let's use the third.")
  expect(good.filter(({ abandoned, kind }) => abandoned && kind === 'branch')).toEqual([])
  const none = treeOf(text.replace('It gives 10.', 'It is slow.') + "\n\nAlternatively, let's use the third.")
  expect(none.filter(({ abandoned, kind }) => abandoned && kind === 'branch')).not.toEqual([])
  for (const failure of ["That doesn't work for two.", 'Hmm, that does not explain it either.']) {
    const failing = treeOf(text.replace("No, that's wrong. The discount is missing.", failure))
    expect(failing.some(({ abandoned }) => abandoned)).toBe(true)
  }
})

test('leaves only the stretch of work in which the mistake was found', () => {
  const first = 'So it adds every price to a sum, and then it ends. '.repeat(20)
  const second = 'But then the list has one more item, and so it goes on. '.repeat(20)
  const steps = treeOf(
    `${first}\n\nBut wait, the list may be empty.\n\n${second}\n\nNo, that's wrong.\n\nAlternatively, let's use a map.`,
  )
  const left = steps.filter(({ abandoned }) => abandoned)
  expect(left.every(({ span }) => span.from > first.length)).toBe(true)
})

test('opens fewer steps within the paragraphs of a thought about code', () => {
  const text = (name: string) =>
    `${`The ${name} takes a list. `.repeat(16)}\n\nIt may fail. I remember that maps keep their order, and that arrays do too, as long as nobody sorts them. I'm not sure about sets, which may be made from either, and of which nobody says it. No, that's wrong. I need to look.`
  const kindsOf = (reasoning: string) =>
    treeOf(reasoning)
      .filter(({ level, span }) => level === 'step' && span.from > 400)
      .map(({ kind }) => kind)
  expect(kindsOf(text('waiter'))).toEqual(['derive', 'recall', 'doubt', 'revise', 'plan'])
  expect(kindsOf(text('`load` call'))).toEqual(['derive', 'revise'])
})

test('goes on over the short paragraphs of a thought about code, until the step is full or a turn comes', () => {
  const code =
    'Line 3 calls `load`. It fills the `map`. Then it returns the `map` to its caller, which keeps it.\n\n'
  const text = (next: string) =>
    `${code}The keys are names.\n\nThe loop reads each of them once, in their order.\n\n${next}`
  const titles = (reasoning: string) =>
    outline(reasoning)
      .split('\n')
      .filter((line) => line.includes('step'))
      .map((line) => line.trim())
  expect(titles(text('The values are numbers.'))).toEqual(['step derive: Line 3 calls `load`'])
  expect(titles(text("Wait, that's not right. A key may be missing.")).slice(1)).toEqual([
    "step revise: That's not right",
  ])
  expect(titles(text("Wait, no.\n\nIt's fine."))).toHaveLength(1)
  const full = 'The loop reads each of them once, and never looks back at what it has read. '.repeat(4)
  expect(titles(text(`${full}\n\nThe values are numbers that were read before.`)).slice(1)).toEqual([
    'step recall: The values are numbers that were read before',
  ])
  const late = `${full}No, that's wrong: a key may be missing.`
  expect(titles(text(`${late}\n\nThe values are numbers.`)).at(-1)).toContain('step revise:')
  expect(titles(text(`${late}\n\nNow the values: they are numbers.`)).at(-1)).toContain('The values')
})

test('opens phases in a thought about code where the work begins, and not at comments, names or things to test', () => {
  const told = 'The `Cart` class keeps an array of its lines, and the query returns the sum of them. '
  const phases = (next: string) =>
    outline(`${told.repeat(6)}\n\nLet me write it line by line.\n\n${told.repeat(12)}\n\n${next}`)
      .split('\n')
      .filter((line) => line.startsWith('phase'))
      .map((line) => line.replace(/:.*/, ''))
  const opened = ['phase frame', 'phase derive']
  expect(phases('# Create the lines\nlines = []')).toEqual(opened)
  expect(phases("Next we need the days between 'Create Order' and 'Confirm Order' of each.")).toEqual(opened)
  expect(phases('Next we need the code that runs after the initial test of the lines.')).toEqual(opened)
  expect(phases('Next we need to test the code with an empty cart.')).toEqual([...opened, 'phase check'])
  expect(phases('## Create the lines\n\nlines = []')).toEqual([...opened, 'phase derive'])
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
  expect(stepsAfter(plan, 'Finally, I should check the sum.').at(-1)).toBe(
    'plan: First, I need to weigh them',
  )
  expect(stepsAfter(plan, 'Let me check the sum.').at(-1)).toBe('check: Let me check the sum')
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

test('takes lines of code outside a fence for one step, and a numbered name for no item', () => {
  const code = (second: string) =>
    `The \`Cart\` class keeps \`lines\`. Its array is \`children\`. Now the code for the list of parts:

part1 = Cart(lines)
part1.children = [lid, jar]

${second}

wide_cart = Cart(part1)`
  const whys = (second: string) =>
    treeOf(code(second))
      .filter(({ level }) => level === 'step')
      .map(({ why }) => why)
  const rows = (line: (name: string) => string) =>
    ['jars', 'lids', 'carts', 'plums', 'shelves', 'stones', 'boxes', 'racks', 'rows'].map(line).join('\n\n')
  expect(
    whys(
      rows((name) => `${name}.children.push(first, second, third, fourth, fifth, sixth, seventh, eighth)`),
    ),
  ).not.toContain('a new paragraph')
  expect(whys(rows((name) => `${name} hold what they can. They weigh what that weighs.`))).toContain(
    'a new paragraph',
  )
  expect(whys('Part 2: the lids.')).toContain('item “part”')
})

/** Of each statement, which one it builds on where that is not the one before; −1 where it is. */
function basis(text: string): readonly number[] {
  const steps = treeOf(text).filter(({ level }) => level === 'statement')
  return steps.map(({ on }) => steps.findIndex(({ id }) => id === on))
}

test('builds what follows a short aside on what stands before it', () => {
  const after = (aside: string, next: string) =>
    basis(`The lids weigh 3 pounds. ${aside} ${next} All is well.`)[2]
  expect(after('Yes, that is correct.', 'So the jars weigh 5.')).toBe(0)
  expect(after('No, that is wrong.', 'It is the jars that weigh so much.')).toBe(0)
  expect(after('Yes, that is correct.', 'The jars weigh 5.')).toBe(-1)
  expect(after('Hmm.', 'Maybe the jars weigh 5.')).toBe(0)
  expect(after('Yes, that is correct, since each of the lids weighs one.', 'So the jars weigh 5.')).toBe(-1)
})

test('builds a line after a mere "So," on what stands before that', () => {
  expect(basis('The lids weigh the same as the jars.\n\nTherefore,\n\nx = y\n\nAll is well.')[2]).toBe(0)
})

test('builds the items of a list on what announced them', () => {
  const text = 'There are three things:\n- one\n- two\n- three\n\nSo it is done.'
  const steps = treeOf(text).filter(({ level }) => level === 'statement')
  expect(steps.map(({ on }) => on)).toEqual([undefined, undefined, steps[0]?.id, steps[0]?.id, undefined])
})

test('builds lines that begin alike on what announced them, unless one computes with the last', () => {
  const listed = 'The handlers are:\n\nGet reads a row.\n\nGet joins a table.\n\nSo that is it.'
  expect(basis(listed)).toEqual([-1, -1, 0, -1])
  expect(basis('The shop opens:\n\nDay 1: a jar.\n\nDay 2: two jars.')).toEqual([-1, -1, -1])
  expect(basis('Compute both:\n\n2 * 3 = 6\n\n4 * 5 = 20')).toEqual([-1, -1, 0])
  expect(basis('Cube them:\n\n2^3 = 8. It is even.\n\n3^3 = 27, 3^2 less 8.\n\n4^3 = 64')).toEqual([
    -1, -1, -1, 0, 0,
  ])
  expect(basis('Compute it:\n\n2 * 3 = 6\n\n6 * 5 = 30')).toEqual([-1, -1, -1])
})

test('builds a second on what came before the first, and "also" on the beginning of its paragraph', () => {
  const text =
    'Two cases break it.\n\nFirst, it is empty. So it fails.\n\nSecond, it is full. So it grows. Also, it logs.'
  const steps = treeOf(text).filter(({ level }) => level === 'statement')
  expect(steps.map(({ on }) => steps.findIndex(({ id }) => id === on))).toEqual([-1, -1, -1, 0, -1, 3])
})

test('builds another point on the paragraph before it, and the same conclusion on the last after a check', () => {
  const text = 'One thing is the lid. It is lost.\n\nAnother thing is the jar. It is full.'
  expect(basis(text)).toEqual([-1, -1, 0, -1])
  const twice = 'So the answer is 5. Let me check it. Yes, that is correct. So the answer is 5. All is well.'
  expect(basis(twice)).toEqual([-1, -1, -1, 0, -1])
})

test('does not judge a growing statement by the first words of the next one', () => {
  const tree = createTree()
  tree.push('The sum is four.\n\n')
  tree.push('It is taken from the row that stands above the one that we have here now. ')
  tree.push('Wait, is that really so?')
  expect(tree.steps().at(-1)?.why).toBe('goes on, so far')
})

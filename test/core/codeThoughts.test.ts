import { expect, test } from 'vitest'
import { treeOf } from '../../src/core/tree.ts'
import { outline, phases } from './outline.ts'

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
  const full = `The loop reads each of them once, and never looks back at what it has read${', as said'.repeat(30)}.`
  expect(titles(text(`${full}\n\nThe values are numbers that were read before.`)).slice(1)).toEqual([
    'step recall: The values are numbers that were read before',
  ])
  const late = `${full} No, that's wrong: a key may be missing.`
  expect(titles(text(`${late}\n\nThe values are numbers.`)).at(-1)).toContain('step revise:')
  expect(titles(text(`${late}\n\nNow the values: they are numbers.`)).at(-1)).toContain('The values')
})

test('opens phases in a thought about code where the work begins, and not at comments, names or things to test', () => {
  const told = 'The `Cart` class keeps an array of its lines, and the query returns the sum of them. '
  const opening = (next: string) =>
    outline(`${told.repeat(6)}\n\nLet me go through it line by line.\n\n${told.repeat(12)}\n\n${next}`)
      .split('\n')
      .filter((line) => line.startsWith('phase'))
      .map((line) => line.replace(/:.*/, ''))
  const opened = ['phase frame', 'phase derive']
  expect(opening('# Create the lines\nlines = []')).toEqual(opened)
  expect(opening("Next we need the days between 'Create Order' and 'Confirm Order' of each.")).toEqual(opened)
  expect(opening('Next we need the code that runs after the initial test of the lines.')).toEqual(opened)
  expect(opening('Next we need to make sure that the lines of an empty cart are kept.')).toEqual(opened)
  expect(opening('Let me test the code with an empty cart.')).toEqual([...opened, 'phase check'])
  expect(opening('## Create the lines\n\nlines = []')).toEqual([...opened, 'phase derive'])
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
  expect(
    whys(rows((name) => `${name} hold what they can, and weigh what all of that weighs. They are ${name}.`)),
  ).toContain('a new paragraph')
  expect(whys('Part 2: the lids.')).toContain('item “part”')
})

test('ends the first phase of a thought about code where the work begins, however short the question was', () => {
  const opened = (...paragraphs: readonly string[]) => phases(paragraphs.join('\n\n')).slice(1)
  const asked =
    'The user says that `load` fails for a cart without lines, and asks why it does not fail for one.'
  const told = `${asked} Nothing else is said of it here.`
  expect(opened(told, 'Let me read it from the top.')).toEqual(['goes to work: Let me read it from the '])
  expect(opened(told, "First, I'll start by writing the loop.")).toHaveLength(1)
  expect(opened(told, 'I should write a loop for each line.')).toHaveLength(1)
  expect(opened(told, 'Line 3 calls `load`.')).toEqual([])
  const long = Array.from({ length: 24 }, () => asked)
  expect(opened(...long, 'Line 3 calls `load`.')).toEqual(['goes to work: Line 3 calls `load`.'])
  expect(opened(told, 'Let me understand what is asked.')).toEqual([])
  expect(opened(told.replace('`load`', 'loading'), 'Let me read it from the top.')).toEqual([])
})

test('opens phases in a thought about code where it is put together, written, checked and answered', () => {
  const told = 'The `load` call reads each line of the `Cart`, and keeps what it has read in the `map`. '
  const text = `The user asks about \`load\`. ${told}\n\nLet me go through it. ${told.repeat(20)}\n\n`
  const kinds = (reasoning: string) =>
    treeOf(reasoning).flatMap(({ level, kind }) => (level === 'phase' ? [kind] : []))
  expect(kinds(`${text}Let me write the code for that.`)).toEqual(['frame', 'derive', 'derive'])
  const next = (paragraph: string) => phases(text + paragraph).slice(2)
  expect(next('Putting it all together, the loop keeps the line.')).toEqual([
    'puts it together: Putting it all together,',
  ])
  expect(next('So the fix is to keep the line.')).toEqual(['puts it together: So the fix is to keep th'])
  expect(next('Let me write the code for that.')).toEqual(['sets about writing it: Let me write the code fo'])
  expect(next('Now, applying these changes, line by line.')).toHaveLength(1)
  expect(next('So the conclusion: the line is kept.')).toEqual([
    'turns to the answer: So the conclusion: the l',
  ])
  expect(next('The result is 5, which is right.')).toEqual([])
  expect(next('To answer the question: the line is kept.')).toHaveLength(1)
  expect(next("I'm sure of the cause: the line is kept.")).toHaveLength(1)
  expect(next('现在，我需要设计这个循环。')).toEqual(['sets about writing it: 现在，我需要设计这个循环。'])
  expect(next('Wait, the `map` is kept.')).toEqual([])
  expect(next('I should also make sure that the code keeps the line.')).toEqual([])
  expect(next('Alternatively, the `map` could be kept.')).toEqual([])
  expect(next('Let me try a different approach: the `map` is kept.')).toEqual([
    'tries another way: Let me try a different a',
  ])
  const fix = `So the fix is to keep the line. ${told}\n\n`
  expect(next(`${fix}So the code is short.`)).toHaveLength(1)
})

test('opens a phase at a line in bold by itself, where much was said before it', () => {
  const told = 'The `load` call reads each line of the `Cart`, and keeps what it has read in the `map`. '
  const next = (paragraph: string, times: number) =>
    phases(`The user asks about \`load\`. ${told.repeat(times)}\n\n${paragraph}\n\nIt is kept.`).slice(1)
  expect(next('**How it is kept**', 10)).toEqual([expect.stringMatching(/^a title: \*\*How it is kept/)])
  expect(next('**How it is kept**', 3)).toEqual([])
  expect(next('**Kept:**', 10)).toEqual([])
  expect(next('**It** is kept.', 10)).toEqual([])
})

test('takes the headings of what is being written for steps of that', () => {
  const told = 'The `load` call reads each line of the `Cart`, and keeps what it has read in the `map`. '
  const draft = (lead: string) =>
    phases(
      `The user asks for a design of \`load\`. ${told.repeat(3)}\n\n${lead}\n\n## Loading\n\nIt loads \`a\`.\n\n## Errors\n\nIt tells of them.`,
    )
  expect(draft('Let me draft the content:').filter((why) => why.startsWith('a heading'))).toEqual([])
  expect(draft('It is kept.').filter((why) => why.startsWith('a heading'))).toHaveLength(2)
})

test('leaves “Case 2” at the first paragraph that turns to something else', () => {
  const told =
    'The `Cart` keeps its `lines`. Line 4 calls `sum`, and line 5 calls `log`. Nothing else is said of it in the question, which is short.\n\nLet me look at two cases:\n\n'
  const text = `${told}Case 1: the cart is empty, so \`sum\` is 0.\n\nBut \`log\` runs.\n\nCase 2: the cart has one line, so \`sum\` is its price.`
  const after = (next: string) => outline(`${text}\n\n${next}`).split('\n').slice(-2)[0]
  expect(after('Now let me write the loop.')).toBe('  step plan: Write the loop')
  expect(treeOf(`${text}\n\nNow let me write the loop.`).findLast(({ level }) => level === 'step')?.why).toBe(
    'leaves item “case”',
  )
  expect(
    after('Wait, `log` runs here too, and so it does in the other case of the two that there are, as said.'),
  ).toMatch(/^ {4}/)
  expect(treeOf(`${told}Case 2 has more lines than that.`).map(({ why }) => why)).not.toContain('item “case”')
  expect(treeOf(`${told}Case 2: it has more lines.`).map(({ why }) => why)).toContain('item “case”')
})

test('holds what is set in under an item, and nothing that is not', () => {
  const steps = (indent: string) =>
    outline(
      `We need code for the \`Cart\` class. Its \`lines\` are an array, which is all that is said of them here.\n\nLet me write it as a tree. The steps:\n\n 1. Make the leaves of the tree.${' One leaf is made for each line of the cart.'.repeat(6)}\n\n 2. Make the root of the tree, which has them all, and which nothing else of what there is in it ever holds.\n\n${indent}Alternatively, we can make the root first, and give each leaf to it as it is made.`,
    )
  expect(steps(' ')).toMatch(/^ {2}step branch: Alternatively/m)
  expect(steps('    ')).toMatch(/^ {4,}step \w+: Alternatively/m)
})

test('takes each paragraph of several statements of a thought about code for a step, and goes on over what belongs to it', () => {
  const told =
    'The `load` call reads each line of the `Cart`, and keeps what it has read in the `map`. It is short.'
  const titles = (...paragraphs: readonly string[]) =>
    outline(paragraphs.join('\n\n'))
      .split('\n')
      .flatMap((line) => /^ +step \w+: (.*)/.exec(line)?.[1] ?? [])
  const first = 'The `load` call reads each line of the `Cart`, and keeps what it has read in the `map`'
  const short = titles(told)
  expect(short).toHaveLength(1)
  expect(first.startsWith(short[0]?.slice(0, -1) ?? 'none')).toBe(true)
  const next = (...paragraphs: readonly string[]) => titles(told, ...paragraphs).slice(1)
  expect(next('Next, the `sum`. It adds all prices.')).toEqual(['Next, the `sum`'])
  expect(next('The `sum` is next. It adds all prices.')).toEqual(['The `sum` is next'])
  expect(next('It adds all prices.')).toEqual([])
  expect(next('For example, two lines. They make 3.')).toEqual([])
  expect(next('Now the steps are:', '1. Read the lines. They are few.', '2. Add them. That is all.')).toEqual(
    ['The steps are: Read the lines'],
  )
  expect(
    next('Now the loop in code:', 'total = 0', 'for line in lines:', '// add each', 'add(line);'),
  ).toEqual(['The loop in code'])
})

test('leaves a possible cause in code only where it is found wrong', () => {
  const left = (found: string) =>
    treeOf(
      `The \`Cart\` fails at line 4, and the log says nothing of it. Let me see why.\n\nAnother possibility is that the \`map\` is empty. ${found}\n\nAnother possibility is that \`sum\` is never called. It may be.`,
    ).filter(({ abandoned }) => abandoned)
  expect(left('It may be so.')).toEqual([])
  expect(left("No, that's wrong: it has two keys.")).not.toEqual([])
})

test('sets “Next” and “Finally” beside “First”', () => {
  const told =
    'The `load` call reads each line of the `Cart`, and keeps what it has read in the `map`. '.repeat(4)
  const text = `Here is \`Cart\`. Line 2 calls \`load\`. Line 3 calls \`sum\`, and line 4 returns it. Let me follow what it does in turn.\n\nFirst, it reads. ${told}\n\nIt sorts them. ${told}\n\nNext, it adds. ${told}\n\nFinally, it returns. ${told}`
  const depth = (title: string) =>
    /^ */.exec(
      outline(text)
        .split('\n')
        .find((line) => line.includes('step') && line.includes(title)) ?? '',
    )?.[0]
  expect(depth('Next, it adds')).toBe(depth('First, it reads'))
  expect(depth('Finally, it returns')).toBe(depth('First, it reads'))
  expect(depth('It sorts them')).toBe(`${depth('First, it reads')}  `)
})

test('a paragraph that comes to another thing is a step with what it announces, and is called by that', () => {
  const text = (kind: string) =>
    `Line 3 calls \`load\`. It fills the \`map\`. Then it returns the \`map\`.\n\n${kind} I need to look at the keys of it. They are names.`
  const last = (reasoning: string) => outline(reasoning).trimEnd().split('\n').at(-1)?.trim()
  for (const herald of ["There's a second thing.", 'But there is something else.', 'One more thing.'])
    expect(last(text(herald)), herald).toMatch(/^step \w+: Look at the keys of it$/)
})

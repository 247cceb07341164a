import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { estimateTokens } from '../../src/base/tokens.ts'
import type { ThoughtField } from '../../src/endpoint/profile.ts'
import { textOf } from '../../src/base/json.ts'
import { subjectOf, type CodeContext } from '../../src/endpoint/context.ts'
import { createPrompt, type Asking } from '../../src/endpoint/prompt.ts'

const text = `import { Line } from './line.ts'

const tax = 0.19

export function total(lines: readonly Line[]) {
  let sum = 0
  for (const line of lines) {
    sum += line.price
  }
  return sum * (1 + tax)
}

export const other = 1
`

const context: CodeContext = {
  path: 'src/cart.ts',
  language: 'typescript',
  text,
  selection: { first: 7, last: 9 },
  enclosing: { name: 'total', first: 5, last: 11 },
  imports: [{ first: 1, last: 1 }],
  diagnostics: [
    { line: 8, severity: 'error', source: 'ts 2339', message: "Property 'price'\n  does not exist." },
  ],
}

const asking: Asking = { question: 'Why?', context, history: [], policy: 'content', budget: 4000 }

test('selection, what encloses it, imports and problems stand in one message, the question after them', () => {
  const { messages, leftOut } = createPrompt(asking)
  expect(leftOut).toEqual([])
  expect(messages).toEqual([
    {
      role: 'user',
      content: `My question is about lines 7–9 of \`src/cart.ts\`.

\`\`\`typescript src/cart.ts
 1 | import { Line } from './line.ts'
 2 | 
 3 | const tax = 0.19
 4 | 
 5 | export function total(lines: readonly Line[]) {
 6 |   let sum = 0
 7 |   for (const line of lines) {
 8 |     sum += line.price
 9 |   }
10 |   return sum * (1 + tax)
11 | }
12 | 
13 | export const other = 1
\`\`\`

The editor reports:
- \`src/cart.ts:8\` (error, ts 2339): Property 'price' does not exist.

Why?

Cite code as \`path:line\` or \`path:first-last\` (such as \`src/cart.ts:7-9\`) wherever you speak of it, while thinking and in the answer. Answer in Markdown.`,
    },
  ])
})

test('the code around is sent as far as it is near, and nobody is told when it is not', () => {
  const far = { ...context, text: Array.from({ length: 400 }, (_, index) => `line(${index + 1})`).join('\n') }
  const { enclosing: _, imports: __, ...alone } = { ...far, selection: { first: 200, last: 201 } }
  const { messages, leftOut } = createPrompt({ ...asking, context: alone })
  const sent = messages[0]?.content ?? ''
  expect(leftOut).toEqual([])
  for (const line of [120, 200, 281]) expect(sent).toContain(`${line} | line(${line})`)
  for (const line of [119, 282]) expect(sent).not.toContain(`line(${line})`)
})

describe('what does not fit goes, the least worthy first, and is named', () => {
  test.each([
    [200, ['the problems that the editor reports']],
    [160, ['the imports', 'the problems that the editor reports']],
    [130, ['lines 5–6, lines 10–11 of `total`', 'the imports', 'the problems that the editor reports']],
  ])('%d tokens', (budget, expected) => {
    const { promptTokens, leftOut } = createPrompt({ ...asking, budget })
    expect(promptTokens).toBeLessThanOrEqual(budget)
    expect(leftOut).toEqual(expected)
  })
})

test('a long selection keeps both ends and says what is missing', () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `step(${index + 1})`)
  const long = {
    path: 'a.py',
    language: 'python',
    text: lines.join('\n'),
    selection: { first: 1, last: 1000 },
  }
  const { messages, leftOut } = createPrompt({ ...asking, context: long, budget: 300 })
  const code = textOf(messages[0]?.content).split('\n').slice(3, -5) ?? []
  expect(code[0]).toBe('   1 | step(1)')
  expect(code.at(-1)).toBe('1000 | step(1000)')
  const gap = code.find((line) => line.startsWith('…'))
  expect(gap).toMatch(/^… lines \d+–\d+ left out …$/)
  expect(leftOut).toEqual([`${gap?.slice(2, -'left out …'.length - 1)} of the selection`])
})

test('a line that is too long is shortened, not dropped', () => {
  const long = { path: 'a.js', language: 'javascript', text: `a(${'1,'.repeat(20_000)}2)` }
  const { messages, promptTokens } = createPrompt({ ...asking, context: long, budget: 1000 })
  expect(promptTokens).toBeLessThan(1000)
  expect(messages[0]?.content).toMatch(/1 \| a\(1,1,.* … \d+ characters left out … .*2\)/)
})

test('a whole file is sent whole, without inventing lines', () => {
  const { messages } = createPrompt({
    ...asking,
    context: { path: 'a.ts', language: 'typescript', text: 'let a\n' },
  })
  expect(messages[0]?.content).toContain('```typescript a.ts\n1 | let a\n```')
  expect(messages[0]?.content).toContain('My question is about the file `a.ts`.')
})

test('a fence in the code does not end the code', () => {
  const markdown = { path: 'a.md', language: 'markdown', text: '````js\nlet a\n````' }
  expect(createPrompt({ ...asking, context: markdown }).messages[0]?.content).toContain(
    '`````markdown a.md\n',
  )
})

test('without code there is the question alone', () => {
  expect(createPrompt({ ...asking, context: null }).messages).toEqual([{ role: 'user', content: 'Why?' }])
})

describe('a follow-up', () => {
  const history = [
    { question: 'What?', answer: 'That.' },
    { question: 'How?', answer: 'So.' },
  ]

  test('sends questions and answers; the code stands with the first question', () => {
    const { messages } = createPrompt({ ...asking, history })
    expect(messages.map(({ role }) => role).join(' ')).toBe('user assistant user assistant user')
    expect(messages[0]?.content).toMatch(/sum \+= line\.price[^]*What\?/)
    expect(messages.slice(1).map(({ content }) => content)).toEqual(['That.', 'How?', 'So.', 'Why?'])
  })

  test('begins as the question before it did, so that a server can reuse its cache', () => {
    const before = createPrompt({ ...asking, question: 'What?' })
    const after = createPrompt({ ...asking, history: history.slice(0, 1) })
    expect(after.messages[0]).toEqual(before.messages[0])
  })

  test('forgets the oldest when it does not fit', () => {
    const long = [{ question: 'What?', answer: 'word '.repeat(5000) }, ...history.slice(1)]
    const { messages, leftOut } = createPrompt({ ...asking, history: long })
    expect(messages.map(({ content }) => textOf(content)).join()).not.toContain('word word')
    expect(messages[0]?.content).toContain('How?')
    expect(leftOut).toEqual(['the first question of this conversation'])
  })

  test('stands alone where the profile sends no history', () => {
    const { messages, leftOut } = createPrompt({ ...asking, history, policy: 'none' })
    expect(messages.length).toBe(1)
    expect(leftOut).toEqual([])
  })
})

test('keeps the budget, whatever the code, as soon as the frame fits', () => {
  const range = fc
    .tuple(fc.nat(80), fc.nat(80))
    .map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) }))
  const code = fc.array(fc.string({ maxLength: 60 }), { maxLength: 60 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(
      code,
      fc.option(range),
      range,
      fc.integer({ min: 160, max: 900 }),
      (file, selection, around, budget) => {
        const { messages, promptTokens } = createPrompt({
          ...asking,
          budget,
          context: {
            ...context,
            text: file,
            ...(selection && { selection }),
            enclosing: { ...around, name: 'f' },
          },
        })
        expect(promptTokens).toBeLessThanOrEqual(budget)
        expect(promptTokens).toBeGreaterThanOrEqual(estimateTokens(textOf(messages[0]?.content)))
      },
    ),
  )
})

test.each([
  [context, 'src/cart.ts:7–9'],
  [{ ...context, selection: { first: 7, last: 7 } }, 'src/cart.ts:7'],
  [null, ''],
])('the subject is short', (subject, words) => {
  expect(subjectOf(subject)).toBe(words)
})

describe('the thinking of earlier turns', () => {
  const history = [{ question: 'One?', answer: 'Yes.', reasoning: '\nLet me see.\n' }]
  const past = (policy: 'content' | 'thinking' | 'none', thoughtField: ThoughtField) =>
    createPrompt({ ...asking, context: null, history, policy, thoughtField }).messages.slice(0, -1)

  test('stays here unless it is wanted', () => {
    expect(past('content', 'reasoning')).toEqual([
      { role: 'user', content: 'One?' },
      { role: 'assistant', content: 'Yes.' },
    ])
    expect(past('none', 'reasoning')).toEqual([])
  })

  test.each<[ThoughtField, object]>([
    ['reasoning', { content: 'Yes.', reasoning: 'Let me see.' }],
    ['reasoning_content', { content: 'Yes.', reasoning_content: 'Let me see.' }],
    [
      'content',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Let me see.' }], closed: true },
          { type: 'text', text: 'Yes.' },
        ],
      },
    ],
  ])('goes into %s', (field, message) => {
    expect(past('thinking', field)[1]).toEqual({ role: 'assistant', ...message })
  })

  test('counts in the budget', () => {
    const long = [{ question: 'One?', answer: 'Yes.', reasoning: 'word '.repeat(500) }]
    const prompt = createPrompt({
      ...asking,
      context: null,
      history: long,
      policy: 'thinking',
      thoughtField: 'reasoning',
      budget: 300,
    })
    expect(prompt.leftOut).toEqual(['the first question of this conversation'])
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureActions } from '../../src/base/failure.ts'
import { isAllBlank } from '../../src/core/blank.ts'
import { secondsOf } from '../../src/core/figures.ts'
import { restoreTurn } from '../../src/core/kept.ts'
import { split } from '../../src/core/segments.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { advance, start } from '../../src/core/text.ts'
import type { StepId } from '../../src/core/step.ts'
import type { KeptTurn, RunState, Tick } from '../../src/core/turn.ts'
import { splitBody, textsOf, writeBody } from '../../src/traces/body.ts'
import { contextHash } from '../../src/traces/contextHash.ts'
import { readDocument } from '../../src/traces/document.ts'
import { appendTurn, documentOf, keptOf, replaceTurn, type NewTurn } from '../../src/traces/turns.ts'
import { readTiming, writeTiming } from '../../src/traces/timing.ts'
import { tricky } from './texts.ts'

const kept: KeptTurn = {
  reasoning: '\nLet me see.\n',
  answer: '\n\nIt is **slow**.\n',
  timeline: [
    { offset: 0, at: 1200 },
    { offset: 4, at: 1900 },
  ],
  state: { kind: 'done' },
  usage: { prompt: 812, completion: 40, reasoning: 12 },
  times: { accepted: 210, firstText: 1204, firstAnswer: 2000, latest: 2500, ended: 2512 },
  hidden: false,
}

test('is written for people to read', () => {
  const first: NewTurn = {
    head: {
      id: 'a1',
      question: 'Why is this slow?\nBe brief.',
      model: 'deepseek-r1',
      endpoint: 'R1',
      asked: '2026-11-25T10:00:00.000Z',
      context: [{ path: 'src/cart.ts', lines: [12, 30], hash: contextHash('a\r\nb\n', [1, 2]) }],
      names: ['Cart', 'addLine'],
      sampling: { temperature: 0.6 },
      prompt: { tokens: 800, budget: 6000, leftOut: [] },
      wire: 'inline',
    },
    value: kept,
  }
  const failed: NewTurn = {
    head: { id: 'a2', parent: 'a1', question: 'And now?', wire: 'field' },
    value: {
      ...kept,
      reasoning: 'Well, `</think>` is',
      answer: '',
      timeline: [],
      usage: {},
      times: { latest: 800, ended: 900 },
      state: {
        kind: 'failed',
        failure: { code: 'unreachable', message: 'Nothing answers.', action: 'askAgain', detail: 'x' },
      },
    },
  }
  expect(documentOf([first, failed]).text).toMatchInlineSnapshot(`
    "---
    format: 1
    id: a1
    question: |-
      Why is this slow?
      Be brief.
    model: deepseek-r1
    endpoint: R1
    asked: 2026-11-25T10:00:00.000Z
    state: done
    wire: inline
    context:
      - path: src/cart.ts
        lines: [12, 30]
        hash: sha256:7e18f737311b2dc3
    names: [Cart, addLine]
    sampling: {temperature: 0.6}
    prompt: {tokens: 800, budget: 6000}
    usage: {prompt: 812, completion: 40, reasoning: 12}
    times: {accepted: 0.21, firstText: 1.204, firstAnswer: 2, latest: 2.5, ended: 2.512}
    timing: 0/1.2 4/0.7
    ---
    <think>
    Let me see.
    </think>

    It is **slow**.

    --- turn
    id: a2
    parent: a1
    question: And now?
    state: failed
    failure: {code: unreachable, message: Nothing answers., action: askAgain}
    wire: field
    tags: ["<think-1>\\n", "\\n</think-1>\\n\\n"]
    times: {latest: 0.8, ended: 0.9}
    ---
    <think-1>
    Well, \`</think>\` is"
  `)
})

test.each(['Why?\n', 'Why?\n\nSee:\n\n  a  \n\n--- turn\n', '| a |\n|---|\n| b | '])(
  'a question of several lines stands as such, whatever ends it: %j',
  (question) => {
    const { text, turns } = documentOf([{ head: { question, model: 'r1' }, value: kept }])
    expect(turns[0]?.head).toMatchObject({ question, model: 'r1' })
    expect(turns).toHaveLength(1)
    expect(text).toContain('\nquestion: |')
    expect(text).not.toContain('\\n')
  },
)

test('a turn can be added to a document', () => {
  const document = documentOf([{ head: { question: 'One' }, value: kept }])
  const longer = appendTurn(document, { head: { question: 'Two' }, value: kept })
  expect(longer?.turns.map(({ head }) => head.question)).toEqual(['One', 'Two'])
  expect(appendTurn(readDocument(''), { head: {}, value: kept })).toBeUndefined()
  expect(appendTurn(readDocument('---\nformat: 1\na: ['), { head: {}, value: kept })).toBeUndefined()
})

test('a text without a head gets one when a turn is added, and stays what it was', () => {
  const bare = 'Before\n<think>\na\n</think>\n--- turn\nb\n'
  const longer = appendTurn(readDocument(bare), { head: { question: 'Two' }, value: kept })
  expect(longer?.problems).toEqual([])
  expect(longer?.turns.map(({ body }) => body)[0]).toBe(bare)
  expect(longer?.turns.map(({ head }) => head.question)).toEqual(['', 'Two'])
})

test('of a turn that is written again, comments, order and keys we do not know stay', () => {
  const head = [
    '\uFEFF---',
    'format: 1 # ours',
    '# from a colleague',
    'mood: {good: 1} # keep',
    'question: Why?',
    'id: a',
    'usage: {mine: 3, prompt: 1}',
    'context:',
    '  - path: src/cart.ts',
    '    role: main',
    'why: cut',
    'state: incomplete',
    '---',
    '',
  ].join('\r\n')
  const written: NewTurn = {
    head: { id: 'a', question: 'Why?', context: [{ path: 'src/cart.ts' }] },
    value: { ...kept, timeline: [], usage: { prompt: 2 }, times: { latest: 0 } },
  }
  const text = `${head}<think>\nA`
  const { text: again } = replaceTurn(readDocument(text), 0, written) ?? {}
  const expected = head
    .replace('prompt: 1', 'prompt: 2')
    .replace('why: cut\r\n', '')
    .replace('state: incomplete', 'state: done')
  expect(again).toBe(`${expected}<think>\nLet me see.\n</think>\n\nIt is **slow**.\n`)
  expect(replaceTurn(readDocument('---\nformat: 1\nid: a\n---'), 0, written)?.turns[0]?.body).toContain(
    'slow',
  )
})

test('text that says the same stays as it came', () => {
  const text =
    '---\nformat: 1\nid: a\ntags: [<a>, </a>]\nstate: done\n---\n <a>A</a>\r\n**B**\n--- turn\nid: b\n---\nC'
  const document = readDocument(text)
  const [value] = document.turns.map(keptOf)
  if (!value) throw new Error('no turn')
  const again = replaceTurn(document, 0, { head: { id: 'a', main: true }, value })
  expect(again?.text.replace('main: true\n', '').replace(/^times: .*\n/m, '')).toBe(text)
})

test('a branch names its parent, its step and its edit', () => {
  const edit = '\n\nTry "words": no 5.'
  const branch = { kind: 'hint', step: 's0' as StepId, at: 12, edit } as const
  const document = documentOf([
    { head: { id: 'a', question: 'One' }, value: kept },
    { head: { id: 'b', parent: 'a', branch, question: 'One' }, value: kept },
  ])
  expect(document.text).toContain(
    'parent: a\nbranch: {kind: hint, step: s0, at: 12, edit: "\\n\\nTry \\"words\\": no 5."}\n',
  )
  expect(document.problems).toEqual([])
  expect(document.turns[1]?.head).toMatchObject({ parent: 'a', branch })
  const wrong = readDocument('---\nformat: 1\nbranch: {kind: bend, at: 1}\n---\na')
  expect(wrong.problems).toHaveLength(1)
  expect(wrong.turns[0]?.head.branch).toBeUndefined()
})

test('content as it came is kept where it says the same', () => {
  const value = { ...kept, reasoning: 'Let me see.', answer: 'Slow.' }
  const [turn] = documentOf([{ head: {}, value, content: 'Let me see.</think>Slow.' }]).turns
  expect([turn?.body, turn && keptOf(turn).reasoning]).toEqual(['Let me see.</think>Slow.', 'Let me see.'])
  const [other] = documentOf([{ head: {}, value, content: 'Slow.' }]).turns
  expect(other && keptOf(other)).toMatchObject({ reasoning: 'Let me see.', answer: 'Slow.' })
})

test('a run that was under way comes back as one that was interrupted', () => {
  const running: KeptTurn = { ...kept, answer: '', state: { kind: 'thinking' }, times: { latest: 2000 } }
  const [turn] = documentOf([{ head: {}, value: running }]).turns
  if (!turn) throw new Error('no turn')
  expect(turn.fields['state']).toBe('running')
  expect(keptOf(turn)).toEqual({ ...running, timeline: keptOf(turn).timeline })
  expect(restoreTurn(keptOf(turn)).state).toEqual({ kind: 'incomplete', why: 'interrupted' })
})

test('without a state, the text tells', () => {
  const stateOf = (body: string) => readDocument(body).turns.map((turn) => keptOf(turn).state)
  expect(stateOf('<think>a</think>b')).toEqual([{ kind: 'done' }])
  expect(stateOf('<think>a')).toEqual([{ kind: 'incomplete', why: 'cut' }])
  expect(stateOf('<think>a</think>')).toEqual([{ kind: 'incomplete', why: 'noAnswer' }])
})

const texts = fc.record({
  reasoning: fc.oneof(tricky, fc.string({ unit: 'binary' })).filter((text) => !isAllBlank(text)),
  answer: fc.oneof(tricky, fc.string({ unit: 'binary' })),
})

test('reasoning and answer are parted again as they were, whatever stands in them', () => {
  fc.assert(
    fc.property(texts, fc.boolean(), fc.boolean(), (both, blank, open) => {
      const before = blank ? { ...both, reasoning: '' } : both
      const { body, tags } = writeBody(before, open ? 'open' : 'closed')
      expect(textsOf(splitBody(body, { tags }))).toEqual(before)
    }),
    { numRuns: 1000 },
  )
})

test('a body is parted as a stream would be', () => {
  const body = fc.oneof(
    tricky,
    tricky.map((text) => `<think>${text}`),
    fc.tuple(tricky, tricky).map(([one, other]) => `<think>\n${one}\n</think>\n${other}`),
  )
  fc.assert(
    fc.property(body, (text) => {
      const { segments, late } = splitBody(text)
      expect({ segments, late }).toEqual(split([text], defaultSplit))
    }),
    { numRuns: 2000 },
  )
})

test('what is kept is read again', () => {
  const state = fc.constantFrom<RunState>(
    { kind: 'done' },
    { kind: 'stopped' },
    { kind: 'incomplete', why: 'length' },
    ...failureActions.map((action): RunState => ({
      kind: 'failed',
      failure: { code: 'c', message: 'm', action, detail: '' },
    })),
  )
  const value = fc
    .record({ texts, state, hidden: fc.boolean(), signed: fc.constantFrom({}, { signed: true as const }) })
    .map(({ texts: { reasoning, answer }, signed, ...rest }) => ({
      ...signed,
      ...kept,
      timeline: readTiming(writeTiming(kept.timeline)),
      reasoning,
      answer,
      ...rest,
    }))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), tricky, (values, question) => {
      const document = documentOf(values.map((each) => ({ head: { question }, value: each })))
      expect(document.problems).toEqual([])
      const again = document.turns.map(keptOf)
      expect(again).toMatchObject(values)
      expect(document.turns.map(({ head }) => head.question)).toEqual(values.map(() => question))
      expect(
        documentOf(again.map((each) => ({ head: { question }, value: each }))).text.length,
      ).toBeGreaterThan(0)
    }),
  )
})

const ticks = fc
  .array(fc.record({ units: fc.integer({ min: 1, max: 200 }), after: fc.integer({ min: 50, max: 4000 }) }), {
    maxLength: 80,
  })
  .map((pairs) => {
    let offset = 0
    let at = 300
    const later = pairs.map(({ units, after }): Tick => ({ offset: (offset += units), at: (at += after) }))
    return [{ offset: 0, at: 300 }, ...later]
  })

test('timing: the same line again, and never off by more than a second', () => {
  fc.assert(
    fc.property(ticks, (timeline) => {
      const line = writeTiming(timeline)
      expect(writeTiming(readTiming(line))).toBe(line)
      const last = timeline.at(-1) ?? { offset: 0, at: 0 }
      const value = (of: readonly Tick[]) => ({
        ...restoreTurn({
          ...kept,
          reasoning: 'x'.repeat(last.offset),
          times: { latest: last.at, ended: last.at },
        }),
        timeline: of,
      })
      const [before, after] = [value(timeline), value(readTiming(line))]
      for (let to = 0; to <= last.offset; to += 37) {
        const span = { from: start, to: advance(start, to) }
        const off = (secondsOf(span, after).seconds ?? 0) - (secondsOf(span, before).seconds ?? 0)
        expect(Math.abs(off)).toBeLessThan(1)
      }
    }),
  )
})

test('timing of an even pace is a few characters', () => {
  const even = Array.from({ length: 20_000 }, (_, index) => ({ offset: index * 20, at: 1000 + index * 50 }))
  expect(writeTiming(even)).toBe('0/1 399980/1000')
  expect(writeTiming([])).toBe('')
  expect(readTiming('0/1 x 3/2')).toEqual([{ offset: 0, at: 1000 }])
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Channel, Delta } from '../../src/base/delta.ts'
import type { Failure } from '../../src/base/failure.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { applyTurn } from '../../src/core/change.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { newTurn, type TurnValue } from '../../src/core/turn.ts'

const stop: Delta = { kind: 'finished', reason: 'stop' }

test('before the first word it reads the prompt, waits to be asked again, or is tried out', () => {
  const failure = { code: 'overloaded', message: '', action: 'askAgain', detail: '' } as const
  const turn = createTurn(defaultSplit)
  const after = (delta: Delta, at: number) => {
    turn.push(delta, at)
    return turn.value().state
  }
  const waits = { kind: 'waiting', failure, until: 1100 }
  expect(after({ kind: 'waiting', failure, delay: 1000 }, 100)).toEqual(waits)
  expect(after({ kind: 'trying', known: false }, 1150)).toEqual({ kind: 'connecting', trying: true })
  expect(after({ kind: 'trying', known: true }, 1180)).toEqual({ kind: 'connecting' })
  expect(after({ kind: 'accepted' }, 1200)).toEqual({ kind: 'connecting' })
  expect(after({ kind: 'reading', share: 0.5 }, 1300)).toEqual({ kind: 'connecting', read: 0.5 })
  expect(after(content('b'), 1400)).toEqual({ kind: 'answering' })
  expect(after({ kind: 'reading', share: 1 }, 1500)).toEqual({ kind: 'answering' })
})

describe('what a stream amounts to', () => {
  test.each<[string, Delta[], string]>([
    ['tags in the content', [content('<think>a</think>b'), stop], 'done: a | b'],
    ['a field of its own', [reasoning('a'), content('b'), stop], 'done: a | b'],
    ['a missing opening tag', [content('a</think>'), content('b'), stop], 'done: a | b'],
    ['no reasoning', [content('b'), stop], 'done:  | b'],
    ['blank reasoning', [content('<think>\n\n</think>\n\nb'), stop], 'done:  | \n\nb'],
    [
      'blank deltas within',
      [reasoning('\n'), reasoning('a'), reasoning('\n\n'), reasoning('b'), content('c'), stop],
      'done: \na\n\nb | c',
    ],
    ['a thought only', [reasoning('a'), stop], 'incomplete noAnswer: a | '],
    ['nothing at all', [stop], 'incomplete noAnswer:  | '],
    [
      'cut within the thought',
      [content('<think>a'), { kind: 'finished', reason: 'length' }],
      'incomplete length: a | ',
    ],
    [
      'cut, and the thought sent again as answer',
      [reasoning('a\n'), content('a'), { kind: 'finished', reason: 'length' }],
      'incomplete length: a\n | ',
    ],
    ['a filter', [content('b'), { kind: 'finished', reason: 'content_filter' }], 'incomplete refused:  | b'],
    ['an end without a word', [content('b')], 'incomplete cut:  | b'],
    ['an end announced, without a reason', [content('b'), { kind: 'closed' }], 'done:  | b'],
    ['the first reason counts', [content('b'), stop, { kind: 'finished', reason: 'length' }], 'done:  | b'],
    ['a failure in the middle', [reasoning('a'), failed('overloaded')], 'failed overloaded: a | '],
    [
      'a field, and a stray leading close in the content',
      [reasoning('a'), content('\n</think>\nb'), stop],
      'done: a | \nb',
    ],
    [
      'an opening tag at the start of a field',
      [reasoning('\n<th'), reasoning('ink>'), reasoning('<think>a <think> b'), content('c'), stop],
      'done: \na <think> b | c',
    ],
    ['half an opening tag at the start of a field', [reasoning('<th'), content('b'), stop], 'done: <th | b'],
    [
      'a field, and a literal close in the content',
      [reasoning('a'), content('b </think> c'), stop],
      'done: a | b </think> c',
    ],
    [
      'a field, and a block in the content',
      [reasoning('a'), content('<think>c</think>b'), stop],
      'done: ac | b',
    ],
  ])('%s', (_, deltas, expected) => {
    expect(shape(run(deltas))).toBe(expected)
  })

  test('the same thought both ways counts once', () => {
    const both = [
      reasoning('one '),
      content('<think>\none '),
      reasoning('two'),
      content('two\n</think>\nb'),
      stop,
    ]
    expect(shape(run(both))).toBe('done: one two | \nb')
    const quoted = [reasoning('a `</think>` b'), content('<think>a `</think>` b</think>c'), stop]
    expect(shape(run(quoted))).toBe('done: a `</think>` b | c')
    const other = [reasoning('one'), content('<think>one more</think>b'), stop]
    expect(shape(run(other))).toBe('done: oneone more | b')
  })

  test('stopping keeps what came, and an end that was already there', () => {
    expect(shape(run([reasoning('a')], 'stopped'))).toBe('stopped: a | ')
    expect(shape(run([content('b'), stop], 'stopped'))).toBe('done:  | b')
    expect(shape(run([content('<think>a</thi')], 'stopped'))).toBe('stopped: a</thi | ')
  })

  test('says that reasoning was withheld', () => {
    expect(run([{ kind: 'hidden' }, content('b'), stop]).hidden).toBe(true)
  })

  test('keeps the last count of each sort', () => {
    const usage = (counts: object): Delta => ({ kind: 'usage', usage: counts })
    expect(run([usage({ completion: 1, reasoning: 1 }), usage({ completion: 9 })]).usage).toEqual({
      completion: 9,
      reasoning: 1,
    })
  })
})

test('where only a field holds the thought, tags in the content are text', () => {
  const turn = createTurn({ ...defaultSplit, start: 'explicit', tags: [] })
  for (const delta of [reasoning('<think>a'), content('<think>b</think>'), stop]) turn.push(delta, 0)
  turn.end('closed', 0)
  expect(shape(turn.value())).toBe('done: a | <think>b</think>')
})

test('an answer that goes on keeps the blanks before a stray leading close', () => {
  const turn = createTurn(defaultSplit, { kept: { reasoning: 'a', answer: 'b' }, at: 'answer' })
  for (const delta of [content('\n'), content('</think>c'), stop]) turn.push(delta, 0)
  turn.end('closed', 0)
  expect(shape(turn.value())).toBe('done: a | b\nc')
})

test('goes from connecting through thinking to answering', () => {
  const turn = createTurn(defaultSplit)
  const seen = [turn.value().state.kind]
  for (const delta of [
    content('<think>'),
    content('\n'),
    content('a'),
    content('</think>\n'),
    content('b'),
  ]) {
    turn.push(delta, 0)
    seen.push(turn.value().state.kind)
  }
  expect(seen).toEqual(['connecting', 'connecting', 'connecting', 'thinking', 'thinking', 'answering'])
})

test('a late closing tag makes reasoning of what looked like an answer', () => {
  const turn = createTurn(defaultSplit)
  turn.push(content('a'), 10)
  expect(shape(turn.value())).toBe('answering:  | a')
  turn.push(content('</think>'), 20)
  expect(shape(turn.value())).toBe('thinking: a | ')
  turn.push(content('b'), 30)
  expect(turn.value().times).toMatchObject({ firstText: 10, firstAnswer: 30, latest: 30 })
})

test('notes when the reasoning came, at most every 50 ms', () => {
  const turn = createTurn(defaultSplit)
  turn.push({ kind: 'accepted' }, 5)
  for (let at = 100; at < 300; at += 20) turn.push(reasoning('ab'), at)
  turn.push(content('c'), 310)
  turn.push(stop, 320)
  turn.end('closed', 400)
  expect(turn.value().timeline).toEqual([
    { offset: 0, at: 100 },
    { offset: 6, at: 160 },
    { offset: 12, at: 220 },
    { offset: 18, at: 280 },
  ])
  expect(turn.value().times).toEqual({
    accepted: 5,
    firstText: 100,
    firstAnswer: 310,
    latest: 320,
    ended: 400,
  })
})

const word = fc.constantFrom(
  '<think>',
  '</think>',
  '</thi',
  '`',
  '\n```\n',
  '\n</think>\n',
  '\n\n',
  'Wait, no. ',
  'So 2 + 2 = 4.',
  ' ',
  'First, look at `a.ts:3`. ',
  '- one\n',
  '然后。',
  '\ud83d',
)
const piece = fc.record({
  channel: fc.constantFrom<Channel>('reasoning', 'content', 'content'),
  text: fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
  wait: fc.nat(80),
})
const stream = fc.array(piece, { maxLength: 12 })

test('any cut of the stream gives the same turn', () => {
  fc.assert(
    fc.property(stream, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (pieces, sizes) => {
      expect(play(pieces, sizes)).toEqual(play(pieces))
    }),
    { numRuns: 200 },
  )
})

test('the changes, applied one after the other, give the turn', () => {
  fc.assert(
    fc.property(stream, fc.array(fc.boolean()), (pieces, takes) => {
      const turn = createTurn(defaultSplit)
      let value = newTurn()
      let at = 0
      for (const [index, { channel, text, wait }] of pieces.entries()) {
        turn.push({ kind: 'text', channel, text }, (at += wait))
        if (takes[index]) value = applyTurn(value, turn.take())
      }
      turn.end('closed', at)
      value = applyTurn(value, turn.take())
      expect(value).toEqual(turn.value())
      expect(turn.take()).toEqual({})
    }),
    { numRuns: 200 },
  )
})

interface Piece {
  readonly channel: Channel
  readonly text: string
  readonly wait: number
}

function play(pieces: readonly Piece[], sizes: readonly number[] = [1e9]): TurnValue {
  const turn = createTurn(defaultSplit)
  let at = 0
  let next = 0
  for (const { channel, text, wait } of pieces) {
    at += wait
    for (let from = 0; from < text.length;) {
      const size = sizes[next++ % sizes.length] ?? 1
      turn.push({ kind: 'text', channel, text: text.slice(from, from + size) }, at)
      from += size
    }
  }
  turn.end('closed', at)
  return turn.value()
}

function run(deltas: readonly Delta[], how: 'closed' | 'stopped' = 'closed'): TurnValue {
  const turn = createTurn(defaultSplit)
  for (const delta of deltas) turn.push(delta, 1)
  turn.end(how, 2)
  return turn.value()
}

function shape({ state, reasoning: thought, answer }: TurnValue): string {
  const more =
    state.kind === 'incomplete' ? ` ${state.why}` : state.kind === 'failed' ? ` ${state.failure.code}` : ''
  return `${state.kind}${more}: ${thought} | ${answer}`
}

function content(text: string): Delta {
  return { kind: 'text', channel: 'content', text }
}

function reasoning(text: string): Delta {
  return { kind: 'text', channel: 'reasoning', text }
}

function failed(code: string): Delta {
  const failure: Failure = { code, message: 'It failed.', action: 'askAgain', detail: '' }
  return { kind: 'failed', failure }
}

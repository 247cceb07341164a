import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Channel, Delta } from '../../src/base/delta.ts'
import { applyTurn } from '../../src/core/change.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import type { Cut, TurnValue } from '../../src/core/turn.ts'

const stop: Delta = { kind: 'finished', reason: 'stop' }

/** Reasoning and answer of a turn that was cut, what follows, and what it amounts to. */
describe('a turn that was cut goes on', () => {
  test.each<[string, Cut['at'], [string, string], Delta[], string]>([
    ['in its thought, by a field', 'reasoning', ['ab', ''], [field('c'), content('d')], 'abc | d'],
    ['in its thought, inline', 'reasoning', ['ab', ''], [content('c</think>d')], 'abc | d'],
    ['with a second opening tag', 'reasoning', ['ab', ''], [content('<think>\nc</think>d')], 'ab\nc | d'],
    ['to its answer at once', 'reasoning', ['ab', ''], [content('</think>d')], 'ab | d'],
    [
      'with code that was open',
      'reasoning',
      ['a `b', ''],
      [content('</think>` c\n</think>\nd')],
      'a `b</think>` c\n | \nd',
    ],
    ['in its answer', 'answer', ['a', 'b'], [content('c')], 'a | bc'],
    ['in its answer, called thought', 'answer', ['a', 'b'], [field('c'), field('d')], 'a | bcd'],
    ['with another thought', 'answer', ['a', 'b'], [field('c'), content('d')], 'ac | bd'],
    ['with another thought, inline', 'answer', ['a', 'b'], [content('<think>c</think>d')], 'ac | bd'],
    ['with its closing tag again', 'answer', ['a', 'b'], [content('\n</think>\nc')], 'a | b\n\nc'],
    ['with a tag in words', 'answer', ['a', 'b'], [content('c </think> d')], 'a | bc </think> d'],
    ['from the start of the answer', 'answer', ['a', ''], [content('b')], 'a | b'],
    ['without a thought', 'answer', ['', 'ab'], [content('c')], ' | abc'],
    ['with what was a thought after all', 'answer', ['', 'ab'], [content('c</think>d')], 'abc | d'],
  ])('%s', (_, at, [reasoning, answer], deltas, wanted) => {
    const { turn } = resumed({ kept: { reasoning, answer }, at })
    for (const delta of deltas) turn.push(delta, 1)
    turn.push(stop, 1)
    turn.end('closed', 1)
    const value = turn.value()
    expect(`${value.reasoning} | ${value.answer}`).toBe(wanted)
    expect(value.state).toEqual({ kind: 'done' })
  })
})

test('cut anywhere and gone on, it is what it would have been, and changes tell it', () => {
  const words = fc.array(
    fc.constantFrom('Wait, ', 'so ', 'it is 5.\n\n', 'Let me check: ', '- a\n', '`x` '),
    {
      minLength: 2,
      maxLength: 30,
    },
  )
  fc.assert(
    fc.property(
      words,
      words,
      fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
      fc.boolean(),
      (thought, said, share, inline) => {
        // An answer that is its thought again is taken for a copy where it was cut
        fc.pre(
          !said.some(
            (_, last) =>
              said
                .slice(0, last + 1)
                .join('')
                .trim() === thought.join('').trim(),
          ),
        )
        const deltas = [...thought.map(field), ...said.map(content), stop]
        const whole = run(createTurn(defaultSplit), deltas)
        const at = Math.max(1, Math.floor(share * (deltas.length - 1)))
        // After a thought that is not closed, content without a tag goes on with it
        fc.pre(inline || at !== thought.length)
        const first = createTurn(defaultSplit)
        for (const delta of deltas.slice(0, at)) first.push(delta, 1)
        first.end('closed', 5)
        const kept = first.value()
        const place = kept.answer === '' ? 'reasoning' : 'answer'
        const rest = deltas.slice(at)
        const { turn, shown } = resumed({ kept, at: place }, kept)
        const inThought = place === 'reasoning' && inline
        const close = content('\n</think>\n\n')
        const written = inThought
          ? [
              ...rest.filter(isThought).map(({ text }) => content(text)),
              close,
              ...rest.filter((delta) => !isThought(delta)),
            ]
          : rest
        const value = run(turn, written)
        expect(value.answer.trim()).toBe(whole.answer.trim())
        expect(value.reasoning.trimEnd()).toBe(whole.reasoning.trimEnd())
        if (!inThought) expect(value.steps).toEqual(whole.steps)
        expect(shown()).toEqual(value)
      },
    ),
  )
})

test('time and tokens go on where they were', () => {
  const first = createTurn(defaultSplit)
  first.push(field('a'), 100)
  first.push({ kind: 'usage', usage: { prompt: 10, completion: 5, cached: 2 } }, 100)
  first.end('closed', 200)
  const { turn } = resumed({ kept: first.value(), at: 'reasoning' })
  turn.push({ kind: 'accepted' }, 210)
  turn.push(field('b'), 300)
  turn.push(content('c'), 400)
  turn.push({ kind: 'usage', usage: { prompt: 15, completion: 3 } }, 400)
  turn.push(stop, 400)
  turn.end('closed', 500)
  const { times, timeline, usage } = turn.value()
  expect(times).toEqual({ accepted: 210, firstText: 100, firstAnswer: 400, latest: 400, ended: 500 })
  expect(timeline).toEqual([
    { offset: 0, at: 100 },
    { offset: 1, at: 300 },
    { offset: 2, at: 400 },
  ])
  expect(usage).toEqual({ prompt: 25, completion: 8, cached: 2 })
})

test('what one of the requests did not count is not known of both', () => {
  const { turn } = resumed({ kept: { reasoning: 'a', answer: '' }, at: 'reasoning' })
  turn.push({ kind: 'usage', usage: { prompt: 15, completion: 3 } }, 1)
  expect(turn.value().usage).toEqual({})
})

/** A turn that goes on, and what a page shows of it that showed `before`. */
function resumed(cut: Cut, before?: TurnValue) {
  const turn = createTurn(defaultSplit, cut)
  let value = before
  const shown = () => {
    value = value && applyTurn(value, turn.take())
    return value
  }
  shown()
  return { turn, shown }
}

function run(turn: ReturnType<typeof createTurn>, deltas: readonly Delta[]): TurnValue {
  for (const delta of deltas) turn.push(delta, 10)
  turn.end('closed', 10)
  return turn.value()
}

function isThought(delta: Delta): delta is Delta & { kind: 'text' } {
  return delta.kind === 'text' && delta.channel === 'reasoning'
}

function field(text: string): Delta {
  return { kind: 'text', channel: 'reasoning' satisfies Channel, text }
}

function content(text: string): Delta {
  return { kind: 'text', channel: 'content' satisfies Channel, text }
}

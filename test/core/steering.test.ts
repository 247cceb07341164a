import { describe, expect, test } from 'vitest'
import type { Delta } from '../../src/base/delta.ts'
import { branchOf, type Steering } from '../../src/core/steering.ts'
import type { StepId } from '../../src/core/step.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import type { TurnValue } from '../../src/core/turn.ts'

const thought = 'Let me see. The sum is 4.\n\nWait, that is wrong: it is 5.\n\nSo the answer is 5.\n'

/** Written in three seconds, a paragraph in each. */
function written(): TurnValue {
  const turn = createTurn(defaultSplit)
  for (const [index, text] of thought.split(/(?<=\n\n)/).entries())
    turn.push({ kind: 'text', channel: 'reasoning', text }, 1000 * (index + 1))
  turn.push({ kind: 'text', channel: 'content', text: 'It is 5.' }, 4000)
  turn.end('closed', 4000)
  return turn.value()
}

const value = written()
const second = value.steps.find(({ level, span }) => level !== 'phase' && span.from === 27)

describe('a branch keeps what stands before it, to the letter', () => {
  test.each<[Steering, string, 'reasoning' | 'answer', number, string?]>([
    [
      { kind: 'goOn', at: id() },
      'Let me see. The sum is 4.\n\nWait, that is wrong: it is 5.\n\n',
      'reasoning',
      58,
    ],
    [{ kind: 'goOn', at: 11 }, 'Let me see.', 'reasoning', 11],
    [
      { kind: 'editStep', at: id(), text: 'So it is 4' },
      'Let me see. The sum is 4.\n\nSo it is 4',
      'reasoning',
      27,
      'So it is 4',
    ],
    [{ kind: 'editStep', at: id(), text: '' }, 'Let me see. The sum is 4.\n\n', 'reasoning', 27],
    [
      { kind: 'hint', at: 11, text: 'Use words.' },
      'Let me see.\n\nUse words.',
      'reasoning',
      11,
      '\n\nUse words.',
    ],
    [{ kind: 'answerNow', at: 11 }, 'Let me see.', 'answer', 11],
    [{ kind: 'thinkMore', text: 'Wait,' }, `${thought}\nWait,`, 'reasoning', thought.length, '\nWait,'],
    [{ kind: 'answerAgain' }, thought, 'answer', thought.length],
  ])('%j', (steering, reasoning, at, from, edit) => {
    const made = branchOf(value, steering)
    if ('problem' in made) throw new Error(made.problem)
    expect(made.cut).toMatchObject({ kept: { reasoning, answer: '' }, at })
    expect(made.branch).toEqual({
      kind: steering.kind,
      ...(typeof steering.at === 'string' && { step: steering.at }),
      at: from,
      ...(edit !== undefined && { edit }),
    })
    expect(reasoning.slice(0, from)).toBe(thought.slice(0, from))
  })

  function id(): StepId {
    if (!second) throw new Error('no step')
    return second.id
  }
})

test('it has the times of what it keeps, and grows from there', () => {
  const made = branchOf(value, { kind: 'goOn', at: 27 })
  if ('problem' in made) throw new Error(made.problem)
  const { latest = 0 } = made.cut.kept.times ?? {}
  expect(latest).toBeGreaterThanOrEqual(1000)
  expect(latest).toBeLessThan(3000)
  const turn = createTurn(defaultSplit, made.cut)
  const more: Delta = { kind: 'text', channel: 'reasoning', text: 'Then 6.' }
  turn.push(more, latest + 500)
  turn.end('stopped', latest + 500)
  const grown = turn.value()
  expect(grown.reasoning).toBe(`${thought.slice(0, 27)}Then 6.`)
  expect(grown.timeline).toEqual(grown.timeline.toSorted((one, other) => one.at - other.at))
  expect(grown.answer).toBe('')
})

test('what cannot be led another way says why', () => {
  const problem = (of: Partial<TurnValue>, steering: Steering) => branchOf({ ...value, ...of }, steering)
  expect(problem({ hidden: true }, { kind: 'goOn' })).toEqual({ problem: 'hidden' })
  expect(problem({ signed: true }, { kind: 'editStep' })).toEqual({ problem: 'signed' })
  expect(problem({ reasoning: '', steps: [] }, { kind: 'thinkMore' })).toEqual({ problem: 'noReasoning' })
  expect(problem({}, { kind: 'goOn', at: 's9999' as StepId })).toEqual({ problem: 'noPlace' })
  expect(problem({}, { kind: 'goOn', at: 1e9 })).toEqual({ problem: 'noPlace' })
  expect(problem({}, { kind: 'goOn', at: 1.5 })).toEqual({ problem: 'noPlace' })
  expect(problem({ reasoning: 'a😀' }, { kind: 'goOn', at: 2 })).toEqual({ problem: 'noPlace' })
  expect(problem({}, { kind: 'editStep', at: 0, text: ' \n' })).toEqual({ problem: 'nothingLeft' })
})

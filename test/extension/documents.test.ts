import { expect, test } from 'vitest'
import type { StepId } from '../../src/core/step.ts'
import { documentHead, turnHead } from '../../src/extension/keeping/documents.ts'
import type { TurnHead, TurnId } from '../../src/protocol/webview.ts'
import { documentOf } from '../../src/traces/turns.ts'

const id = (text: string) => text as TurnId
const head: TurnHead = {
  id: id('b'),
  follows: id('a'),
  question: 'Why?',
  model: 'r1',
  endpoint: 'R1',
  subject: 'src/cart.ts:12–30',
  promptTokens: 800,
  promptBudget: 6000,
  leftOut: ['imports'],
  known: { paths: ['src/cart.ts', 'src/shop.ts'], names: ['Cart'] },
  sample: false,
  prices: { input: 1, output: 2, currency: 'EUR', asOf: '2026-11-01' },
  askedAt: Date.UTC(2026, 10, 25, 10),
}
const value = {
  reasoning: '',
  answer: 'So.',
  timeline: [],
  state: { kind: 'done' },
  usage: {},
  times: { latest: 1, ended: 1 },
  hidden: false,
} as const

test('what the head of a turn says is in its document, and comes back', () => {
  const [turn] = documentOf([{ head: documentHead(head), value }]).turns
  if (!turn) throw new Error('no turn')
  expect(turn.head.context).toEqual([{ path: 'src/cart.ts', lines: [12, 30] }, { path: 'src/shop.ts' }])
  expect(turnHead(turn, { id: id('b'), follows: null, of: undefined })).toEqual(head)
})

test('a branch is one of its parent, and follows what that follows', () => {
  const branch = { kind: 'editStep', of: id('b'), step: 's3' as StepId, at: 3, edit: 'No.' } as const
  const other: TurnHead = { ...head, id: id('c'), branch }
  const [, turn] = documentOf([head, other].map((each) => ({ head: documentHead(each), value }))).turns
  if (!turn) throw new Error('no turn')
  expect(turn.head).toMatchObject({
    parent: 'b',
    branch: { kind: 'editStep', step: 's3', at: 3, edit: 'No.' },
  })
  expect(turnHead(turn, { id: id('c'), follows: id('a'), of: id('b') })).toEqual(other)
})

test('a turn has the names that a window gives it', () => {
  const [turn] = documentOf([{ head: {}, value }]).turns
  if (!turn) throw new Error('no turn')
  expect(turnHead(turn, { id: id('x'), follows: id('w'), of: id('w') })).toMatchObject({
    id: 'x',
    follows: 'w',
    askedAt: 0,
  })
})

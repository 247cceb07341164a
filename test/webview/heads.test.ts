import { expect, test } from 'vitest'
import { nothingKnown } from '../../src/core/references.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn, type Turn } from '../../src/core/turn.ts'
import type { TurnHead, TurnId } from '../../src/protocol/webview.ts'
import { sentText, tabText } from '../../webview/heads.ts'

const head: TurnHead = {
  id: 'one' as TurnId,
  follows: null,
  question: 'Explain this.',
  model: 'm',
  endpoint: 'e',
  subject: 'src/shop/pricing.ts:33–36',
  promptTokens: 499,
  promptBudget: 6000,
  leftOut: [],
  known: nothingKnown,
  sample: false,
  askedAt: 0,
}

test('a tab names the place, then the question', () => {
  expect(tabText(head)).toBe('pricing.ts:33–36 · Explain this.')
  expect(tabText({ ...head, subject: '' })).toBe('Explain this.')
  expect(tabText({ ...head, follows: 'zero' as TurnId, question: 'And then?' })).toBe('And then?')
  expect(tabText({ ...head, subject: '', question: '' })).toBe('Without a question')
})

test('nothing is said to be sent that was not', () => {
  expect(sent({})).toBe('~499 of 6,000 tokens sent')
  expect(sent({}, refuse)).toBe('~499 of 6,000 tokens')
  expect(sent({}, (turn) => (turn.push({ kind: 'accepted' }, 1), refuse(turn)))).toBe(
    '~499 of 6,000 tokens sent',
  )
  expect(sent({}, (turn) => refuse(turn, 'modelNotFound'))).toBe('~499 of 6,000 tokens sent')
  expect(sent({ sample: true, promptTokens: 0 })).toBe('nothing was sent')
  expect(sent({ promptTokens: 0 })).toBe(undefined)
})

test('what was left out is named, where it is one part', () => {
  expect(sent({ leftOut: ['lines 92–9909'] })).toBe('~499 of 6,000 tokens sent · lines 92–9909 left out')
  expect(sent({ leftOut: ['a', 'b'] })).toBe('~499 of 6,000 tokens sent · 2 parts left out')
  expect(sent({ leftOut: ['x'.repeat(90)] })).toBe(`~499 of 6,000 tokens sent · ${'x'.repeat(59)}… left out`)
})

function sent(more: Partial<TurnHead>, run: (turn: Turn) => void = () => {}): string | undefined {
  const turn = createTurn(defaultSplit)
  run(turn)
  return sentText({ head: { ...head, ...more }, value: turn.value() })
}

function refuse(turn: Turn, code = 'unreachable') {
  const failure = { code, message: '', action: 'askAgain', detail: '' } as const
  turn.push({ kind: 'failed', failure }, 2)
}

import { expect, test } from 'vitest'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn, type Turn } from '../../src/core/growingTurn.ts'
import type { TurnHead, TurnId } from '../../src/protocol/webview.ts'
import { askedText, sentText, tabText } from '../../webview/heads.ts'
import { turn } from './support/pages.ts'

const { head } = turn('one', {
  question: 'Explain this.',
  subject: 'src/shop/pricing.ts:33–36',
  promptTokens: 499,
  promptBudget: 6000,
})

test('a tab names the place, then the question', () => {
  expect(tabText(head)).toBe('pricing.ts:33–36 · Explain this.')
  expect(tabText({ ...head, subject: '' })).toBe('Explain this.')
  expect(tabText({ ...head, follows: 'zero' as TurnId, question: 'And then?' })).toBe('And then?')
  expect(tabText({ ...head, subject: '', question: '' })).toBe('Without a question')
})

test('the tip of a tab says which model was asked, and when', () => {
  const askedAt = Date.parse('2026-11-25T09:02')
  expect(askedText({ model: 'm', askedAt }).replace('\u202f', ' ')).toBe('m · Nov 25, 2026, 9:02 AM')
  expect([askedText({ model: 'm', askedAt: 0 }), askedText({ model: '', askedAt: 0 })]).toEqual(['m', ''])
})

test('nothing is said to be sent that was not', () => {
  expect(sent({})).toBe('~499 of 6,000 tokens sent')
  expect(sent({}, refuse)).toBe('~499 of 6,000 tokens')
  expect(sent({}, (run) => (run.push({ kind: 'accepted' }, 1), refuse(run)))).toBe(
    '~499 of 6,000 tokens sent',
  )
  expect(sent({}, (run) => refuse(run, 'modelNotFound'))).toBe('~499 of 6,000 tokens sent')
  expect(sent({ sample: true, promptTokens: 0 })).toBe('nothing was sent')
  expect(sent({ promptTokens: 0 })).toBe(undefined)
})

test('what was left out is named, where it is one part', () => {
  expect(sent({ leftOut: ['lines 92–9909'] })).toBe('~499 of 6,000 tokens sent · lines 92–9909 left out')
  expect(sent({ leftOut: ['a', 'b'] })).toBe('~499 of 6,000 tokens sent · 2 parts left out')
  expect(sent({ leftOut: ['x'.repeat(90)] })).toBe(`~499 of 6,000 tokens sent · ${'x'.repeat(59)}… left out`)
})

function sent(more: Partial<TurnHead>, run: (turn: Turn) => void = () => {}): string | undefined {
  const one = createTurn(defaultSplit)
  run(one)
  return sentText({ head: { ...head, ...more }, value: one.value() })
}

function refuse(run: Turn, code = 'unreachable') {
  const failure = { code, message: '', action: 'askAgain', detail: '' } as const
  run.push({ kind: 'failed', failure }, 2)
}

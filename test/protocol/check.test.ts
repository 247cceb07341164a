import { expect, test } from 'vitest'
import { checkMessage } from '../../src/protocol/check.ts'

test('known messages pass, with their known fields only', () => {
  expect(checkMessage({ type: 'ready', extra: 1 })).toEqual({ type: 'ready' })
  expect(checkMessage({ type: 'ask', follows: 't1', question: '  why?  ' })).toEqual({
    type: 'ask',
    follows: 't1',
    question: 'why?',
  })
  expect(checkMessage({ type: 'selectStep', turn: 't1', step: null })).toEqual({
    type: 'selectStep',
    turn: 't1',
    step: null,
  })
  expect(checkMessage({ type: 'openReference', turn: 't1', path: 'a.ts', first: 3, last: -1, x: 2 })).toEqual(
    {
      type: 'openReference',
      turn: 't1',
      path: 'a.ts',
      first: 3,
    },
  )
  expect(checkMessage({ type: 'act', turn: 't1', action: 'setKey' })).toEqual({
    type: 'act',
    turn: 't1',
    action: 'setKey',
  })
})

test('what the page saves passes as plain data', () => {
  expect(checkMessage({ type: 'save', state: { a: [1, undefined], b: () => 1, c: 'x' } })).toEqual({
    type: 'save',
    state: { a: [1, null], c: 'x' },
  })
  const endless: Record<string, unknown> = {}
  endless['self'] = endless
  for (const state of [undefined, endless, 1n, 'x'.repeat(1_000_001)])
    expect(checkMessage({ type: 'save', state })).toBeUndefined()
})

test('what is done with code and with turns names the turn', () => {
  for (const type of ['insertCode', 'compareCode']) {
    expect(checkMessage({ type, turn: 't1', text: 'let a', x: 1 })).toEqual({
      type,
      turn: 't1',
      text: 'let a',
    })
    expect(checkMessage({ type, turn: 't1', text: '' })).toBeUndefined()
    expect(checkMessage({ type, text: 'let a' })).toBeUndefined()
  }
  for (const type of ['openPanel', 'closeTurn']) {
    expect(checkMessage({ type, turn: 't1', x: 1 })).toEqual({ type, turn: 't1' })
    expect(checkMessage({ type })).toBeUndefined()
  }
})

test('anything else does not', () => {
  const bad: unknown[] = [
    undefined,
    null,
    'ready',
    [],
    {},
    { type: 'boom' },
    { type: 'ask', follows: 't1', question: '   ' },
    { type: 'ask', question: 'why?' },
    { type: 'stop' },
    { type: 'selectStep', turn: 't1', step: 7 },
    { type: 'openLink', href: 'javascript:alert(1)' },
    { type: 'openLink', href: 'command:workbench.action.quit' },
    { type: 'openLink', href: 'file:///etc/passwd' },
    { type: 'act', turn: 't1', action: 'rm' },
    { type: 'act', turn: 't1', action: 'toString' },
    { type: 'copy', text: 'x'.repeat(1_000_001) },
  ]
  for (const message of bad) expect(checkMessage(message)).toBeUndefined()
})

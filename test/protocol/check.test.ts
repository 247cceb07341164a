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

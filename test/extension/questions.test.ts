import { expect, test } from 'vitest'
import type { Uri } from 'vscode'
import { nothingKnown } from '../../src/core/references.ts'
import { isSameQuestion, type Question } from '../../src/extension/asking/questions.ts'
import type { TurnId } from '../../src/protocol/webview.ts'

const question = (file: string, last: number, more: Partial<Question> = {}): Question => ({
  text: 'Explain this code.',
  gathered: {
    context: { path: file, language: '', text: 'a\nb\nc', selection: { first: 1, last } },
    place: {
      file: `file:///${file}` as unknown as Uri,
      root: undefined,
      asked: undefined,
      known: nothingKnown,
    },
  },
  follows: null,
  ...more,
})

test('a question is the same where its words, its lines and its file are', () => {
  const one = question('a.ts', 2)
  expect(isSameQuestion(one, question('a.ts', 2))).toBe(true)
  for (const other of [
    question('a.ts', 3),
    question('b.ts', 2),
    question('a.ts', 2, { text: 'Why?' }),
    question('a.ts', 2, { follows: 't' as TurnId }),
    question('a.ts', 2, { gathered: null }),
  ])
    expect(isSameQuestion(one, other)).toBe(false)
})

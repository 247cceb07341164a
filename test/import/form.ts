import { expect } from 'vitest'
import { importText } from '../../src/import/importer.ts'
import { splitBody, textsOf } from '../../src/traces/body.ts'
import { readDocument } from '../../src/traces/document.ts'
import { reply, thought } from './talk.ts'

/** A text, what it is to be taken for, and its question. */
export type Form = readonly [name: string, text: string, kind: string, question: string]

/** It is one conversation of one turn, with the thought and the reply. */
export function checkForm([name, text, kind, question]: Form): void {
  const { conversations, problems } = importText(text)
  expect(problems).toEqual([])
  expect(conversations.map(({ form }) => form.kind)).toEqual([kind])
  const [turn, ...others] = readDocument(conversations[0]?.document() ?? '').turns
  expect(others).toEqual([])
  expect(turn?.head.question).toBe(question)
  const { reasoning, answer } = textsOf(splitBody(turn?.body ?? '', { tags: turn?.head.tags }))
  if (name === 'Markdown') return
  expect([reasoning.trim(), answer.trim()]).toEqual([thought, reply])
}

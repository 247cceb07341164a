import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createTurn } from '../../src/core/growingTurn.ts'
import { defaultSplit } from '../../src/core/tags.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8')

test('a reply is told piece by piece as the page about the code has it', () => {
  const written = /```json\n([^]*?)```/.exec(page)?.[1] ?? ''
  const pieces = JSON.parse(written) as readonly { readonly piece: string }[]
  const turn = createTurn(defaultSplit)
  const told = pieces.map(({ piece: text }, at) => {
    turn.push({ kind: 'text', channel: 'content', text }, at)
    const { reasoning, answer, steps, state } = turn.take()
    return { piece: text, reasoning, answer, steps: steps && without(steps), state }
  })
  expect(told).toEqual(pieces)
})

/** Nothing was abandoned. */
function without({ abandoned, ...steps }: { readonly abandoned: readonly unknown[] }) {
  expect(abandoned).toEqual([])
  return steps
}

import { expect, test } from 'vitest'
import { importLimits } from '../../src/import/importer.ts'
import { conversationsIn, listConversations } from '../../src/import/listing.ts'

const talk = (name: string) =>
  `${JSON.stringify({
    messages: [
      { role: 'user', content: `${name}?` },
      { role: 'assistant', content: 'So.' },
    ],
  })}\n`

async function* pieces(read: string[], ...texts: readonly string[]) {
  for (const text of texts) {
    read.push(text)
    yield text
  }
}

test('of much text little is kept, and what is wrong is counted', async () => {
  const text = `${talk('a')}{\n{\n${talk('b')}`
  const { found, problems, problemCount } = await listConversations(pieces([], text, talk('c')), 1, {
    keep: text.length,
  })
  expect(found.map(({ title, document }) => [title, document !== undefined])).toEqual([
    ['a?', true],
    ['b?', true],
    ['c?', false],
  ])
  expect(problems).toEqual([{ line: 2, kind: 'notJson', values: [] }])
  expect(problemCount).toBe(2)
})

test('nothing is read behind the last conversation that is wanted', async () => {
  const read: string[] = []
  const three = () => pieces(read, talk('a'), talk('b'), talk('c'))
  for await (const { title } of conversationsIn(three())) if (title === 'b?') break
  expect(read).toEqual([talk('a'), talk('b')])
  const listing = await listConversations(three(), 9, { limits: { ...importLimits, conversations: 1 } })
  expect([listing.found.length, listing.problems.map(({ kind }) => kind)]).toEqual([1, ['many']])
  expect(read).toHaveLength(3)
})

import { expect, test } from 'vitest'
import { importText } from '../../src/import/importer.ts'
import { readDocument } from '../../src/traces/document.ts'

const question = { role: 'user', content: 'What is the weather?' }
const call = (name: string, written: unknown, index?: number) => ({
  ...(index !== undefined && { index }),
  function: { name, arguments: written },
})

function heads(...values: readonly unknown[]) {
  const { conversations, problems } = importText(values.map((value) => JSON.stringify(value)).join('\n'))
  expect(problems).toEqual([])
  return conversations.flatMap(({ document }) => readDocument(document()).turns.map(({ head }) => head.calls))
}

test('the calls of a whole message stand in the head of its turn', () => {
  const calls = [call('weather', '{"city": "Ulm"}'), call('time', '')]
  const assistant = { role: 'assistant', content: 'I look.', tool_calls: calls }
  expect(heads({ messages: [question, assistant] })).toEqual([
    [
      { name: 'weather', arguments: '{"city": "Ulm"}' },
      { name: 'time', arguments: '' },
    ],
  ])
})

test('of a stream they are put together from their pieces, each choice for itself', () => {
  const chunk = (index: number, ...calls: readonly unknown[]) => ({
    object: 'chat.completion.chunk',
    id: 'a',
    choices: [{ index, delta: { tool_calls: calls } }],
  })
  expect(
    heads(
      chunk(0, call('wea', '', 0)),
      chunk(1, call('time', '{}', 0)),
      chunk(0, call('ther', '{"ci', 0), call('rain', '[1', 1)),
      chunk(0, call('', 'ty": 1}', 0), call('', ']', 1)),
    ),
  ).toEqual([
    [
      { name: 'weather', arguments: '{"city": 1}' },
      { name: 'rain', arguments: '[1]' },
    ],
    [{ name: 'time', arguments: '{}' }],
  ])
})

test('Ollama sends them whole, their arguments as an object', () => {
  const line = (calls: readonly unknown[], done: boolean) => ({
    model: 'r1',
    created_at: '2026-11-01T10:00:00Z',
    message: { role: 'assistant', content: 'Hm.', tool_calls: calls },
    done,
  })
  expect(heads(line([call('weather', { city: 'Ulm' })], false), line([call('time', {})], true))).toEqual([
    [
      { name: 'weather', arguments: '{"city":"Ulm"}' },
      { name: 'time', arguments: '{}' },
    ],
  ])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleShape } from '../../scripts/endpoint/inside.ts'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { terminal } from './terminal.ts'

let endpoint: SampleEndpoint
beforeAll(async () => {
  endpoint = await createSampleEndpoint()
})
afterAll(() => endpoint.close())

const card = JSON.stringify({ ...sampleShape, name: 'sample' })

test.each([
  ['a stream of SGLang', { stream: true, model: 'sample-r1:reasoning_content', return_routed_experts: true }],
  ['a response of vLLM', { stream: false, model: 'sample-r1:reasoning' }],
])('what %s told of its inside is kept beside the trace', async (_, fields) => {
  const recorded = await replyTo({
    ...fields,
    stream_options: { include_usage: true },
    logprobs: true,
    top_logprobs: 2,
  })
  const [written, bytes] = [{} as Record<string, string>, {} as Record<string, Uint8Array>]
  const imported = await terminal(['import', 'log', '-o', 't.think', '--card', card], {
    files: { log: recorded },
    written,
    bytes,
  })
  expect([imported.exitCode, imported.notes.slice(1)]).toEqual([0, ['Wrote t.think, t.think.inside.']])
  expect(Object.keys(bytes)).toEqual(['t.think.inside'])
  const { out } = await terminal(['stats', 't.think', '--format', 'json'], { written, bytes })
  expect(JSON.parse(out)).toMatchObject([
    {
      laidBy: 'tokens',
      routedTokens: expect.any(Number) as unknown,
      meanProbability: expect.any(Number) as unknown,
      entropyBits: expect.any(Number) as unknown,
    },
  ])
  const plain = await terminal(['import', 'log'], { files: { log: recorded } })
  expect(plain.out).toBe(written['t.think'])
  expect(plain.notes.at(-1)).toContain('only -o FILE keeps')
})

test('experts that no card tells the shape of are said to be so, and probabilities are kept', async () => {
  const recorded = await replyTo({
    stream: true,
    model: 'sample-r1:reasoning_content',
    stream_options: { include_usage: true },
    logprobs: true,
    return_routed_experts: true,
  })
  const [written, bytes] = [{} as Record<string, string>, {} as Record<string, Uint8Array>]
  const { notes } = await terminal(['import', 'log', '-o', 't.think'], {
    files: { log: recorded },
    written,
    bytes,
  })
  expect(notes.at(-2)).toContain('the model card does not say')
  const { out } = await terminal(['stats', 't.think', '--format', 'json'], { written, bytes })
  expect(JSON.parse(out)).toMatchObject([{ meanProbability: expect.any(Number) as unknown }])
})

test('where nothing is told, nothing is written', async () => {
  const recorded = await replyTo({ stream: true, model: 'sample-r1:inline' })
  const [written, bytes] = [{} as Record<string, string>, {} as Record<string, Uint8Array>]
  await terminal(['import', 'log', '-o', 't.think'], { files: { log: recorded }, written, bytes })
  expect([Object.keys(bytes), written['t.think']]).toEqual([[], expect.not.stringMatching(/^id:/m)])
})

async function replyTo(fields: object): Promise<string> {
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'Where do the cents go?' }], ...fields })
  const response = await fetch(`${endpoint.url}/chat/completions`, { method: 'POST', body })
  return response.text()
}

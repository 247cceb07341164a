import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSampleEndpoint, type SampleEndpoint } from '../../scripts/endpoint/server.ts'
import { defaultSplit } from '../../src/core/tags.ts'
import { createTurn } from '../../src/core/growingTurn.ts'
import { endThinking } from '../../src/endpoint/control.ts'
import { openaiStream } from '../../src/endpoint/openai.ts'
import { createProfile } from '../../src/endpoint/profile.ts'

const messages = [{ role: 'user', content: 'What does this do?' }] as const
const never = new AbortController().signal

let endpoint: SampleEndpoint
/** What a server that is told in the middle of a thought waits for there. */
let told: Promise<void> | undefined
beforeAll(async () => {
  endpoint = await createSampleEndpoint({ hold: (tokens) => (tokens > 100 ? told : undefined) })
})
afterAll(() => endpoint.close())

test('a thought ends where the server is told so, and the answer follows on the same stream', async () => {
  const whole = await ask('sample-r1:llamacpp:reasoning_content')
  const { heeded, value } = await ask('sample-r1:llamacpp:reasoning_content', 40)
  expect(heeded).toBe(true)
  expect(value.state.kind).toBe('done')
  expect(value.answer).toBe(whole.value.answer)
  expect(value.reasoning.length).toBeLessThan(whole.value.reasoning.length)
  expect(whole.value.reasoning.startsWith(value.reasoning)).toBe(true)
})

test('a server that cannot be told goes on as if nothing was said', async () => {
  const whole = await ask('sample-r1:llamacpp:old:reasoning_content')
  const { heeded, value } = await ask('sample-r1:llamacpp:old:reasoning_content', 40)
  expect(heeded).toBe(false)
  expect(value.reasoning).toBe(whole.value.reasoning)
})

test('one that is over already is told in vain, and one without a name is not told at all', async () => {
  const { access, id } = await ask('sample-r1:llamacpp:reasoning_content')
  expect(id).toMatch(/^chatcmpl-/)
  expect(await endThinking(access, id, never)).toBe(true)
  expect((await ask('sample-r1:reasoning_content', undefined, 'vllm')).id).toBe('')
})

/** Asks to the end; after some text the server is told to answer. */
async function ask(model: string, after = Infinity, server: 'llama.cpp' | 'vllm' = 'llama.cpp') {
  const profile = createProfile({ name: 'box', baseUrl: endpoint.url, model }, server)
  const access = { profile, key: null }
  const turn = createTurn(defaultSplit)
  let id = ''
  let said = 0
  let heeded: boolean | undefined
  const { promise, resolve } = Promise.withResolvers<void>()
  told = after === Infinity ? undefined : promise
  for await (const delta of openaiStream(access)({ messages }, never)) {
    turn.push(delta, said)
    if (delta.kind === 'named') id = delta.id
    if (delta.kind === 'text') said++
    if (said < after || heeded !== undefined) continue
    heeded = await endThinking(access, id, never)
    resolve()
  }
  turn.end('closed', said)
  return { access, id, heeded, value: turn.value() }
}

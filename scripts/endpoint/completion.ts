import { recordOf } from '../../src/base/json.ts'
import { estimateTokens } from '../../src/base/tokens.ts'
import { eventStream, json, sse, write, type Answer } from './answer.ts'
import type { Sample } from './samples.ts'
import { deltasOf, messageOf, type WireForm } from './wireForms.ts'

type Body = Readonly<Record<string, unknown>>

/** A sample as the answer to a request: a stream of chunks, a token each, or one object where none is asked for. */
export function completionOf(id: string, sample: Sample, form: WireForm, body: Body): Answer {
  const deltas = deltasOf(sample, form)
  const usage = usageOf(sample, form, body)
  const head = { id, created: Math.floor(Date.now() / 1000), model: body['model'] }
  if (body['stream'] !== true) {
    const message = { role: 'assistant', ...messageOf(sample, form) }
    const likely = body['logprobs'] === true && { logprobs: { content: [{ token: '5', logprob: -0.1 }] } }
    const choices = [{ index: 0, message, finish_reason: 'stop', ...likely }]
    return json(200, { ...head, object: 'chat.completion', choices, usage })
  }
  const chunk = (choices: readonly unknown[], more = {}) =>
    sse({ ...head, object: 'chat.completion.chunk', choices, ...more })
  const choice = (delta: unknown, finish_reason: string | null = null) => [{ index: 0, delta, finish_reason }]
  const counted = recordOf(body['stream_options'])['include_usage'] === true
  return eventStream([
    write(chunk(choice({ role: 'assistant', content: '' }))),
    ...deltas.map((delta) => write(chunk(choice(delta)), 1)),
    write(chunk(choice({}, 'stop'))),
    ...(counted ? [write(chunk([], { usage }))] : []),
    write(sse('[DONE]')),
  ])
}

function usageOf(sample: Sample, form: WireForm, body: Body) {
  const prompt_tokens = estimateTokens(JSON.stringify(body['messages'] ?? ''))
  const completion_tokens = deltasOf(sample, form).length
  const reasoning_tokens = deltasOf({ ...sample, answer: '' }, form).length
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    completion_tokens_details: { reasoning_tokens },
  }
}

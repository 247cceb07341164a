import { isRecord, listOf, numberOf, parseJson, recordOf, type Fields } from '../../src/base/json.ts'
import { estimateTokens } from '../../src/base/tokens.ts'
import { eventStream, json, sse, write, type Answer, type Step } from './answer.ts'
import { draftsOf, logprobOf, sglangExperts, vllmExperts } from './inside.ts'
import type { Sample } from './samples.ts'
import { deltasOf, messageOf, tokensOf, type DeltaFields, type WireForm } from './wireForms.ts'

/**
 * Several samples as the one answer to a request with `n`: what each writes comes with its index, one piece of each after
 * another, as they are written at once. Tokens are counted together.
 */
export function completionsOf(id: string, samples: readonly Sample[], form: WireForm, body: Body): Answer {
  const each = samples.map((sample) => completionOf(id, sample, form, body))
  const [first] = each
  if (!first || each.length === 1) return first ?? json(400, { error: { message: 'n must be above 0' } })
  const counted = samples.map((sample) => writtenIn(sample, form).length)
  const chunks = each.map(({ steps }) => steps.flatMap(chunkOf))
  const told = (chunk: Fields, index: number) => {
    const choices = listOf(chunk['choices']).map((choice) => ({ ...recordOf(choice), index }))
    const usage = recordOf(chunk['usage'])
    const completion_tokens = counted.reduce((a, b) => a + b, 0)
    const total_tokens = (numberOf(usage['prompt_tokens']) ?? 0) + completion_tokens
    return {
      ...chunk,
      choices,
      ...('usage' in chunk && { usage: { ...usage, completion_tokens, total_tokens } }),
    }
  }
  if (body['stream'] !== true) {
    const whole = chunks.map(([chunk], index) => told(chunk ?? {}, index))
    return json(200, { ...whole[0], choices: whole.flatMap(({ choices }) => choices) })
  }
  const longest = Math.max(...chunks.map(({ length }) => length))
  const pieces: Step[] = []
  for (let at = 0; at < longest; at++)
    for (const [index, list] of chunks.entries()) {
      const chunk = list[at]
      if (chunk && !('usage' in chunk)) pieces.push(write(sse(told(chunk, index)), 1))
    }
  const usage = chunks[0]?.find((chunk) => 'usage' in chunk)
  return eventStream([...pieces, ...(usage ? [write(sse(told(usage, 0)))] : []), write(sse('[DONE]'))])
}

/** What a step of an answer writes, but for its end. */
function chunkOf(step: Step): readonly Fields[] {
  const text = step.kind === 'write' && typeof step.bytes === 'string' ? step.bytes : ''
  const value = parseJson(text.replace(/^data: /, ''))
  return isRecord(value) ? [value] : []
}

type Body = Readonly<Record<string, unknown>>

/**
 * A sample as the answer to a request: a stream of chunks, a token each, or one object where none is asked for. With
 * `logprobs`, tags are told of beside an empty text, as are the first bytes of a letter that a token ends in the middle
 * of. Experts are told of on a stream as SGLang does it, and otherwise as vLLM does; what a draft model did, as SGLang does.
 */
function completionOf(id: string, sample: Sample, form: WireForm, body: Body): Answer {
  const tokens = writtenIn(sample, form)
  const head = { id, created: Math.floor(Date.now() / 1000), model: body['model'] }
  const alternatives = body['logprobs'] === true ? (numberOf(body['top_logprobs']) ?? 0) : undefined
  const texts = tokens.flatMap(({ token }) => partsOf(token).map(() => token))
  const usage = usageOf(sample, form, body, texts.length)
  const likely = (token: string, bytes?: Uint8Array<ArrayBuffer>) =>
    alternatives === undefined ? {} : { logprobs: { content: [logprobOf(token, alternatives, bytes)] } }
  if (body['stream'] !== true) {
    const message = { role: 'assistant', ...messageOf(sample, form) }
    const content = texts.map((token) => logprobOf(token, alternatives ?? 0))
    const choice = {
      index: 0,
      message,
      finish_reason: 'stop',
      ...(alternatives !== undefined && { logprobs: { content } }),
      ...(form === 'reasoning' && { routed_experts: vllmExperts(usage.prompt_tokens, texts) }),
    }
    return json(200, { ...head, object: 'chat.completion', choices: [choice], usage })
  }
  const chunk = (choices: readonly unknown[], more = {}) =>
    sse({ ...head, object: 'chat.completion.chunk', choices, ...more })
  const choice = (delta: unknown, finish_reason: string | null = null, more = {}) => [
    { index: 0, delta, finish_reason, ...more },
  ]
  const counted = recordOf(body['stream_options'])['include_usage'] === true
  return eventStream([
    write(chunk(choice({ role: 'assistant', content: '' }))),
    ...tokens.flatMap(({ token, delta }) => {
      if (alternatives === undefined) return delta ? [write(chunk(choice(delta)), 1)] : []
      return partsOf(token).map((bytes, index, parts) => {
        const last = index === parts.length - 1
        const text = parts.length === 1 ? token : '\uFFFD'
        return write(chunk(choice(last ? (delta ?? {}) : {}, null, likely(text, bytes))), 1)
      })
    }),
    write(chunk(choice({}, 'stop'))),
    ...(body['return_routed_experts'] === true
      ? [write(chunk([], { sglext: { routed_experts: sglangExperts(usage.prompt_tokens, texts) } }))]
      : []),
    ...(body['return_spec_tokens_details'] === true
      ? [write(chunk([], { sglext: { spec_tokens_details: draftsOf(texts) } }))]
      : []),
    ...(counted ? [write(chunk([], { usage }))] : []),
    write(sse('[DONE]')),
  ])
}

interface Written {
  readonly token: string
  /** What says it; a tag that a parser took away is not said. */
  readonly delta?: DeltaFields
}

/** All that the model writes. Of a thought in a field, the prompt has opened it, and the server takes the closing tag. */
function writtenIn(sample: Sample, form: WireForm): readonly Written[] {
  const open = form === 'inline' ? '<think>\n' : ''
  const closing = '\n</think>\n\n'
  if (form === 'inline' || form === 'implicit')
    return tokensOf(`${open}${sample.reasoning}${closing}${sample.answer}`).map((content) => ({
      token: content,
      delta: { content },
    }))
  const [thought, said] = [tokensOf(sample.reasoning), tokensOf(sample.answer)]
  const deltas = deltasOf(sample, form)
  return [
    ...thought.map((token, index) => ({ token, ...given(deltas[index]) })),
    ...tokensOf(closing).map((token) => ({ token })),
    ...said.map((token, index) => ({ token, ...given(deltas[thought.length + index]) })),
  ]
}

function given(delta: DeltaFields | undefined): Pick<Written, 'delta'> {
  return delta ? { delta } : {}
}

/** A token that ends in a letter of four bytes comes as two, the first of which ends within that letter. */
function partsOf(token: string): readonly Uint8Array<ArrayBuffer>[] {
  const bytes = new TextEncoder().encode(token)
  return /[\u{10000}-\u{10FFFF}]$/u.test(token) ? [bytes.slice(0, -2), bytes.slice(-2)] : [bytes]
}

/** What only SGLang is asked; it was started so that it tells what of a prompt it had read before. */
const ofSglang = ['return_routed_experts', 'return_spec_tokens_details']

function usageOf(sample: Sample, form: WireForm, body: Body, completion_tokens: number) {
  const prompt_tokens = estimateTokens(JSON.stringify(body['messages'] ?? ''))
  const reasoning_tokens = deltasOf({ ...sample, answer: '' }, form).length
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    completion_tokens_details: { reasoning_tokens },
    ...(ofSglang.some((field) => field in body) && {
      prompt_tokens_details: { cached_tokens: Math.floor(prompt_tokens / 4) },
    }),
  }
}

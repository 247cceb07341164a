import { isRecord, listOf, numberOf, recordOf, textOf } from '../../src/base/json.ts'
import { eventStream, json, sse, write, type Answer, type Step } from './answer.ts'
import { logprobOf } from './inside.ts'
import type { Sample } from './samples.ts'
import { tokensOf } from './wireForms.ts'

/** Servers that go on from an assistant's message, each as it does so. */
export const minds = [
  'vllm',
  'sglang',
  'llamacpp',
  'ollama',
  'deepseek',
  'mistral',
  'moonshot',
  'openrouter',
  'plain', // knows no way: it answers anew
] as const
export type Mind = (typeof minds)[number]

/** What they do wrong, or otherwise than others. */
export const caveats = [
  'opens', // the prompt ends inside of the thought
  'echoes', // what stood before the cut comes again
  'drops', // the template leaves out what stands before a closing tag
  'empties', // the template writes an empty thought before one that is not closed
  'reopens', // a second thought begins
  'misfiles', // an answer that goes on is called reasoning
  'bare', // no parser: thought and answer come as one text
  'old', // refuses an assistant's message that stands last
  'blind', // does not show the prompt
  'endless', // heeds no number of tokens, and does not stop
] as const
export type Caveat = (typeof caveats)[number]

type Body = Readonly<Record<string, unknown>>

export interface Thinker {
  readonly mind: Mind
  readonly caveats: ReadonlySet<Caveat>
  readonly samples: readonly Sample[]
}

const [user, assistant, end] = ['<|user|>', '<|assistant|>', '<|end|>']
const [open, close] = ['<think>', '</think>']

/** What the server answers, if the request is to go on or belongs to that; else undefined. */
export function continuationOf(thinker: Thinker, path: string, body: Body): Answer | undefined {
  switch (path) {
    case '/v1/chat/completions':
    case '/beta/chat/completions':
      return chat(thinker, path.startsWith('/beta'), body)
    case '/v1/completions':
      return reply(thinker, textOf(body['prompt']), body, 'text')
    case '/apply-template':
      return json(200, { prompt: promptOf(thinker, messagesOf(body)) })
    case '/api/chat':
      return json(200, { _debug_info: { rendered_template: promptOf(thinker, messagesOf(body)) } })
    case '/api/generate':
      return reply(thinker, textOf(body['prompt']), body, 'ollama')
    default:
      return undefined
  }
}

function chat(thinker: Thinker, beta: boolean, body: Body): Answer | undefined {
  const has = (caveat: Caveat) => thinker.caveats.has(caveat)
  const messages = messagesOf(body)
  const last = messages.at(-1) ?? {}
  const before = promptOf(thinker, messages.slice(0, -1))
  const begun = textOf(last['role']) === 'assistant'
  const final = body['continue_final_message']
  const content = textOf(last['content'])
  const thought = textOf(last['reasoning_content']) || textOf(last['reasoning'])
  if (body['return_prompt_text'] === true)
    return json(200, { choices: [], ...(!has('blind') && { prompt_text: promptOf(thinker, messages) }) })
  if (!begun) return undefined
  switch (thinker.mind) {
    case 'vllm':
      if (final !== true) return anew(thinker, messages, body)
      if (body['add_generation_prompt'] !== false) return refuse('Cannot set both to True.')
      return reply(thinker, withoutOpen(before) + throughTemplate(content, thinker), body)
    case 'sglang':
      if (final !== true) return anew(thinker, [...messages.slice(0, -1), { ...last, role: 'user' }], body)
      return reply(thinker, before + content, body)
    case 'llamacpp': {
      if (has('old')) return refuse('Assistant response prefill is incompatible with enable_thinking.')
      if (final === undefined) return reply(thinker, withoutOpen(before) + content, body)
      if (body['add_generation_prompt'] !== false) return refuse('Cannot set both to true.')
      const raw = final === 'reasoning_content' ? opened(thought) : closed(thought) + content
      return reply(thinker, withoutOpen(before) + raw, body)
    }
    case 'ollama':
      return reply(thinker, withoutOpen(before) + closed(thought) + content, body)
    case 'deepseek': {
      if (!beta || last['prefix'] !== true) return refuse('The last message must be of the user.')
      return reply(
        thinker,
        withoutOpen(before) + (content === '' ? opened(thought) : closed(thought) + content.trimStart()),
        body,
      )
    }
    case 'mistral': {
      if (last['prefix'] !== true) return refuse('Expected last role User or Tool, or prefix True.')
      const parts = listOf(last['content']).filter(isRecord)
      const thinking = parts.find((part) => part['type'] === 'thinking')
      const said = parts.map((part) => textOf(part['text'])).join('')
      const inner = listOf(thinking?.['thinking'])
        .map((part) => textOf(recordOf(part)['text']))
        .join('')
      const raw = thinking?.['closed'] === false ? opened(inner) : closed(inner) + said
      return reply(thinker, withoutOpen(before) + raw, body)
    }
    case 'moonshot':
      if (last['partial'] !== true || final !== undefined) return refuse('Unknown field.')
      return reply(thinker, withoutOpen(before) + closed('I know.') + content, body)
    case 'openrouter':
      return reply(thinker, withoutOpen(before) + content, body)
    case 'plain':
      return anew(thinker, messages, body)
  }
}

/** An answer of its own, as if nothing had begun. */
function anew(thinker: Thinker, messages: readonly Body[], body: Body): Answer {
  return reply(thinker, promptOf(thinker, messages), body)
}

function refuse(message: string): Answer {
  return json(400, { error: { message, code: 400 } })
}

function messagesOf(body: Body): readonly Body[] {
  return listOf(body['messages']).filter(isRecord)
}

function promptOf({ caveats: has }: Thinker, messages: readonly Body[]): string {
  const said = messages.map(({ role, content }) =>
    role === 'assistant' ? `${assistant}${textOf(content)}${end}` : `${user}${textOf(content)}`,
  )
  return `${said.join('\n')}\n${assistant}${has.has('opens') ? `${open}\n` : ''}`
}

/** A message that is there needs no prompt to begin it. */
function withoutOpen(prompt: string): string {
  return prompt.endsWith(`${open}\n`) ? prompt.slice(0, -open.length - 1) : prompt
}

function opened(thought: string): string {
  return `${open}\n${thought}`
}

function closed(thought: string): string {
  return thought === '' ? '' : `${opened(thought)}\n${close}\n\n`
}

function throughTemplate(content: string, { caveats: has }: Thinker): string {
  if (has.has('drops'))
    return content.slice(content.includes(close) ? content.indexOf(close) + close.length : 0).trimStart()
  if (has.has('empties') && !content.includes(close))
    return `${open}\n\n${close}\n\n${content.replace(open, '')}`
  return content
}

/** The stream of what the model writes after this text. */
function reply(thinker: Thinker, text: string, body: Body, way: 'chat' | 'text' | 'ollama' = 'chat'): Answer {
  const has = (caveat: Caveat) => thinker.caveats.has(caveat)
  const begun = text.slice(text.lastIndexOf(assistant) + assistant.length)
  const rest = (has('reopens') ? `${open}\nAgain.\n${close}\n\n` : '') + goOn(text, begun, thinker.samples)
  const inside = begun.includes(open) && !begun.includes(close)
  if (way === 'ollama') return ollama(rest)
  const choices = (choice: Body) =>
    sse({ object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }] })
  if (has('endless')) {
    const step = write(choices({ delta: { content: 'la ' } }), 1)
    return eventStream(Array.from({ length: 200_000 }, () => step))
  }
  const said: Step[] =
    way === 'text'
      ? tokensOf(rest).map((token) => write(choices({ text: token, ...likelyText(token, body) }), 1))
      : deltas(rest, begun, inside, thinker).map((delta) =>
          write(choices({ delta, ...likely(textOf(Object.values(delta)[0]), body) }), 1),
        )
  const usage = { prompt_tokens: tokensOf(text).length, completion_tokens: tokensOf(rest).length }
  const counted = recordOf(body['stream_options'])['include_usage'] === true
  return eventStream([
    ...said,
    write(choices({ delta: {}, finish_reason: 'stop' })),
    ...(counted ? [write(sse({ choices: [], usage }))] : []),
    write(sse('[DONE]')),
  ])
}

/** As chats tell of a token, where it is asked for. */
function likely(token: string, body: Body): Body {
  if (body['logprobs'] !== true) return {}
  return { logprobs: { content: [logprobOf(token, numberOf(body['top_logprobs']) ?? 0)] } }
}

/** As completions do. */
function likelyText(token: string, body: Body): Body {
  const alternatives = numberOf(body['logprobs'])
  if (alternatives === undefined) return {}
  const { logprob, top_logprobs } = logprobOf(token, alternatives)
  const top = Object.fromEntries(top_logprobs.map((each) => [each.token, each.logprob]))
  return { logprobs: { tokens: [token], token_logprobs: [logprob], top_logprobs: [top] } }
}

function deltas(rest: string, begun: string, inside: boolean, { caveats: has }: Thinker): readonly Body[] {
  const again = has.has('echoes') ? begun.replace(/^<think>\n/, '') : ''
  const as = (field: string, text: string) => tokensOf(text).map((token) => ({ [field]: token }))
  if (has.has('misfiles') && !inside) return as('reasoning', again + rest)
  if (has.has('bare')) return as('content', (has.has('echoes') ? begun : '') + rest)
  const [first = '', ...others] = rest.split(`\n${close}\n\n`)
  const thinks = inside || first.startsWith(open)
  const [thought, answer] = thinks ? [first.replace(`${open}\n`, ''), others.join('')] : ['', rest]
  const [before = '', after = ''] = again.split(`\n${close}\n\n`)
  return inside
    ? [...as('reasoning_content', again + thought), ...as('content', answer)]
    : [...as('reasoning_content', before + thought), ...as('content', after + answer)]
}

function ollama(text: string): Answer {
  const line = (fields: Body) => write(`${JSON.stringify(fields)}\n`, 1)
  return {
    status: 200,
    headers: { 'content-type': 'application/x-ndjson' },
    steps: [
      ...tokensOf(text).map((response) => line({ response, done: false })),
      line({
        response: '',
        done: true,
        done_reason: 'stop',
        eval_count: tokensOf(text).length,
        prompt_eval_count: 9,
      }),
    ],
  }
}

/**
 * The model: it knows the samples by heart, and ends a word as it stood before. In a thought it then closes that, and
 * says the word.
 */
function goOn(text: string, begun: string, samples: readonly Sample[]): string {
  for (const { reasoning, answer } of samples) {
    const whole = `${open}\n${reasoning}\n${close}\n\n${answer}`
    if (begun.length > open.length + 1 && whole.startsWith(begun)) return whole.slice(begun.length)
  }
  const inside = begun.includes(open) && !begun.includes(close)
  const [half = ''] = /\S+$/.exec(begun) ?? []
  const at = half === '' ? -1 : text.indexOf(half)
  const found = text.slice(at + half.length)
  const [word = ''] = at >= 0 && found !== '' ? (/^\w+/.exec(found) ?? []) : []
  const whole = word === '' ? 'I do not know.' : `${half}${word}`
  return inside ? `${word}.\n${close}\n\n${whole}` : word === '' ? whole : `${word}.`
}

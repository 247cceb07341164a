import type { Candidate, Delta, RoutedExperts, Token } from '../base/delta.ts'
import { isRecord, listOf, numberOf, recordOf, textOf, type Fields } from '../base/json.ts'

/**
 * The tokens that a choice tells of with their probabilities, be there a text in its delta or not: as chats have them
 * (`content`), and as completions do (`tokens`, `token_logprobs`, `top_logprobs`).
 */
export function tokensOf(choice: Fields): readonly Delta[] {
  const logprobs = recordOf(choice['logprobs'])
  const told = Array.isArray(logprobs['content']) ? ofChat(logprobs['content']) : ofCompletion(logprobs)
  return told.length > 0 ? [{ kind: 'tokens', tokens: told }] : []
}

/** SGLang tells of a stream's experts beside its choices, vLLM of a plain response's within. */
export function expertsOf(chunk: Fields, choice: Fields | undefined): readonly Delta[] {
  const { routed_experts: sglang, routed_experts_dtype: type } = recordOf(chunk['sglext'])
  if (textOf(sglang) !== '')
    return told({ form: 'bare', base64: textOf(sglang), ...(typeof type === 'string' && { type }) })
  const vllm = choice?.['routed_experts']
  if (Array.isArray(vllm)) return told({ form: 'lists', base64: '' })
  return textOf(vllm) === '' ? [] : told({ form: 'npy', base64: textOf(vllm) })
}

function told(experts: RoutedExperts): readonly Delta[] {
  return [{ kind: 'experts', experts }]
}

function ofChat(content: readonly unknown[]): readonly Token[] {
  return content.filter(isRecord).map((token) => ({
    ...candidateOf(token),
    top: listOf(token['top_logprobs']).filter(isRecord).map(candidateOf),
  }))
}

function candidateOf(fields: Fields): Candidate {
  const text = textOf(fields['token'])
  const bytes = bytesOf(fields['bytes'])
  const logprob = logprobOf(fields['logprob'])
  return { text, ...(bytes && !isTextOf(bytes, text) && { bytes }), logprob }
}

function ofCompletion({ tokens, token_logprobs, top_logprobs }: Fields): readonly Token[] {
  const [likely, tops] = [listOf(token_logprobs), listOf(top_logprobs)]
  return listOf(tokens).map((text, index) => ({
    text: textOf(text),
    logprob: logprobOf(likely[index]),
    top: Object.entries(recordOf(tops[index])).map(([other, logprob]) => ({
      text: other,
      logprob: logprobOf(logprob),
    })),
  }))
}

/** A little above 0 is rounding, more is no logarithm of a probability. */
function logprobOf(value: unknown): number | null {
  const logprob = numberOf(value)
  return logprob === undefined || logprob > 0.01 ? null : Math.min(0, logprob)
}

function bytesOf(value: unknown): readonly number[] | undefined {
  const bytes = listOf(value)
  return bytes.length > 0 && bytes.every(isByte) ? bytes : undefined
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255
}

function isTextOf(bytes: readonly number[], text: string): boolean {
  const encoded = encoder.encode(text)
  return encoded.length === bytes.length && bytes.every((byte, index) => byte === encoded[index])
}

const encoder = new TextEncoder()

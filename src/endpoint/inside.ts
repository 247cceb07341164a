import type { Candidate, Delta, RoutedExperts, Token } from '../base/delta.ts'
import { fromBase64, type Pieces } from './base64.ts'
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

/**
 * SGLang tells of a stream's experts beside its choices, vLLM of a plain response's within: in base64; its version 0.21 in
 * lists, of what was written only.
 */
export function expertsOf(chunk: Fields, choice: Fields | undefined): readonly Delta[] {
  const { routed_experts: sglang, routed_experts_dtype: type } = recordOf(chunk['sglext'])
  const bare = piecesOf(sglang)
  if (bare) return told({ form: 'bare', ...bare, ...(typeof type === 'string' && { type }) })
  const vllm = choice?.['routed_experts']
  if (Array.isArray(vllm)) return told({ form: 'lists', ...flat(vllm) })
  const npy = piecesOf(vllm)
  return npy ? told({ form: 'npy', ...npy }) : []
}

/** Long ones were decoded as they came. */
function piecesOf(value: unknown): Pieces | undefined {
  if (isRecord(value)) return { ...(isPieces(value['bytes']) && { bytes: value['bytes'] }) }
  return textOf(value) === '' ? undefined : fromBase64(textOf(value))
}

function isPieces(value: unknown): value is NonNullable<Pieces['bytes']> {
  return Array.isArray(value) && value.every((piece) => piece instanceof Uint8Array)
}

/** Lists of whole numbers in lists in lists, as long as one another; nothing where they are not. */
function flat(rows: readonly unknown[]): Pick<RoutedExperts, 'bytes' | 'shape'> {
  const layers = listOf(rows[0]).length
  const topK = listOf(listOf(rows[0])[0]).length
  const values = new Int32Array(rows.length * layers * topK)
  let at = 0
  for (const row of rows) {
    if (!Array.isArray(row) || row.length !== layers) return {}
    for (const ranks of row as readonly unknown[]) {
      if (!Array.isArray(ranks) || ranks.length !== topK) return {}
      for (const id of ranks as readonly unknown[]) {
        if (typeof id !== 'number' || !Number.isInteger(id)) return {}
        values[at++] = id
      }
    }
  }
  return { bytes: [new Uint8Array(values.buffer)], shape: [rows.length, layers, topK] }
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

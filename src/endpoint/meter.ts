import type { Delta, Usage } from '../base/delta.ts'
import { generatedTokens } from '../base/prices.ts'
import { estimateTokens } from '../base/tokens.ts'

/** What a request took. */
export interface Spent {
  readonly usage: Usage
  /** Some of it was not counted by the server. */
  readonly estimated: boolean
}

/**
 * Passes deltas on, and tells at the end what they took, however it ends; nothing where the server took no question.
 * `promptTokens` is the estimate of what was sent.
 */
export async function* metered(
  deltas: AsyncIterable<Delta>,
  promptTokens: number,
  tell: (spent: Spent) => void,
): AsyncGenerator<Delta> {
  let accepted = false
  let usage: Usage = {}
  const written: string[] = []
  try {
    for await (const delta of deltas) {
      if (delta.kind === 'accepted') accepted = true
      if (delta.kind === 'usage') usage = { ...usage, ...delta.usage }
      if (delta.kind === 'text') written.push(delta.text)
      yield delta
    }
  } finally {
    if (accepted) tell(spentOf(usage, promptTokens, written.join('')))
  }
}

function spentOf(usage: Usage, promptTokens: number, written: string): Spent {
  if (usage.prompt !== undefined && generatedTokens(usage) !== undefined) return { usage, estimated: false }
  const guess = { prompt: promptTokens, completion: estimateTokens(written) }
  return { usage: { ...guess, ...usage }, estimated: true }
}

import { l10n } from 'vscode'
import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import type { Profile } from '../endpoint/profile.ts'

/** Tokens without which there is no use in asking. */
const leastAnswer = 64

/** Why nothing is sent, where even by an estimate there is no room left for an answer. */
export function tooLongFor(
  { name, model, contextLength, maxTokens }: Profile,
  tokens: number,
): Failure | undefined {
  if (contextLength === null || tokens + (maxTokens ?? leastAnswer) <= contextLength) return undefined
  const message = l10n.t(
    'Nothing was sent: about {0} tokens leave {1} at {2} no room for an answer, with {3} in all.',
    tokens.toLocaleString(),
    model,
    name,
    contextLength.toLocaleString(),
  )
  return { code: 'noRoom', message, action: 'chooseContext', detail: '' }
}

/** Instead of asking. */
export async function* failing(failure: Failure): AsyncGenerator<Delta> {
  yield { kind: 'failed', failure }
}

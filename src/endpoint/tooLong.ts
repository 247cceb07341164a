import type { Delta } from '../base/delta.ts'
import type { Failure } from '../base/failure.ts'
import { inEnglish, type Say } from '../base/say.ts'
import { estimateTokens } from '../base/tokens.ts'
import type { Profile } from './profile.ts'

/** Tokens without which there is no use in asking. */
const leastAnswer = 64

/** Why nothing is sent, where even by an estimate there is no room left for an answer. */
export function tooLongFor(
  { name, model, contextLength, maxTokens }: Profile,
  tokens: number,
  say: Say = inEnglish,
): Failure | undefined {
  if (contextLength === null || tokens + (maxTokens ?? leastAnswer) <= contextLength) return undefined
  const [about, all] = [tokens.toLocaleString(), contextLength.toLocaleString()]
  const message =
    maxTokens === null || tokens + leastAnswer > contextLength
      ? say(
          'Nothing was sent: about {0} tokens leave {1} at {2} no room for an answer, with {3} in all.',
          about,
          model,
          name,
          all,
        )
      : say(
          'Nothing was sent: about {0} tokens leave {1} at {2} no room for an answer of {4} (maxTokens), with {3} in all.',
          about,
          model,
          name,
          all,
          maxTokens.toLocaleString(),
        )
  return { code: 'noRoom', message, action: 'chooseContext', detail: '' }
}

/** Tokens of a prompt that goes on with what was cut, estimated. */
export function tokensToGoOn(promptTokens: number, { reasoning, answer }: Texts): number {
  return promptTokens + estimateTokens(reasoning) + estimateTokens(answer)
}

interface Texts {
  readonly reasoning: string
  readonly answer: string
}

/** Instead of asking. */
export async function* failing(failure: Failure): AsyncGenerator<Delta> {
  yield { kind: 'failed', failure }
}

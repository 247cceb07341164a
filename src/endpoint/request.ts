import type { Profile } from './profile.ts'
import type { CompletionRequest } from './stream.ts'
import { thinkingBody } from './thinking.ts'

/** The body that is sent: the fields the profile asks for and no others, as hosted servers refuse unknown ones. */
export function bodyOfRequest(
  profile: Profile,
  { messages }: CompletionRequest,
): Readonly<Record<string, unknown>> {
  const { temperature, topP, maxTokens, logprobs, experts, expertFields } = profile
  const body = {
    model: profile.model,
    messages,
    stream: true,
    ...(profile.includeUsage && { stream_options: { include_usage: true } }),
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { top_p: topP }),
    ...(maxTokens !== null && { max_tokens: maxTokens }),
    ...(logprobs !== null && { logprobs: true, top_logprobs: logprobs }),
    ...profile.asks,
    ...(experts && expertFields),
    ...thinkingBody(profile),
    ...profile.extraBody,
  }
  return body.stream ? body : withoutStreamOptions(body)
}

/** Servers refuse these in a request for a plain response. */
export function withoutStreamOptions(
  body: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { stream_options: _, ...others } = body
  return others
}

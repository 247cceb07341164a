import { isRecord, numberOf, recordOf, textOf } from '../base/json.ts'

/**
 * A line of Ollama's own protocol as the chunk it would be in OpenAI's; anything else as it is. Gateways pass such
 * lines through (`message.thinking`, `message.content`, or `thinking` and `response`; `done_reason`, counts on the last line).
 */
export function withoutOllama(value: unknown): unknown {
  const line = recordOf(value)
  if (typeof line['done'] !== 'boolean') return value
  const said = isRecord(line['message'])
    ? line['message']
    : { thinking: line['thinking'], content: line['response'] }
  if (said['content'] === undefined && !isRecord(line['message'])) return value
  const { thinking, content } = said
  const prompt = numberOf(line['prompt_eval_count'])
  const completion = numberOf(line['eval_count'])
  const counted = line['done'] && (prompt !== undefined || completion !== undefined)
  return {
    choices: [
      {
        index: 0,
        delta: { reasoning: thinking, content },
        finish_reason: line['done'] ? textOf(line['done_reason']) || 'stop' : null,
      },
    ],
    usage: counted
      ? {
          prompt_tokens: prompt,
          completion_tokens: completion,
          prompt_time: seconds(line['prompt_eval_duration']),
          completion_time: seconds(line['eval_duration']),
        }
      : null,
  }
}

function seconds(nanoseconds: unknown): number | undefined {
  const known = numberOf(nanoseconds)
  return known === undefined ? undefined : known / 1e9
}

import { isRecord, listOf, numberOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { messageAs } from './message.ts'

const events: ReadonlySet<string> = new Set([
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
  'ping',
])

/** A message, or an event of its stream, as a chunk of OpenAI's protocol; undefined if it is neither. */
export function anthropicChunk(value: Fields): Fields | undefined {
  if (value['role'] === 'assistant' && 'stop_reason' in value) {
    const calls = listOf(value['content'])
      .map(recordOf)
      .filter(({ type }) => type === 'tool_use')
      .map(({ name, input }) => ({ function: { name, arguments: JSON.stringify(input ?? {}) } }))
    const message = { ...value, ...(calls.length > 0 && { tool_calls: calls }) }
    return { ...messageAs(message, reasonOf(value)), ...usageOf(value) }
  }
  const type = textOf(value['type'])
  if (!events.has(type)) return undefined
  const { id, model, usage } = recordOf(value['message'])
  if (type === 'message_start') return { id, model, choices: [], ...usageOf({ usage }) }
  if (type === 'message_delta') {
    const finish = reasonOf(recordOf(value['delta']))
    return { choices: [{ index: 0, delta: {}, finish_reason: finish }], ...usageOf(value) }
  }
  const delta = deltaOf(value)
  return { choices: delta ? [{ index: 0, delta }] : [] }
}

function deltaOf(event: Fields): Fields | undefined {
  const delta = recordOf(event['delta'] ?? event['content_block'])
  const index = numberOf(event['index']) ?? 0
  switch (delta['type']) {
    case 'thinking':
    case 'thinking_delta':
      return { reasoning_content: delta['thinking'] }
    case 'text':
    case 'text_delta':
      return { content: delta['text'] }
    case 'signature_delta':
      return { thinking_blocks: [{ signature: delta['signature'] }] }
    case 'redacted_thinking':
      return { reasoning_details: [{ type: 'reasoning.encrypted' }] }
    case 'tool_use':
      return { tool_calls: [{ index, function: { name: delta['name'] } }] }
    case 'input_json_delta':
      return { tool_calls: [{ index, function: { arguments: delta['partial_json'] } }] }
    default:
      return undefined
  }
}

function reasonOf({ stop_reason: reason }: Fields): string {
  if (reason === 'max_tokens') return 'length'
  return reason === 'end_turn' || reason === 'stop_sequence' ? 'stop' : textOf(reason)
}

/** Each event tells only what it knows. */
function usageOf({ usage }: Fields): Fields {
  if (!isRecord(usage)) return {}
  return {
    usage: {
      prompt_tokens: usage['input_tokens'],
      completion_tokens: usage['output_tokens'],
      cached_tokens: usage['cache_read_input_tokens'],
    },
  }
}

import { isRecord, listOf, numberOf, recordOf, textOf } from '../base/json.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * What a server says at once or piece by piece, as chunks of OpenAI's protocol; undefined where a value is neither.
 * Ollama's chat lines stay as they are: the endpoint reads them itself.
 */
export function chunkOf(value: Fields): Fields | undefined {
  if (Array.isArray(value['choices'])) return value
  if (typeof value['done'] === 'boolean') {
    if (isRecord(value['message'])) return value
    if (typeof value['response'] === 'string') return ollamaGenerate(value)
  }
  if (typeof value['content'] === 'string' && typeof value['stop'] === 'boolean')
    return llamaCompletion(value)
  if (Array.isArray(value['output']) && 'status' in value) return openaiResponse(value)
  const type = textOf(value['type'])
  if (type.startsWith('response.')) {
    const ended = /^response\.(?:completed|incomplete|failed)$/.test(type) && isRecord(value['response'])
    return ended ? openaiResponse(recordOf(value['response'])) : { choices: [] }
  }
  if (value['role'] === 'assistant' && 'stop_reason' in value)
    return messageAs(value, textOf(value['stop_reason']))
  return isError(value) ? value : undefined
}

/** Whether nothing will be added to what it says. Some streams end with a message that repeats all, beside a delta. */
export function isWhole({ choices }: Fields): boolean {
  return listOf(choices)
    .map(recordOf)
    .some(({ message, delta }) => isRecord(message) && !isRecord(delta))
}

function isError(value: Fields): boolean {
  const error = value['error']
  return isRecord(error) ? 'message' in error : textOf(error) !== ''
}

function ollamaGenerate(value: Fields): Fields {
  const { response, thinking, ...others } = value
  return { ...others, message: { content: response, thinking } }
}

function llamaCompletion(value: Fields): Fields {
  const reason = value['stop_type'] === 'limit' || value['stopped_limit'] === true ? 'length' : 'stop'
  return {
    ...value,
    choices: [
      {
        index: 0,
        delta: { content: value['content'] },
        finish_reason: value['stop'] === true ? reason : null,
      },
    ],
    usage:
      value['stop'] === true
        ? { prompt_tokens: value['tokens_evaluated'], completion_tokens: value['tokens_predicted'] }
        : null,
  }
}

/** OpenAI's Responses: a list of reasoning and messages. */
function openaiResponse(value: Fields): Fields {
  const output = listOf(value['output']).filter(isRecord)
  const texts = (type: string, ...fields: readonly string[]) =>
    output
      .filter((item) => item['type'] === type)
      .flatMap((item) => fields.map((field) => partsText(item[field])).find((text) => text !== '') ?? [])
      .join('\n\n')
  const usage = recordOf(value['usage'])
  const reason = textOf(recordOf(value['incomplete_details'])['reason'])
  const message = {
    reasoning: texts('reasoning', 'content', 'summary'),
    content: texts('message', 'content'),
  }
  return {
    ...value,
    choices: [{ index: 0, message, finish_reason: reason || 'stop' }],
    usage: isRecord(value['usage'])
      ? {
          prompt_tokens: numberOf(usage['input_tokens']),
          completion_tokens: numberOf(usage['output_tokens']),
          total_tokens: numberOf(usage['total_tokens']),
          completion_tokens_details: usage['output_tokens_details'],
          prompt_tokens_details: usage['input_tokens_details'],
        }
      : null,
  }
}

/** A message that stands alone, as the chunk it would be. */
export function messageAs(message: Fields, reason = 'stop'): Fields {
  const { thinking, reasoning_content: parts } = message
  const reasoning = [partsText(parts), textOf(message['reasoning']), textOf(thinking)].find(
    (text) => text !== '',
  )
  return {
    ...message,
    choices: [
      {
        index: 0,
        message: { ...message, reasoning_content: reasoning ?? null },
        finish_reason: reason === '' || reason === 'end_turn' ? 'stop' : reason,
      },
    ],
  }
}

/** Text, or a list of parts with text. */
export function partsText(value: unknown): string {
  if (typeof value === 'string') return value
  return listOf(value)
    .map((part) => (typeof part === 'string' ? part : textOf(recordOf(part)['text'])))
    .join('')
}

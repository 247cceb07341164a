import { isRecord, listOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { anthropicChunk } from './anthropic.ts'
import { geminiChunk } from './gemini.ts'
import { responsesChunk } from './responses.ts'

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
  const other = responsesChunk(value) ?? anthropicChunk(value) ?? geminiChunk(value)
  if (other) return other
  return isError(value) ? value : undefined
}

/** Whether nothing will be added to what it says. Some streams end with a message that repeats all, beside a delta. */
export function isWhole({ choices, repeats }: Fields): boolean {
  if (repeats === true) return false
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

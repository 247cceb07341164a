import { isRecord, listOf, numberOf, recordOf, textOf, type Fields } from '../base/json.ts'
import { partsText } from './message.ts'

/** What OpenAI's Responses say, at once or as an event of a stream, as a chunk of the older protocol. */
export function responsesChunk(value: Fields): Fields | undefined {
  if (Array.isArray(value['output']) && 'status' in value) return wholeOf(value)
  const type = textOf(value['type'])
  if (!type.startsWith('response.')) return undefined
  const response = recordOf(value['response'])
  // It says again what came piece by piece.
  if (/^response\.(?:completed|incomplete|failed)$/.test(type)) return { ...wholeOf(response), repeats: true }
  const delta = deltaOf(type, value)
  return { ...response, choices: delta ? [{ index: 0, delta }] : [], error: null, usage: null }
}

function deltaOf(type: string, { delta, ...event }: Fields): Fields | undefined {
  switch (type) {
    case 'response.reasoning_text.delta':
    case 'response.reasoning_summary_text.delta':
      return { reasoning_content: delta }
    case 'response.reasoning_summary_part.added':
      return numberOf(event['summary_index']) ? { reasoning_content: '\n\n' } : undefined
    case 'response.output_text.delta':
    case 'response.refusal.delta':
      return { content: delta }
    default:
      return undefined
  }
}

/** A list of reasoning and messages. */
function wholeOf(value: Fields): Fields {
  const output = listOf(value['output']).filter(isRecord)
  const texts = (type: string, ...fields: readonly string[]) =>
    output
      .filter((item) => item['type'] === type)
      .flatMap((item) => fields.map((field) => textsOf(item[field])).find((text) => text !== '') ?? [])
      .join('\n\n')
  const usage = recordOf(value['usage'])
  const reason = textOf(recordOf(value['incomplete_details'])['reason'])
  const message = {
    reasoning: texts('reasoning', 'content', 'summary'),
    content: texts('message', 'content'),
  }
  return {
    ...value,
    choices: [
      { index: 0, message, finish_reason: reason === 'max_output_tokens' ? 'length' : reason || 'stop' },
    ],
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

/** Parts of a summary are paragraphs. */
function textsOf(value: unknown): string {
  const isSummary = listOf(value).some((part) => recordOf(part)['type'] === 'summary_text')
  return isSummary
    ? listOf(value)
        .map((part) => partsText([part]))
        .join('\n\n')
    : partsText(value)
}

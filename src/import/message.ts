import { listOf, recordOf, textOf, type Fields } from '../base/json.ts'

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
        finish_reason: reason || 'stop',
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

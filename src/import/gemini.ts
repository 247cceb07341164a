import { listOf, recordOf, textOf, type Fields } from '../base/json.ts'

/** What Gemini says, whole or a piece of it, as a chunk of OpenAI's protocol; undefined if it is none. */
export function geminiChunk(value: Fields): Fields | undefined {
  const candidates = listOf(value['candidates']).map(recordOf)
  if (!candidates.some(({ content }) => Array.isArray(recordOf(content)['parts']))) return undefined
  const usage = recordOf(value['usageMetadata'])
  return {
    id: value['responseId'],
    model: value['modelVersion'],
    choices: candidates.map(({ index, content, finishReason }) => {
      const parts = listOf(recordOf(content)['parts']).map(recordOf)
      const said = (thought: boolean) =>
        parts.map((part) => ((part['thought'] === true) === thought ? textOf(part['text']) : '')).join('')
      const reason = textOf(finishReason)
      return {
        index: index ?? 0,
        delta: { reasoning_content: said(true), content: said(false) },
        finish_reason: reason === 'MAX_TOKENS' ? 'length' : reason.toLowerCase(),
      }
    }),
    usage: {
      prompt_tokens: usage['promptTokenCount'],
      completion_tokens: usage['candidatesTokenCount'],
      total_tokens: usage['totalTokenCount'],
      reasoning_tokens: usage['thoughtsTokenCount'],
    },
  }
}

import type { Usage } from '../base/delta.ts'
import { isRecord, listOf, numberOf, recordOf } from '../base/json.ts'

/** Token counts of a chunk, wherever the server put them; undefined where it has none. */
export function usageOf(chunk: Readonly<Record<string, unknown>>): Usage | undefined {
  const usage = [
    chunk['usage'],
    recordOf(chunk['x_groq'])['usage'],
    recordOf(listOf(chunk['choices'])[0])['usage'],
  ].find(isRecord)
  return usage ? countsOf(usage) : undefined
}

function countsOf(usage: Readonly<Record<string, unknown>>): Usage {
  const completion = recordOf(usage['completion_tokens_details'])
  const prompt = recordOf(usage['prompt_tokens_details'])
  return known({
    prompt: numberOf(usage['prompt_tokens']),
    completion: numberOf(usage['completion_tokens']),
    total: numberOf(usage['total_tokens']),
    reasoning: numberOf(completion['reasoning_tokens']) ?? numberOf(usage['reasoning_tokens']),
    cached:
      numberOf(prompt['cached_tokens']) ??
      numberOf(usage['prompt_cache_hit_tokens']) ??
      numberOf(usage['num_cached_tokens']) ??
      numberOf(usage['cached_tokens']),
  })
}

type Counts = { readonly [name in keyof Usage]: number | undefined }

function known(counts: Counts): Usage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined))
}

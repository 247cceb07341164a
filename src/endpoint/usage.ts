import type { Usage } from '../base/delta.ts'
import { isRecord, listOf, numberOf, recordOf, type Fields } from '../base/json.ts'

/** What a chunk tells was counted and measured, wherever the server put it; undefined where it tells nothing. */
export function usageOf(chunk: Readonly<Record<string, unknown>>): Usage | undefined {
  const usage = [
    chunk['usage'],
    recordOf(chunk['x_groq'])['usage'],
    recordOf(listOf(chunk['choices'])[0])['usage'],
  ].find(isRecord)
  const timings = isRecord(chunk['timings']) ? chunk['timings'] : undefined
  const drafts = recordOf(chunk['sglext'])['spec_tokens_details']
  if (!usage && !timings && !isRecord(drafts)) return undefined
  const counts = usage && countsOf(usage, recordOf(chunk['metrics']))
  return { ...counts, ...(timings && ofLlama(timings)), ...(isRecord(drafts) && ofSglang(drafts)), ...counts }
}

function countsOf(usage: Fields, metrics: Fields): Usage {
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
    // Groq; vLLM and GPUStack.
    prefill: numberOf(usage['prompt_time']),
    decode: numberOf(usage['completion_time']),
    firstToken: seconds(metrics['time_to_first_token_ms'] ?? usage['time_to_first_token_ms']),
  })
}

/** llama.cpp measures, and says what a draft model did. It tells nothing of a prompt whose reading has not ended. */
function ofLlama(timings: Fields): Usage {
  return known({
    cached: numberOf(timings['cache_n']),
    prefill: seconds(timings['prompt_ms']),
    decode: seconds(timings['predicted_ms']),
    drafted: numberOf(timings['draft_n']),
    accepted: numberOf(timings['draft_n_accepted']),
  })
}

/** SGLang tells what its draft model did where `return_spec_tokens_details` asks for it. */
function ofSglang(drafts: Fields): Usage {
  return known({
    drafted: numberOf(drafts['spec_num_proposed_drafts']),
    accepted: numberOf(drafts['spec_num_correct_drafts']),
  })
}

function seconds(milliseconds: unknown): number | undefined {
  const known = numberOf(milliseconds)
  return known === undefined ? undefined : known / 1000
}

type Counts = { readonly [name in keyof Usage]: number | undefined }

function known(counts: Counts): Usage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined))
}

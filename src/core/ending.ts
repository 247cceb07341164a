import type { RunState } from './turn.ts'

/**
 * What a stream that has ended amounts to. Without a finish reason only the server's own word (`[DONE]`) tells a whole
 * answer from one that was cut: Snowflake gives no reason, Copilot and Perplexity no `[DONE]`.
 */
export function ending(reason: string | undefined, announced: boolean, answered: boolean): RunState {
  const why = whyIncomplete(reason?.toLowerCase(), announced) ?? (answered ? undefined : 'noAnswer')
  return why ? { kind: 'incomplete', why } : { kind: 'done' }
}

function whyIncomplete(reason: string | undefined, announced: boolean) {
  switch (reason) {
    case undefined:
      return announced ? undefined : 'cut'
    case 'length':
    case 'max_tokens':
    case 'max_output_tokens':
    case 'model_length':
    case 'model_context_window_exceeded':
      return 'length'
    case 'content_filter':
    case 'refusal':
    case 'safety':
    case 'sensitive':
      return 'refused'
    case 'abort':
    case 'cancelled':
    case 'error':
    case 'insufficient_system_resource':
    case 'network_error':
      return 'cut'
    default:
      return undefined // stop, tool_calls and what else servers call a natural end
  }
}

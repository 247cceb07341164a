import type { Delta } from '../base/delta.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  /** As parts only where a server wants a thought among them. */
  readonly content: string | readonly Part[]
  /** The thought of an earlier answer, in the field that its server wants it in. */
  readonly reasoning?: string
  readonly reasoning_content?: string
}

export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'thinking'; readonly thinking: readonly Part[]; readonly closed: boolean }

/** What is asked; how it is asked (model, sampling, headers) is the profile's. */
export interface CompletionRequest {
  readonly messages: readonly Message[]
}

/**
 * All that others know of a model: deltas as they come. It never throws: an expected fault is a `failed` delta, the
 * last one. An aborted stream just ends. Leaving the loop closes the connection.
 */
export type StreamCompletion = (request: CompletionRequest, signal: AbortSignal) => AsyncIterable<Delta>

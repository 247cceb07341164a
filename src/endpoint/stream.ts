import type { Delta } from '../base/delta.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What is asked; how it is asked (model, sampling, headers) is the profile's. */
export interface CompletionRequest {
  readonly messages: readonly Message[]
}

/**
 * All that others know of a model: deltas as they come. It never throws: an expected fault is a `failed` delta, the
 * last one. An aborted stream just ends. Leaving the loop closes the connection.
 */
export type StreamCompletion = (request: CompletionRequest, signal: AbortSignal) => AsyncIterable<Delta>

import type { Failure } from './failure.ts'

/** Where the server put a piece of text: a field of its own, or the content (which may hold think tags). */
export type Channel = 'reasoning' | 'content'

/** Token counts as the server gave them; absent where it gave none. */
export interface Usage {
  readonly prompt?: number
  readonly completion?: number
  readonly total?: number
  readonly reasoning?: number
  readonly cached?: number
}

/** One thing that happened on a stream, whatever server sent it. */
export type Delta =
  /** The server answered; text will follow. */
  | { readonly kind: 'accepted' }
  /** The server's own name for this answer, by which it can be told something while it writes. */
  | { readonly kind: 'named'; readonly id: string }
  /** The server refused for now; it is asked again in `delay` milliseconds. */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly delay: number }
  /** The model reads the prompt; `share` of it, from 0 to 1, is read. */
  | { readonly kind: 'reading'; readonly share: number }
  | { readonly kind: 'text'; readonly channel: Channel; readonly text: string }
  /** The model reasoned, but its text is encrypted or withheld. */
  | { readonly kind: 'hidden' }
  | { readonly kind: 'usage'; readonly usage: Usage }
  /** The first `finish_reason`, as the server wrote it. */
  | { readonly kind: 'finished'; readonly reason: string }
  /** The server said that the stream is over (`[DONE]`), with or without having given a reason. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly failure: Failure }

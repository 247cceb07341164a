import type { Failure } from './failure.ts'

/** Where the server put a piece of text: a field of its own, or the content (which may hold think tags). */
export type Channel = 'reasoning' | 'content'

/** What the server counted and measured; absent where it told nothing. */
export interface Usage {
  readonly prompt?: number
  readonly completion?: number
  readonly total?: number
  readonly reasoning?: number
  readonly cached?: number
  /** Tokens that a small model wrote ahead, and those of them that the large one took. */
  readonly drafted?: number
  readonly accepted?: number
  /** Seconds: the prompt was read, the text was written, the first token came. */
  readonly prefill?: number
  readonly decode?: number
  readonly firstToken?: number
}

/** A token that the model wrote, and how likely it was. */
export interface Token extends Candidate {
  /** What might have stood in its place, as many as the server told, itself mostly among them. */
  readonly top: readonly Candidate[]
}

export interface Candidate {
  readonly text: string
  /** In UTF-8, where these are not the bytes of its text: a token may be a part of a letter. */
  readonly bytes?: readonly number[]
  /** Natural logarithm of its probability; null where the server did not say. */
  readonly logprob: number | null
}

/** Which experts worked, as a server sends it: identifiers of experts, token by token, layer by layer. */
export interface RoutedExperts {
  /** `bare`: numbers, the shape of which is not told; `npy`: a file of NumPy; `lists`: int32, the shape of which is told. */
  readonly form: 'bare' | 'npy' | 'lists'
  /** One after another, each in a buffer of its own; absent where what came was nothing that holds bytes. */
  readonly bytes?: readonly Uint8Array<ArrayBuffer>[]
  /** Of bare numbers, what the server calls their type; `int32` where it does not. */
  readonly type?: string
  readonly shape?: readonly number[]
}

/** One thing that happened on a stream, whatever server sent it. */
export type Delta =
  /** The server answered; text will follow. */
  | { readonly kind: 'accepted' }
  /** The server's own name for this answer, by which it can be told something while it writes. */
  | { readonly kind: 'named'; readonly id: string }
  /** How the server goes on with a text is being tried out, or is known by now. */
  | { readonly kind: 'trying'; readonly known: boolean }
  /** The server refused for now; it is asked again in `delay` milliseconds. */
  | { readonly kind: 'waiting'; readonly failure: Failure; readonly delay: number }
  /** The model reads the prompt; `share` of it, from 0 to 1, is read. */
  | { readonly kind: 'reading'; readonly share: number }
  | { readonly kind: 'text'; readonly channel: Channel; readonly text: string }
  /** The model reasoned, but its text is encrypted or withheld. */
  | { readonly kind: 'hidden' }
  /** The reasoning is signed: changed or cut, its server would not take it back. */
  | { readonly kind: 'signed' }
  | { readonly kind: 'usage'; readonly usage: Usage }
  /** Tokens as they came, those of tags too. Which text they belong to, the text tells and not the delta. */
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] }
  | { readonly kind: 'experts'; readonly experts: RoutedExperts }
  /** The first `finish_reason`, as the server wrote it. */
  | { readonly kind: 'finished'; readonly reason: string }
  /** The server said that the stream is over (`[DONE]`), with or without having given a reason. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly failure: Failure }

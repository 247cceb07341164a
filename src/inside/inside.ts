import type { Delta, RoutedExperts, Token, Usage } from '../base/delta.ts'
import type { ModelCard } from '../base/modelCard.ts'
import type { Problem } from './problem.ts'
import { decodeRouting, type Routing } from './routing.ts'

/** What the server told of the inside of a turn: request by request, since a turn may have been gone on with. */
export type Inside = readonly InsideRun[]

export interface InsideRun {
  /** How much of reasoning and answer stood there before (UTF-16 units). */
  readonly from: Place
  readonly tokens: readonly Token[]
  readonly routing?: Routing
  /** Why there is no routing, though the server sent some. */
  readonly problem?: Problem
}

export interface Place {
  readonly reasoning: number
  readonly answer: number
}

/** What one request tells while it runs. */
export interface Heard {
  readonly from: Place
  readonly tokens: readonly Token[]
  readonly experts?: RoutedExperts
  readonly usage: Usage
}

/** Hears a request's deltas, for what they tell of its inside. */
export function createListener(from: Place = { reasoning: 0, answer: 0 }) {
  const tokens: Token[] = []
  let experts: RoutedExperts | undefined
  let usage: Usage = {}
  return {
    hear(delta: Delta): void {
      if (delta.kind === 'tokens') tokens.push(...delta.tokens)
      if (delta.kind === 'experts') experts = delta.experts
      if (delta.kind === 'usage') usage = { ...usage, ...delta.usage }
    },
    /** Undefined where nothing was told. */
    heard(): Heard | undefined {
      if (tokens.length === 0 && !experts) return undefined
      return { from, tokens, usage, ...(experts && { experts }) }
    },
  }
}

/** Passes deltas on, and lets somebody hear them. */
export async function* overheard(
  deltas: AsyncIterable<Delta>,
  hear: (delta: Delta) => void,
): AsyncIterable<Delta> {
  for await (const delta of deltas) {
    hear(delta)
    yield delta
  }
}

/**
 * What a turn that parted from another has of it: the tokens, of which those are its own that its text says. Experts
 * cannot be told apart so, and are left out.
 */
export function inherited(inside: Inside | undefined, at: Place): Inside {
  return (inside ?? [])
    .filter(({ from, tokens }) => tokens.length > 0 && from.reasoning < at.reasoning)
    .map(({ from, tokens }) => ({ from, tokens }))
}

/** What was heard, experts decoded. */
export function insideOf({ from, tokens, experts, usage }: Heard, card: ModelCard | undefined): InsideRun {
  return { from, tokens, ...(experts && decodeRouting(experts, usage, card)) }
}

import { firstIndex } from '../base/firstIndex.ts'
import type { Candidate, Token } from '../base/delta.ts'
import type { PlacedToken, PlacedTokens } from './placedTokens.ts'
import type { Step } from './step.ts'
import type { Offset, Span } from './text.ts'

/** How sure the model was of what it wrote in a span: of the tokens whose probability is known. */
export interface Certainty {
  readonly tokens: number
  /** Of the probabilities. */
  readonly mean: number
  readonly lowest: number
  /** Where the token with the lowest one stands. */
  readonly at: Offset
  /**
   * Mean of the bits of each token's choice, as far as the alternatives tell that the server gave: it was at least so
   * much. Absent where it gave none.
   */
  readonly entropy?: number
  /** Which share of the span's characters these tokens wrote. */
  readonly covered: number
}

/** Undefined where nothing is known of any token that begins in the span. */
export function certaintyOf(span: Span, placed: PlacedTokens): Certainty | undefined {
  let tokens = 0
  let sum = 0
  let characters = 0
  let bits = 0
  let withTop = 0
  let lowest: { readonly probability: number; readonly at: Offset } | undefined
  for (let index = firstFrom(placed, span.from); ; index++) {
    const each = placed[index]
    if (!each || each.at >= span.to) break
    const probability = probabilityOf(each.token)
    if (probability === undefined) continue
    tokens++
    sum += probability
    characters += Math.min(each.span.to, span.to) - Math.max(each.span.from, span.from)
    if (!lowest || probability < lowest.probability) lowest = { probability, at: each.at }
    const own = entropyOf(each.token)
    if (own === undefined) continue
    bits += own
    withTop++
  }
  if (!lowest) return undefined
  return {
    tokens,
    mean: sum / tokens,
    lowest: lowest.probability,
    at: lowest.at,
    ...(withTop > 0 && { entropy: bits / withTop }),
    covered: span.to > span.from ? Math.min(1, characters / (span.to - span.from)) : 0,
  }
}

function probabilityOf({ logprob }: Candidate): number | undefined {
  return logprob === null ? undefined : Math.exp(logprob)
}

/** In bits, over the alternatives that are known and the token itself; undefined where none is known. */
export function entropyOf(token: Token): number | undefined {
  if (token.top.length === 0) return undefined
  const all = token.top.some((each) => isSame(each, token)) ? token.top : [token, ...token.top]
  let bits = 0
  for (const each of all) {
    const probability = probabilityOf(each)
    if (probability !== undefined && probability > 0) bits -= probability * Math.log2(probability)
  }
  return bits
}

/** What might have stood there instead, the likeliest first. */
export function alternativesTo(token: Token): readonly Candidate[] {
  return token.top
    .filter((each) => !isSame(each, token))
    .toSorted((one, other) => (other.logprob ?? -Infinity) - (one.logprob ?? -Infinity))
}

/** The tokens that begin in a span. */
export function tokensIn(span: Span, placed: PlacedTokens): readonly PlacedToken[] {
  return placed.slice(firstFrom(placed, span.from), firstFrom(placed, span.to))
}

/** The tenth of the statements that the model was least sure of by their mean, in the order of the text; at least one. */
export function unsureStatements(steps: readonly Step[], placed: PlacedTokens): readonly Step[] {
  const known = steps
    .filter(({ level }) => level === 'statement')
    .flatMap((step) => {
      const certainty = certaintyOf(step.span, placed)
      return certainty ? [{ step, mean: certainty.mean }] : []
    })
  const count = Math.ceil(known.length / 10)
  return known
    .toSorted((one, other) => one.mean - other.mean)
    .slice(0, count)
    .map(({ step }) => step)
    .toSorted((one, other) => one.span.from - other.span.from)
}

function isSame(one: Candidate, other: Candidate): boolean {
  return one.text === other.text && String(one.bytes) === String(other.bytes)
}

/** The index of the first token that begins at an offset or after it. */
function firstFrom(placed: PlacedTokens, offset: Offset): number {
  return firstIndex(placed.length, (index) => (placed[index]?.at ?? offset) >= offset)
}

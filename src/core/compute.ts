import type { Usage } from '../base/delta.ts'
import type { ModelCard } from '../base/modelCard.ts'
import { costOf, generatedTokens, type Prices } from '../base/prices.ts'

/** What a model does for one token: an estimate, of two operations a parameter, without those of the attention. */
export interface PerToken {
  /** Which share of the parameters works. */
  readonly share?: number
  readonly flops: number
  /** What a dense model would need that has as many parameters. */
  readonly dense?: number
}

/** Undefined where it is not known how many parameters work. */
export function perToken({ total, active }: ModelCard): PerToken | undefined {
  if (active === undefined) return undefined
  const flops = 2 * active * 1e9
  return total === undefined ? { flops } : { share: active / total, flops, dense: 2 * total * 1e9 }
}

/** What a turn took, as far as the server's counts and the model's card tell. */
export interface Compute {
  readonly perToken?: PerToken
  /** Operations to read that part of the prompt which was not in the cache, and to write all that was written. */
  readonly prefill?: number
  readonly decode?: number
  /** What both would have taken in a dense model of the same size. */
  readonly dense?: number
  /** Watt-hours, by what somebody measured of a generated token. */
  readonly energy?: number
  /** Which share of the prompt was in the cache, and of the tokens written ahead was taken. */
  readonly cached?: number
  readonly taken?: number
  readonly cost?: number
}

/** What the server did not count, or the card does not know, is absent. `prices` go before those of the card. */
export function computeOf(usage: Usage, card: ModelCard | undefined, prices: Prices | undefined): Compute {
  const each = card && perToken(card)
  const written = generatedTokens(usage)
  const { prompt, cached, drafted, accepted } = usage
  const read = prompt === undefined ? undefined : prompt - Math.min(prompt, cached ?? 0)
  const charged = prices ?? card?.prices
  const times = (count: number | undefined, by: number | undefined) =>
    count === undefined || by === undefined ? undefined : count * by
  const known = {
    perToken: each,
    prefill: times(read, each?.flops),
    decode: times(written, each?.flops),
    dense:
      read === undefined ? undefined : times(written === undefined ? undefined : read + written, each?.dense),
    energy: times(written, card?.energy === undefined ? undefined : card.energy / 1e6),
    cached: prompt && cached !== undefined ? Math.min(1, cached / prompt) : undefined,
    taken: drafted && accepted !== undefined ? accepted / drafted : undefined,
    cost: charged && costOf(usage, charged),
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) as Compute
}

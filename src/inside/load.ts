import type { Routing } from './routing.ts'

/** How often each expert of each layer worked on some tokens. */
export interface Load {
  readonly tokens: number
  readonly layers: number
  readonly experts: number
  /** Layer by layer. */
  readonly counts: Uint32Array<ArrayBuffer>
}

/** Of these rows; of all where none are named. */
export function loadOf(routing: Routing, rows?: Iterable<number>): Load {
  const { layers, experts, topK, ids } = routing
  const counts = new Uint32Array(layers * experts)
  let tokens = 0
  for (const row of rows ?? Array(routing.rows).keys()) {
    tokens++
    let at = row * layers * topK
    for (let base = 0; base < counts.length; base += experts) {
      for (let rank = 0; rank < topK; rank++) {
        const place = base + (ids[at++] ?? 0)
        counts[place] = (counts[place] ?? 0) + 1
      }
    }
  }
  return { tokens, layers, experts, counts }
}

/** What several loads are together; they must be of one model. */
export function sumOfLoads(loads: readonly Load[]): Load | undefined {
  const [first, ...others] = loads
  if (!first) return undefined
  const counts = first.counts.slice()
  for (const load of others)
    for (let at = 0; at < counts.length; at++) counts[at] = (counts[at] ?? 0) + (load.counts[at] ?? 0)
  return { ...first, tokens: loads.reduce((sum, { tokens }) => sum + tokens, 0), counts }
}

/** In bits, how evenly the work of each layer was spread: at most the logarithm of the number of experts. */
export function entropies({ layers, experts, counts }: Load): readonly number[] {
  return Array.from({ length: layers }, (_, layer) => {
    const own = counts.subarray(layer * experts, (layer + 1) * experts)
    const all = own.reduce((sum, count) => sum + count, 0)
    let bits = 0
    for (const count of own) if (count > 0) bits -= (count / all) * Math.log2(count / all)
    return bits
  })
}

/** An expert that works more on some tokens than on all. */
export interface Particular {
  readonly layer: number
  readonly expert: number
  /** How often it worked on these tokens, and on all. */
  readonly count: number
  readonly all: number
  /** Its share of the work on these, by its share of the work on all. */
  readonly lift: number
}

/** The experts most particular to a part of the tokens; what happened less often than `least` may be chance. */
export function particularTo(part: Load, whole: Load, most: number, least = 5): readonly Particular[] {
  if (part.tokens === 0) return []
  const found: Particular[] = []
  for (const [at, count] of part.counts.entries()) {
    const all = whole.counts[at] ?? 0
    if (count < least || all === 0) continue
    const lift = count / part.tokens / (all / whole.tokens)
    found.push({ layer: Math.floor(at / part.experts), expert: at % part.experts, count, all, lift })
  }
  return found.toSorted((one, other) => other.lift - one.lift || other.count - one.count).slice(0, most)
}

/** From 0 to 1, how much of the work of both was done by the same experts: the mean of the layers. */
export function overlapOf(one: Load, other: Load): number {
  if (one.tokens === 0 || other.tokens === 0) return 0
  let common = 0
  const [works, others] = [sumOf(one), sumOf(other)]
  for (const [at, count] of one.counts.entries())
    common += Math.min(count / works, (other.counts[at] ?? 0) / others)
  return common
}

function sumOf({ counts }: Load): number {
  return counts.reduce((sum, count) => sum + count, 0)
}

import type { Kind, Level, StepId } from '../core/step.ts'
import { entropies, overlapOf, particularTo } from './load.ts'
import { kindLoads, type LaidRouting } from './rows.ts'
import { stepsOf, type Measured } from './stats.ts'

/** How often an expert worked. */
export interface ExpertRow {
  readonly layer: number
  readonly expert: number
  readonly count: number
  /** Of the work of its layer. */
  readonly share: number
}

/** Those that worked at all, layer by layer; layers are numbered as in the model. */
export function* expertRows({ whole, routing }: LaidRouting): Generator<ExpertRow> {
  const all = whole.tokens * routing.topK
  for (const [at, count] of whole.counts.entries())
    if (count > 0)
      yield {
        layer: routing.firstLayer + Math.floor(at / whole.experts),
        expert: at % whole.experts,
        count,
        share: count / all,
      }
}

export interface LayerRow {
  readonly layer: number
  readonly tokens: number
  readonly entropyBits: number
  /** The most that it could be. */
  readonly mostBits: number
  /** How many worked at all, and which worked most. */
  readonly working: number
  readonly busiest: number
  readonly busiestShare: number
}

export function layerRows({ whole, routing }: LaidRouting): readonly LayerRow[] {
  return entropies(whole).map((entropyBits, layer) => {
    const own = whole.counts.subarray(layer * whole.experts, (layer + 1) * whole.experts)
    const most = own.reduce((largest, count) => Math.max(largest, count), 0)
    return {
      layer: routing.firstLayer + layer,
      tokens: whole.tokens,
      entropyBits,
      mostBits: Math.log2(whole.experts),
      working: own.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0),
      busiest: own.indexOf(most),
      busiestShare: whole.tokens > 0 ? most / (whole.tokens * routing.topK) : 0,
    }
  })
}

export interface LiftRow {
  readonly kind: Kind
  readonly layer: number
  readonly expert: number
  readonly count: number
  readonly all: number
  readonly lift: number
  /** Tokens of steps of this kind. */
  readonly tokens: number
}

/** For each kind of step, the experts that are most particular to it. */
export function liftRows(measured: Measured, most = 20): readonly LiftRow[] {
  const { routing } = measured
  if (!routing) return []
  const { kinds, all } = kindLoads(measured.value.steps, routing)
  return [...kinds].flatMap(([kind, load]) =>
    particularTo(load, all, most).map((each) => ({
      kind,
      ...each,
      layer: routing.routing.firstLayer + each.layer,
      tokens: load.tokens,
    })),
  )
}

export interface OverlapRow {
  readonly step: StepId
  readonly other: StepId
  readonly overlap: number
}

/** Of each step with each that follows it. */
export function* overlapRows(measured: Measured, level: Level): Generator<OverlapRow> {
  const { routing } = measured
  if (!routing) return
  const loads = stepsOf(measured, level)
    .map(({ id, span }) => ({ id, load: routing.of(span) }))
    .filter(({ load }) => load.tokens > 0)
  for (const [index, one] of loads.entries())
    for (const other of loads.slice(index + 1))
      yield { step: one.id, other: other.id, overlap: overlapOf(one.load, other.load) }
}

import type { StepId } from './step.ts'

/** What is known of the inside of a turn, as far as a page shows it of all its steps. */
export interface InsideTold {
  /** Absent where the server told no probabilities. */
  readonly sure?: {
    /** By step: mean and lowest probability, and bits (null where no alternatives are known). */
    readonly steps: Readonly<Record<StepId, readonly [mean: number, lowest: number, bits: number | null]>>
    readonly whole: readonly [mean: number, lowest: number, bits: number | null]
    /** Which share of the reasoning the tokens say. */
    readonly covered: number
    /** The least sure statements, in order. */
    readonly unsure: readonly StepId[]
  }
  /** Absent where it told no experts. */
  readonly experts?: {
    /** How they were laid on the steps. */
    readonly by: 'tokens' | 'share'
    /** The number in the model of the first layer that routes. */
    readonly firstLayer: number
    readonly topK: number
    readonly load: LoadTold
  }
  /** Why what was sent cannot be shown. */
  readonly problem?: string
}

export interface LoadTold {
  readonly tokens: number
  readonly layers: number
  readonly experts: number
  /** How often each expert worked, layer by layer. */
  readonly counts: readonly number[]
  /** Bits of each layer. */
  readonly entropies: readonly number[]
}

/** The same of one step. */
export interface StepInside {
  readonly step: StepId
  /** In order; empty where they are not known, or there are too many. */
  readonly tokens: readonly TokenTold[]
  /** How many there are, where that is more than a page has room for. */
  readonly tooMany?: number
  readonly load?: LoadTold
  /** Experts that are particular to its kind. */
  readonly particular: readonly {
    readonly layer: number
    readonly expert: number
    readonly count: number
    readonly all: number
    readonly lift: number
  }[]
  /** How far the step before it and it were the work of the same experts. */
  readonly overlap?: number
  /** The same of each other phase or step, where it is one; of statements there are too many. */
  readonly overlaps?: Readonly<Record<StepId, number>>
}

export interface TokenTold {
  readonly text: string
  /** Where it begins in the reasoning. */
  readonly at: number
  readonly probability: number | null
  /** The likeliest first. */
  readonly others: readonly { readonly text: string; readonly probability: number | null }[]
}

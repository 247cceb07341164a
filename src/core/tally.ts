import { kinds, type Kind } from './step.ts'

/** What speaks for each kind. One such object serves many statements. */
export interface Tally {
  /** In the order of `kinds`. */
  readonly sums: Float64Array
  /** The greatest weight, and why it was given. */
  readonly most: Float64Array
  readonly reasons: string[]
}

/** The place of each kind in a tally. */
export const rank = Object.fromEntries(kinds.map((kind, index) => [kind, index])) as Readonly<
  Record<Kind, number>
>

export function createTally(): Tally {
  const { length } = kinds
  return { sums: new Float64Array(length), most: new Float64Array(length), reasons: kinds.map(() => '') }
}

export function clear({ sums, most, reasons }: Tally) {
  for (let index = 0; index < sums.length; index++) {
    sums[index] = 0
    most[index] = 0
    reasons[index] = ''
  }
}

export function add(tally: Tally, kind: Kind, weight: number, why: string) {
  addAt(tally, rank[kind], weight, why)
}

export function addAt({ sums, most, reasons }: Tally, index: number, weight: number, why: string) {
  sums[index] = (sums[index] ?? 0) + weight
  if (weight <= (most[index] ?? 0)) return
  most[index] = weight
  reasons[index] = why
}

/** Another way announced as a plan is a branch. */
export function turnPlanInto(kind: Kind, tally: Tally) {
  const plan = tally.sums[rank.plan] ?? 0
  tally.sums[rank.plan] = 0
  if (plan > 0) add(tally, kind, plan, 'another way')
}

/** Nothing else was said: whatever the opening spoke for, wins. */
export function favour(opening: string, tally: Tally) {
  let kind: Kind | undefined
  let most = 0
  for (const other of kinds) {
    const sum = tally.sums[rank[other]] ?? 0
    if (other === 'derive' || sum <= most) continue
    kind = other
    most = sum
  }
  if (kind) add(tally, kind, 3, `says only “${opening}”`)
}

/** The kind that most speaks for, and why. */
export function best({ sums, reasons }: Tally): { readonly kind: Kind; readonly why: string } {
  let first = rank.derive
  let most = sums[first] ?? 0
  for (let index = 0; index < sums.length; index++) {
    const sum = sums[index] ?? 0
    if (sum <= most) continue
    first = index
    most = sum
  }
  return { kind: kinds[first] ?? 'derive', why: reasons[first] ?? '' }
}

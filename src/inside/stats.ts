import { dayOf } from '../base/day.ts'
import type { ModelCard } from '../base/modelCard.ts'
import type { Prices } from '../base/prices.ts'
import { certaintyOf } from '../core/certainty.ts'
import { computeOf, perToken, type Compute } from '../core/compute.ts'
import { figuresOf, turnFigures } from '../core/figures.ts'
import { restoreTurn } from '../core/kept.ts'
import type { PlacedTokens } from '../core/placedTokens.ts'
import type { Kind, Level, Step, StepId } from '../core/step.ts'
import { wholeSpan, type Span } from '../core/text.ts'
import { titleAt } from '../core/titles.ts'
import type { TurnValue } from '../core/turn.ts'
import type { Head } from '../traces/head.ts'
import type { DocumentTurn } from '../traces/document.ts'
import { keptOf } from '../traces/turns.ts'
import type { Inside } from './inside.ts'
import { entropies } from './load.ts'
import { layRouting, placeRuns, type LaidRouting } from './rows.ts'

/** A turn with all that is known of its inside. */
export interface Measured {
  readonly head: Head
  readonly value: TurnValue
  readonly placed: PlacedTokens
  readonly routing: LaidRouting | undefined
  readonly card: ModelCard | undefined
}

/** What became of a part of a turn, in plain figures; what is not known is absent. */
export interface StatsRow {
  readonly day?: string
  readonly model: string
  readonly level: 'trace' | Level | 'kind'
  readonly step?: StepId
  readonly kind?: Kind
  readonly title?: string
  readonly tokens: number
  /** By characters, since the server did not count. */
  readonly estimated: boolean
  readonly seconds?: number
  readonly prompt?: number
  readonly cached?: number
  readonly cachedShare?: number
  readonly drafted?: number
  readonly accepted?: number
  readonly acceptedShare?: number
  readonly firstTokenSeconds?: number
  readonly prefillSeconds?: number
  readonly decodeSeconds?: number
  readonly tokensPerSecond?: number
  readonly card?: string
  readonly share?: number
  readonly prefillFlops?: number
  readonly flops?: number
  readonly denseFlops?: number
  readonly wattHours?: number
  readonly cost?: number
  readonly currency?: string
  readonly pricesAsOf?: string
  readonly meanProbability?: number
  readonly lowestProbability?: number
  readonly entropyBits?: number
  readonly knownShare?: number
  readonly routedTokens?: number
  readonly expertEntropyBits?: number
  readonly laidBy?: LaidRouting['by']
}

export function measure(
  turn: DocumentTurn,
  inside: Inside | undefined,
  card: ModelCard | undefined,
): Measured {
  const value = restoreTurn(keptOf(turn))
  const runs = inside ?? []
  const placed = placeRuns(runs, value)
  return { head: turn.head, value, placed, routing: layRouting(runs, value, placed), card }
}

export function traceRow(measured: Measured): StatsRow {
  const { head, value, card } = measured
  const { usage, times } = value
  const figures = turnFigures(value, times.latest)
  const compute = computeOf(usage, card, head.prices)
  return {
    ...named(measured),
    level: 'trace',
    tokens: figures.tokens,
    estimated: figures.estimated,
    ...given({
      seconds: times.latest > 0 ? figures.elapsed : undefined,
      prompt: usage.prompt,
      cached: usage.cached,
      cachedShare: compute.cached,
      drafted: usage.drafted,
      accepted: usage.accepted,
      acceptedShare: compute.taken,
      firstTokenSeconds: usage.firstToken ?? figures.firstText,
      prefillSeconds: usage.prefill,
      decodeSeconds: usage.decode,
      tokensPerSecond: figures.tokensPerSecond,
    }),
    ...computed(compute, card, head.prices),
    ...sureness(measured, wholeSpan(value.reasoning)),
    ...routed(measured, undefined),
  }
}

/** A row for each step of a level. */
export function* stepRows(measured: Measured, level: Level): Generator<StatsRow> {
  const { steps, reasoning } = measured.value
  for (const [index, step] of steps.entries()) {
    if (step.level !== level) continue
    yield {
      ...named(measured),
      level,
      step: step.id,
      kind: step.kind,
      title: titleAt(steps, index, reasoning),
      ...spanRow(measured, step.span),
    }
  }
}

/** A row for each kind of step: all statements of that kind together. */
export function* kindRows(measured: Measured): Generator<StatsRow> {
  const rows = new Map<Kind, StatsRow[]>()
  for (const row of stepRows(measured, 'statement'))
    if (row.kind) rows.set(row.kind, [...(rows.get(row.kind) ?? []), row])
  for (const [kind, all] of rows) {
    const known = all.filter(({ meanProbability }) => meanProbability !== undefined)
    const weights = known.reduce((sum, { tokens }) => sum + tokens, 0)
    const mean = (name: 'meanProbability' | 'entropyBits') =>
      weights === 0 ? undefined : known.reduce((sum, row) => sum + (row[name] ?? 0) * row.tokens, 0) / weights
    const [first] = all
    yield {
      ...named(measured),
      level: 'kind',
      kind,
      tokens: total(all, 'tokens') ?? 0,
      estimated: first?.estimated ?? true,
      ...given({
        seconds: total(all, 'seconds'),
        card: first?.card,
        share: first?.share,
        flops: total(all, 'flops'),
        denseFlops: total(all, 'denseFlops'),
        wattHours: total(all, 'wattHours'),
        cost: total(all, 'cost'),
        currency: first?.currency,
        pricesAsOf: first?.pricesAsOf,
        meanProbability: mean('meanProbability'),
        lowestProbability:
          known.length > 0 ? Math.min(...known.map((row) => row.lowestProbability ?? 1)) : undefined,
        entropyBits: known.every((row) => row.entropyBits !== undefined) ? mean('entropyBits') : undefined,
      }),
    }
  }
}

/** All traces of a day and a currency together. */
export interface DayRow {
  readonly day: string
  readonly traces: number
  readonly tokens: number
  readonly estimated: boolean
  /** Of the traces of which it is known; absent where that is none. */
  readonly prompt?: number
  readonly cached?: number
  readonly drafted?: number
  readonly accepted?: number
  readonly seconds?: number
  readonly prefillFlops?: number
  readonly flops?: number
  readonly denseFlops?: number
  /** Of how many traces the operations are known, and of how many the energy. */
  readonly computed?: number
  readonly wattHours?: number
  readonly measured?: number
  readonly cost?: number
  readonly currency?: string
}

export function dayRows(rows: Iterable<StatsRow>): readonly DayRow[] {
  const days = new Map<string, DayRow>()
  for (const row of rows) {
    const { day = '', currency = '' } = row
    const before = days.get(`${day} ${currency}`)
    days.set(`${day} ${currency}`, {
      day,
      traces: (before?.traces ?? 0) + 1,
      tokens: (before?.tokens ?? 0) + row.tokens,
      estimated: row.estimated || before?.estimated === true,
      ...given({
        prompt: plus(before?.prompt, row.prompt),
        cached: plus(before?.cached, row.cached),
        drafted: plus(before?.drafted, row.drafted),
        accepted: plus(before?.accepted, row.accepted),
        seconds: plus(before?.seconds, row.seconds),
        prefillFlops: plus(before?.prefillFlops, row.prefillFlops),
        flops: plus(before?.flops, row.flops),
        denseFlops: plus(before?.denseFlops, row.denseFlops),
        computed: plus(before?.computed, oneOf(row.flops)),
        wattHours: plus(before?.wattHours, row.wattHours),
        measured: plus(before?.measured, oneOf(row.wattHours)),
        cost: plus(before?.cost, row.cost),
        currency: row.currency,
      }),
    })
  }
  return [...days.values()].toSorted((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
}

/** What is not known adds nothing, and is not 0. */
function plus(sum: number | undefined, more: number | undefined): number | undefined {
  return sum === undefined ? more : more === undefined ? sum : sum + more
}

/** A trace of which it is known counts. */
function oneOf(value: number | undefined): number | undefined {
  return value === undefined ? undefined : 1
}

/** Tokens of a span, and what they took: they are written, so of the prompt there is nothing in it. */
function spanRow(measured: Measured, span: Span): Omit<StatsRow, 'model' | 'level'> {
  const { value, card, head } = measured
  const figures = figuresOf(span, value)
  const compute = computeOf({ prompt: 0, completion: figures.tokens }, card, head.prices)
  return {
    tokens: figures.tokens,
    estimated: figures.estimated,
    ...given({ seconds: figures.seconds }),
    ...computed(compute, card, head.prices),
    ...sureness(measured, span),
    ...routed(measured, span),
  }
}

function named({ head }: Measured): Pick<StatsRow, 'day' | 'model'> {
  const asked = Date.parse(head.asked)
  return { ...(!Number.isNaN(asked) && { day: dayOf(asked) }), model: head.model }
}

function computed(
  compute: Compute,
  card: ModelCard | undefined,
  prices: Prices | undefined,
): Partial<StatsRow> {
  const charged = prices ?? card?.prices
  return given({
    card: card?.name || undefined,
    share: card && perToken(card)?.share,
    prefillFlops: compute.prefill || undefined,
    flops: compute.decode,
    denseFlops: compute.dense,
    wattHours: compute.energy,
    cost: compute.cost,
    currency: compute.cost === undefined ? undefined : charged?.currency,
    pricesAsOf: compute.cost === undefined ? undefined : charged?.asOf,
  })
}

function sureness({ placed }: Measured, span: Span): Partial<StatsRow> {
  const certainty = certaintyOf(span, placed)
  if (!certainty) return {}
  const { mean, lowest, entropy, covered } = certainty
  return given({
    meanProbability: mean,
    lowestProbability: lowest,
    entropyBits: entropy,
    knownShare: covered,
  })
}

function routed({ routing }: Measured, span: Span | undefined): Partial<StatsRow> {
  if (!routing) return {}
  const load = span ? routing.of(span) : routing.whole
  const bits = entropies(load)
  return {
    routedTokens: load.tokens,
    ...(load.tokens > 0 && { expertEntropyBits: bits.reduce((sum, each) => sum + each, 0) / bits.length }),
    laidBy: routing.by,
  }
}

function total(rows: readonly StatsRow[], name: keyof StatsRow): number | undefined {
  const known = rows.map((row) => row[name]).filter((value) => typeof value === 'number')
  return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) : undefined
}

/** Without what is undefined. */
function given<T extends object>(values: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>
  }
}

export function isStepLevel(level: string): level is Level {
  return level === 'phase' || level === 'step' || level === 'statement'
}

export function stepsOf({ value }: Measured, level: Level): readonly Step[] {
  return value.steps.filter((step) => step.level === level)
}

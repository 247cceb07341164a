import { tokensIn } from '../core/certainty.ts'
import { placeTokens, type PlacedToken, type PlacedTokens } from '../core/placedTokens.ts'
import { kinds, type Kind, type Step } from '../core/step.ts'
import { advance, type Span } from '../core/text.ts'
import type { Inside, Place } from './inside.ts'
import { loadOf, sumOfLoads, type Load } from './load.ts'
import type { Routing } from './routing.ts'

/** The experts of a turn, laid on its reasoning. */
export interface LaidRouting {
  /** By its own tokens, or where their texts are not known, by the share of the characters. */
  readonly by: 'tokens' | 'share'
  /** Of the tokens that begin in these spans of the reasoning. */
  readonly of: (...spans: readonly Span[]) => Load
  readonly whole: Load
  readonly routing: Routing
}

interface Texts {
  readonly reasoning: string
  readonly answer: string
}

/** The tokens of the reasoning; each request's are laid on what it wrote. */
export function placeRuns(inside: Inside, texts: Texts): PlacedTokens {
  const { reasoning, answer } = texts
  let before = 0
  return inside.flatMap(({ tokens, from }, index) => {
    const to = endOf(inside, index, texts)
    const written = {
      reasoning: reasoning.slice(from.reasoning, to.reasoning),
      answer: answer.slice(from.answer, to.answer),
    }
    const first = before
    before += tokens.length
    const moved = (at: PlacedToken['at']) => advance(at, from.reasoning)
    return placeTokens(tokens, written).reasoning.map((each) => ({
      ...each,
      index: each.index + first,
      at: moved(each.at),
      span: { from: moved(each.span.from), to: moved(each.span.to) },
    }))
  })
}

/** Where the next request begins, or all ends. */
function endOf(inside: Inside, index: number, { reasoning, answer }: Texts): Place {
  return inside[index + 1]?.from ?? { reasoning: reasoning.length, answer: answer.length }
}

/** Undefined where no experts are known, or those of several requests do not fit together. */
export function layRouting(inside: Inside, texts: Texts, placed: PlacedTokens): LaidRouting | undefined {
  const parts: { readonly routing: Routing; readonly rowsIn: (span: Span) => Iterable<number> }[] = []
  let before = 0
  let shared = false
  for (const [index, { routing, tokens, from }] of inside.entries()) {
    const first = before
    before += tokens.length
    if (!routing) continue
    const told = tokens.length === routing.rows + 1
    shared ||= !told
    const next = endOf(inside, index, texts)
    const rowsIn = told
      ? (span: Span) => rowsOfTokens(span, placed, first, routing.rows)
      : (span: Span) => rowsByShare(span, from, next, routing.rows)
    parts.push({ routing, rowsIn })
  }
  const [one] = parts
  if (!one || parts.some(({ routing }) => !isAlike(routing, one.routing))) return undefined
  const sum = (loads: readonly Load[]) => sumOfLoads(loads) ?? loadOf(one.routing, [])
  return {
    by: shared ? 'share' : 'tokens',
    of: (...spans) => sum(parts.map(({ routing, rowsIn }) => loadOf(routing, eachOf(spans, rowsIn)))),
    whole: sum(parts.map(({ routing }) => loadOf(routing))),
    routing: one.routing,
  }
}

function* eachOf(spans: readonly Span[], rowsIn: (span: Span) => Iterable<number>): Generator<number> {
  for (const span of spans) yield* rowsIn(span)
}

/** The work on the statements of each kind that there is, and on all of them. */
export function kindLoads(steps: readonly Step[], routing: LaidRouting) {
  const statements = steps.filter(({ level }) => level === 'statement')
  const spansOf = (kind: Kind) => statements.flatMap((step) => (step.kind === kind ? [step.span] : []))
  const loads = kinds.map((kind) => [kind, routing.of(...spansOf(kind))] as const)
  return {
    kinds: new Map(loads.filter(([, { tokens }]) => tokens > 0)),
    all: sumOfLoads(loads.map(([, load]) => load)) ?? routing.whole,
  }
}

function isAlike(one: Routing, other: Routing): boolean {
  return one.layers === other.layers && one.experts === other.experts && one.topK === other.topK
}

function* rowsOfTokens(span: Span, placed: PlacedTokens, first: number, rows: number): Generator<number> {
  for (const { index } of tokensIn(span, placed)) {
    const row = index - first
    if (row >= 0 && row < rows) yield row
  }
}

/** As if every token were as long: reasoning first, then the answer. */
function* rowsByShare(
  span: Span,
  from: { readonly reasoning: number; readonly answer: number },
  to: { readonly reasoning: number; readonly answer: number },
  rows: number,
): Generator<number> {
  const thought = to.reasoning - from.reasoning
  const all = thought + to.answer - from.answer
  if (all <= 0) return
  const rowAt = (offset: number) =>
    Math.round((Math.min(Math.max(offset - from.reasoning, 0), thought) / all) * rows)
  for (let row = rowAt(span.from); row < rowAt(span.to); row++) yield row
}

import { alternativesTo, certaintyOf, tokensIn, unsureStatements, type Certainty } from '../core/certainty.ts'
import type { Candidate } from '../base/delta.ts'
import type { Say } from '../base/say.ts'
import type { InsideTold, LoadTold, StepInside } from '../core/insideTold.ts'
import type { PlacedTokens } from '../core/placedTokens.ts'
import { indexOfStep } from '../core/query.ts'
import type { Kind, Step, StepId } from '../core/step.ts'
import { wholeSpan } from '../core/text.ts'
import type { TurnValue } from '../core/turn.ts'
import type { Inside } from './inside.ts'
import { entropies, overlapOf, particularTo, type Load } from './load.ts'
import { problemSentence, type Problem } from './problem.ts'
import { kindLoads, layRouting, placeRuns, type LaidRouting } from './rows.ts'

/** The inside of a turn, laid on its text. */
export interface LaidInside {
  readonly value: Pick<TurnValue, 'reasoning' | 'answer' | 'steps'>
  readonly placed: PlacedTokens
  readonly routing: LaidRouting | undefined
  /** Worked out once, when it is first asked for: it is of the whole trace. */
  readonly byKind: () => ReturnType<typeof kindLoads> | undefined
  readonly problem: Problem | undefined
}

export function layInside(inside: Inside, value: LaidInside['value']): LaidInside {
  const placed = placeRuns(inside, value)
  const problem = inside.find((run) => run.problem !== undefined)?.problem
  const routing = layRouting(inside, value, placed)
  let byKind: ReturnType<typeof kindLoads> | undefined
  return {
    value,
    placed,
    routing,
    byKind: () => (byKind ??= routing && kindLoads(value.steps, routing)),
    problem,
  }
}

export function tellInside({ value, placed, routing, problem }: LaidInside, say?: Say): InsideTold {
  const whole = certaintyOf(wholeSpan(value.reasoning), placed)
  return {
    ...(whole && {
      sure: {
        steps: Object.fromEntries(
          value.steps.flatMap(({ id, span }) => {
            const certainty = certaintyOf(span, placed)
            return certainty ? [[id, figures(certainty)]] : []
          }),
        ),
        whole: figures(whole),
        covered: whole.covered,
        unsure: unsureStatements(value.steps, placed).map(({ id }) => id),
      },
    }),
    ...(routing && {
      experts: {
        by: routing.by,
        firstLayer: routing.routing.firstLayer,
        topK: routing.routing.topK,
        load: told(routing.whole),
      },
    }),
    ...(problem !== undefined && { problem: problemSentence(problem, say) }),
  }
}

/** Tokens of a step that are told one by one. */
const mostTokens = 400
const mostParticular = 5

/** Undefined where there is no such step. */
export function tellStep(laid: LaidInside, id: StepId): StepInside | undefined {
  const { value, placed, routing } = laid
  const index = indexOfStep(value.steps, id)
  const step = value.steps[index]
  if (!step) return undefined
  const tokens = tokensIn(step.span, placed)
  const load = routing?.of(step.span)
  const before = value.steps.slice(0, index).findLast(({ level }) => level === step.level)
  return {
    step: id,
    tokens:
      tokens.length > mostTokens
        ? []
        : tokens.map(({ token, span }) => ({
            text: value.reasoning.slice(span.from, span.to),
            at: span.from,
            probability: rounded(token),
            others: alternativesTo(token).map((other) => ({ text: other.text, probability: rounded(other) })),
          })),
    ...(tokens.length > mostTokens && { tooMany: tokens.length }),
    ...(load && { load: told(load) }),
    particular: particularOf(laid, step.kind),
    ...(routing && load && before && { overlap: overlapOf(load, routing.of(before.span)) }),
    ...(routing &&
      load &&
      step.level !== 'statement' && { overlaps: overlapsOf(value.steps, step, load, routing) }),
  }
}

function overlapsOf(
  steps: readonly Step[],
  step: Step,
  load: Load,
  routing: LaidRouting,
): StepInside['overlaps'] {
  const others = steps.filter(({ level, id }) => level === step.level && id !== step.id)
  return Object.fromEntries(others.map(({ id, span }) => [id, overlapOf(load, routing.of(span))]))
}

function particularOf({ routing, byKind }: LaidInside, kind: Kind): StepInside['particular'] {
  const { kinds, all } = byKind() ?? {}
  const own = kinds?.get(kind)
  if (!routing || !own || !all) return []
  return particularTo(own, all, mostParticular).map((each) => ({
    ...each,
    layer: each.layer + routing.routing.firstLayer,
  }))
}

function told(load: Load): LoadTold {
  const { tokens, layers, experts, counts } = load
  return { tokens, layers, experts, counts: [...counts], entropies: entropies(load) }
}

function figures({ mean, lowest, entropy }: Certainty): readonly [number, number, number | null] {
  return [round(mean), round(lowest), entropy === undefined ? null : round(entropy)]
}

function rounded({ logprob }: Candidate): number | null {
  return logprob === null ? null : round(Math.exp(logprob))
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

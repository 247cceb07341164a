import { treeOf } from '../core/tree.ts'
import type { TraceVerdict } from '../core/judging.ts'
import { agreement, type Agreement } from './figures.ts'
import {
  adrift,
  agreementOf,
  cutsOf,
  judgements,
  reviewsOf,
  unitsOf,
  verdictTogether,
  type Dispute,
} from './verdicts.ts'
import type { ReviewFile } from './review.ts'

/** What reviewers say of a turn, and how far any two agree. */
export interface TurnReport {
  readonly verdict?: TraceVerdict | 'disputed'
  readonly reviewers: readonly ReviewerReport[]
  readonly pairs: readonly PairReport[]
}

interface ReviewerReport {
  readonly reviewer: string
  readonly verdict?: TraceVerdict
  /** Why, where it was said. */
  readonly reason?: string
  /** How many they judged. */
  readonly steps: number
  /** Of these, those whose words are gone. */
  readonly adrift: number
}

export interface PairAgreement extends Agreement {
  readonly reviewers: readonly [string, string]
}

interface PairReport extends PairAgreement {
  /** What they said of each step that both judged. */
  readonly labels: readonly (readonly [string, string])[]
  readonly disputed: readonly Dispute[]
}

export function reportOn(
  file: ReviewFile,
  { id, place, reasoning }: { readonly id: string; readonly place: number; readonly reasoning: string },
): TurnReport {
  const reviews = reviewsOf(file, id, place)
  const verdict = verdictTogether(reviews)
  // A tree takes long, and says nothing of those who judged the whole only.
  const ofSteps = reviews.some(({ turn }) => turn.steps.length > 0)
  const units = ofSteps ? unitsOf(reasoning, treeOf(reasoning), cutsOf(reviews, reasoning)) : []
  const pairs = reviews.flatMap((one, index) =>
    reviews.slice(index + 1).flatMap((other): PairReport[] => {
      const { agreement: agreed, labels, disputed } = agreementOf(one.turn, other.turn, reasoning, units)
      return agreed ? [{ reviewers: [one.reviewer, other.reviewer], ...agreed, labels, disputed }] : []
    }),
  )
  return {
    ...(verdict && { verdict }),
    reviewers: reviews.map(({ reviewer, turn }) => ({
      reviewer,
      ...(turn.verdict && { verdict: turn.verdict }),
      ...(turn.reason !== '' && { reason: turn.reason }),
      steps: judgements(turn, reasoning, units).filter((each) => each.verdict).length,
      adrift: adrift(turn, reasoning).length,
    })),
    pairs,
  }
}

/** How far any two agree on all steps of all turns that both judged. */
export function agreementOverall(all: readonly Pick<TurnReport, 'pairs'>[]): readonly PairAgreement[] {
  const found = new Map<
    string,
    { reviewers: PairReport['reviewers']; labels: (readonly [string, string])[] }
  >()
  for (const { reviewers, labels } of all.flatMap(({ pairs }) => pairs)) {
    const key = JSON.stringify(reviewers)
    const before = found.get(key)
    if (before) before.labels.push(...labels)
    else found.set(key, { reviewers, labels: [...labels] })
  }
  return [...found.values()].flatMap(({ reviewers, labels }) => {
    const agreed = agreement(labels)
    return agreed ? [{ reviewers, ...agreed }] : []
  })
}

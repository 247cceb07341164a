import { readReviews, mergeReviews, reviewPath, writeReviews } from '../judge/reviewFile.ts'
import { noReviews, type ReviewFile } from '../judge/review.ts'
import {
  adrift,
  agreementOf,
  cutsOf,
  judgements,
  reviewsOf,
  unitsOf,
  verdictTogether,
  type Dispute,
  type ReviewBy,
} from '../judge/verdicts.ts'
import { titleOf } from '../core/titles.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import { readArgs, oneOf } from './args.ts'
import { treeOf } from '../core/tree.ts'
import { readTraceFile } from './documents.ts'
import { Complaint, type Io, type Verb } from './io.ts'

export const reviewsVerb: Verb = {
  name: 'reviews',
  summary: 'how far reviewers agree, and merge what they said',
  help: `thinktree reviews FILE.think …
thinktree reviews --merge OURS THEIRS

Shows what the reviewers say of each trace (FILE.think.review.json), how far any two agree on its steps (Cohen's kappa),
and the steps on which they do not.

  --merge              writes two review files as one to standard output; of a step that one reviewer judged twice, the
                       later word
  --format text|json   text unless said otherwise
`,
  run,
}

interface Report {
  readonly file: string
  readonly turn: number
  readonly verdict?: string
  readonly reviewers: readonly {
    readonly reviewer: string
    readonly verdict?: string
    readonly steps: number
    readonly adrift: number
  }[]
  readonly pairs: readonly Pair[]
}

interface Pair {
  readonly reviewers: readonly [string, string]
  readonly count: number
  readonly observed: number
  readonly kappa?: number
  readonly disputed: readonly Dispute[]
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    merge: { type: 'boolean', default: false },
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  if (values.merge) {
    const [ours, theirs, ...others] = positionals
    if (ours === undefined || theirs === undefined || others.length > 0)
      throw new Complaint('--merge takes two review files.')
    await io.write(writeReviews(mergeReviews(await reviewsIn(ours, io), await reviewsIn(theirs, io))))
    return 0
  }
  if (positionals.length === 0) throw new Complaint('reviews takes .think files.')
  const reports: Report[] = []
  for (const file of positionals) {
    const { turns } = await readTraceFile(file, io)
    const path = reviewPath(file)
    const reviews = (await io.readIfThere(path)) === undefined ? noReviews : await reviewsIn(path, io)
    for (const [index, { head, body }] of turns.entries()) {
      const { reasoning } = textsOf(splitBody(body, head))
      reports.push({ file, turn: index + 1, ...reportOn(reviewsOf(reviews, head.id, index + 1), reasoning) })
    }
  }
  await io.write(format === 'json' ? `${JSON.stringify(reports, null, 2)}\n` : reports.map(text).join('\n'))
  return 0
}

/** The reviews in a file; what is none is bad input. */
export async function reviewsIn(path: string, io: Io): Promise<ReviewFile> {
  const reviews = readReviews(await io.readFile(path))
  if (!reviews) throw new Complaint(`${path} is not a review file: see docs/review.md.`)
  return reviews
}

function reportOn(reviews: readonly ReviewBy[], reasoning: string) {
  const verdict = verdictTogether(reviews)
  const units = unitsOf(reasoning, treeOf(reasoning), cutsOf(reviews, reasoning))
  const pairs = reviews.flatMap((one, index) =>
    reviews.slice(index + 1).flatMap((other): Pair[] => {
      const { agreement, disputed } = agreementOf(one.turn, other.turn, reasoning, units)
      return agreement ? [{ reviewers: [one.reviewer, other.reviewer], ...agreement, disputed }] : []
    }),
  )
  return {
    ...(verdict && { verdict }),
    reviewers: reviews.map(({ reviewer, turn }) => ({
      reviewer,
      ...(turn.verdict && { verdict: turn.verdict }),
      steps: judgements(turn, reasoning, units).filter((each) => each.verdict).length,
      adrift: adrift(turn, reasoning).length,
    })),
    pairs,
  }
}

function text({ file, turn, verdict, reviewers, pairs }: Report): string {
  return [
    `${file}, turn ${turn}: ${reviewers.length === 0 ? 'unreviewed' : (verdict ?? 'no verdict')}`,
    ...reviewers.map(({ reviewer, verdict: word, steps, adrift: lost }) => {
      const gone = lost === 0 ? '' : `, ${lost} of words that are gone`
      return `  ${reviewer}: ${word ?? 'no verdict'}, ${steps} steps${gone}`
    }),
    ...pairs.flatMap(({ reviewers: [one, other], count, observed, kappa, disputed }) => [
      `  ${one} and ${other}: ${Math.round(observed * 100)} % of ${count} alike, kappa ${kappa?.toFixed(2) ?? 'cannot be told'}`,
      ...disputed.map(({ unit, verdicts }) => `    ${verdicts.join(' / ')}: ${titleOf(unit.text)}`),
    ]),
    '',
  ].join('\n')
}

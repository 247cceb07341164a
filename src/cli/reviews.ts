import { counted } from '../base/counted.ts'
import { plainText } from '../base/plainText.ts'
import { shortened } from '../base/shortened.ts'
import { readReviews, mergeReviews, reviewPath, writeReviews } from '../judge/reviewFile.ts'
import { noReviews, type ReviewFile } from '../judge/review.ts'
import { agreementOverall, reportOn, type PairAgreement, type TurnReport } from '../judge/report.ts'
import { titleOf } from '../core/titles.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import { readArgs, oneOf } from './args.ts'
import { readTraceFile } from './documents.ts'
import { helpText } from './help.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import type { Reading } from './work.ts'

export const reviewsVerb: Verb = {
  name: 'reviews',
  summary: 'how far reviewers agree, and merge what they said',
  help: helpText(
    'thinktree reviews FILE.think …\nthinktree reviews --merge OURS THEIRS',
    "Shows what the reviewers say of each trace (FILE.think.review.json), how far any two agree on its steps (Cohen's kappa), and the steps on which they do not.",
    [
      [
        '--merge',
        'writes two review files as one to standard output; of a step that one reviewer judged twice, the later word',
      ],
      ['--format text|json', 'text unless said otherwise'],
    ],
  ),
  run,
}

interface Report extends TurnReport {
  readonly file: string
  readonly turn: number
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
    const reviews = await reviewsBeside(file, io)
    for (const [index, { head, body }] of turns.entries()) {
      const { reasoning } = textsOf(splitBody(body, head))
      const turn = index + 1
      reports.push({ file, turn, ...reportOn(reviews, { id: head.id, place: turn, reasoning }) })
    }
  }
  await io.write(format === 'json' ? json(reports) : [...reports.map(text), ...overall(reports)].join('\n'))
  return 0
}

/** What is said of a trace; nothing of standard input. */
export async function reviewsBeside(path: string, io: Reading): Promise<ReviewFile> {
  const file = reviewPath(path)
  const text = path === '-' ? undefined : await io.readIfThere(file)
  return text === undefined ? noReviews : reviewsOf(file, text)
}

async function reviewsIn(path: string, io: Io): Promise<ReviewFile> {
  return reviewsOf(path, await io.readFile(path))
}

/** What is no review file is bad input. */
function reviewsOf(path: string, text: string): ReviewFile {
  const reviews = readReviews(text)
  if (!reviews) throw new Complaint(`${path} is not a review file: see docs/review.md.`)
  return reviews
}

function json(reports: readonly Report[]): string {
  const told = reports.map(({ pairs, ...report }) => ({
    ...report,
    pairs: pairs.map(({ reviewers, count, observed, kappa, disputed }) => ({
      reviewers,
      count,
      observed,
      ...(kappa !== undefined && { kappa }),
      disputed,
    })),
  }))
  return `${JSON.stringify(told, null, 2)}\n`
}

/** So much of a reason is shown. */
const longest = 80

function text({ file, turn, verdict, reviewers, pairs }: Report): string {
  return [
    `${file}, turn ${turn}: ${reviewers.length === 0 ? 'unreviewed' : (verdict ?? 'no verdict')}`,
    ...reviewers.map(({ reviewer, verdict: word, reason, steps, adrift: lost }) => {
      const gone = lost === 0 ? '' : `, ${lost} of words that are gone`
      const why = reason === undefined ? '' : ` (${shortened(plainText(reason), longest)})`
      return `  ${reviewer}: ${word ?? 'no verdict'}${why}, ${counted(steps, 'step', 'steps')}${gone}`
    }),
    ...pairs.flatMap(({ disputed, ...pair }) => [
      `  ${agreementText(pair)}`,
      ...disputed.map(({ unit, verdicts }) => `    ${verdicts.join(' / ')}: ${titleOf(unit.text)}`),
    ]),
    '',
  ].join('\n')
}

/** Of more than one trace, how far any two agree on all. */
function overall(reports: readonly Report[]): readonly string[] {
  if (reports.filter(({ pairs }) => pairs.length > 0).length < 2) return []
  return [['all', ...agreementOverall(reports).map((each) => `  ${agreementText(each)}`), ''].join('\n')]
}

function agreementText({ reviewers: [one, other], count, observed, kappa }: PairAgreement): string {
  return `${one} and ${other}: ${Math.round(observed * 100)} % of ${count} alike, kappa ${kappa?.toFixed(2) ?? 'cannot be told'}`
}

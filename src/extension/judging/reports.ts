import { basename } from 'node:path'
import { l10n, workspace } from 'vscode'
import { csvCell } from '../../base/csv.ts'
import { grouped } from '../../base/grouped.ts'
import { inMarkdown } from '../../base/plainText.ts'
import { shortened } from '../../base/shortened.ts'
import type { StepVerdict, TraceVerdict } from '../../core/judging.ts'
import { titleOf } from '../../core/titles.ts'
import { agreementOverall, reportOn, type PairAgreement, type TurnReport } from '../../judge/report.ts'
import { splitBody, textsOf } from '../../traces/body.ts'
import { markdownTable } from '../markdownTable.ts'
import { readTrace } from '../keeping/traceFile.ts'
import type { Tell } from '../lasting.ts'
import type { ReviewFiles } from './reviewFiles.ts'

/** A turn of a trace, and what reviewers say of it. */
interface Row extends TurnReport {
  readonly path: string
  /** Of the file; where several have one name, where it stands in the workspace. */
  readonly name: string
  readonly turn: number
  readonly question: string
}

interface Needs {
  readonly files: ReviewFiles
  readonly isDone: (path: string) => Promise<boolean>
}

/** What reviewers say of the traces of the history and of others. */
export interface AllReviews {
  readonly rows: readonly Row[]
  /** Traces of the history, and those of them that one has judged. */
  readonly count: number
  readonly done: number
}

/** Reads all reviews there are; undefined if it was cancelled. */
export async function readAllReviews(
  history: readonly string[],
  others: readonly string[],
  { files, isDone }: Needs,
  signal: AbortSignal,
  tell: Tell,
): Promise<AllReviews | undefined> {
  const ofHistory = new Set(history)
  const rows: Unnamed[] = []
  let done = 0
  const paths = await files.reviewed([...new Set([...others, ...history])])
  for (const [index, path] of paths.entries()) {
    if (signal.aborted) return undefined
    rows.push(...(await reviewRows(path, files)))
    if (ofHistory.has(path) && (await isDone(path))) done++
    tell(index + 1, paths.length)
  }
  return { rows: named(rows), count: history.length, done }
}

type Unnamed = Omit<Row, 'name'>

function named(rows: readonly Unnamed[]): readonly Row[] {
  const alike = grouped(new Set(rows.map(({ path }) => path)), (path) => basename(path))
  return rows.map((row) => {
    const name = basename(row.path)
    return { ...row, name: alike.get(name)?.length === 1 ? name : workspace.asRelativePath(row.path) }
  })
}

/** What reviewers say of a trace, turn by turn. */
async function reviewRows(path: string, files: ReviewFiles): Promise<readonly Unnamed[]> {
  const reviews = await files.read(path)
  if (reviews === 'broken' || reviews.reviews.length === 0) return []
  const document = await readTrace(path)
  return (document?.turns ?? []).flatMap(({ head, body }, index) => {
    const { reasoning } = textsOf(splitBody(body, head))
    const turn = index + 1
    const report = reportOn(reviews, { id: head.id, place: turn, reasoning })
    return report.reviewers.length > 0 ? [{ path, turn, question: head.question, ...report }] : []
  })
}

/** As a page of Markdown: verdicts, agreement, and where reviewers differ. */
export function reviewsPage({ rows, done, count }: AllReviews): string {
  const overall = agreementOverall(rows)
  const disputed = rows.filter(({ pairs }) => pairs.some((pair) => pair.disputed.length > 0))
  return [
    `# ${l10n.t('Reviews')}`,
    count === 1
      ? l10n.t('You have judged {0} of 1 trace of the history.', done)
      : l10n.t('You have judged {0} of {1} traces of the history.', done, count),
    ...(rows.length === 0 ? [] : [table(rows)]),
    ...(overall.length === 0 ? [] : [`## ${l10n.t('Agreement')}`, agreementTable(overall)]),
    ...(disputed.length === 0 ? [] : [`## ${l10n.t('Disagreement')}`, disputed.map(disputes).join('\n\n')]),
    '',
  ].join('\n\n')
}

/** One line of CSV for each step that two reviewers judged otherwise. */
export function disagreementCsv({ rows }: AllReviews): string {
  const lines = rows.flatMap(({ name, turn, pairs }) =>
    pairs.flatMap(({ reviewers: [one, other], disputed }) =>
      disputed.map(({ unit, verdicts: [a, b] }) => [
        name,
        String(turn),
        String(unit.from),
        one,
        a,
        other,
        b,
        unit.text,
      ]),
    ),
  )
  const head = ['file', 'turn', 'at', 'reviewer', 'verdict', 'otherReviewer', 'otherVerdict', 'step']
  return [head, ...lines].map((line) => `${line.map(csvCell).join(',')}\n`).join('')
}

export function stepWord(verdict: StepVerdict): string {
  switch (verdict) {
    case 'good':
      return l10n.t('good')
    case 'neutral':
      return l10n.t('neutral')
    case 'bad':
      return l10n.t('bad')
    case 'unsure':
      return l10n.t('unsure')
  }
}

function traceWord(verdict: TraceVerdict | 'disputed' | undefined): string {
  switch (verdict) {
    case 'accepted':
      return l10n.t('accepted')
    case 'rejected':
      return l10n.t('rejected')
    case 'fix':
      return l10n.t('to be fixed')
    case 'disputed':
      return l10n.t('disputed')
    case undefined:
      return '–'
  }
}

/** So much of a question stands in a table. */
const longest = 80

function table(rows: readonly Row[]): string {
  const head = [l10n.t('Trace'), l10n.t('Question'), l10n.t('Verdict'), l10n.t('Reviewers')]
  return markdownTable(
    head,
    rows.map(({ name, turn, question, verdict, reviewers }) => [
      `${inMarkdown(name)} ${turn}`,
      inMarkdown(shortened(question, longest)),
      traceWord(verdict),
      reviewers.map(reviewerText).join('; '),
    ]),
  )
}

function reviewerText({ reviewer, verdict, reason, steps, adrift }: TurnReport['reviewers'][number]): string {
  const lost = adrift > 0 ? `, ${l10n.t('{0} of words that are gone', adrift)}` : ''
  const judged = steps === 1 ? l10n.t('1 step') : l10n.t('{0} steps', steps)
  const why = reason === undefined ? '' : ` (${inMarkdown(shortened(reason, longest))})`
  return `${inMarkdown(reviewer)}: ${traceWord(verdict)}${why}, ${judged}${lost}`
}

function agreementTable(all: readonly PairAgreement[]): string {
  const head = [l10n.t('Reviewers'), l10n.t('Steps of both'), l10n.t('Alike'), l10n.t('Cohen’s κ')]
  return markdownTable(
    head,
    all.map(({ reviewers, count, observed, kappa }) => [
      reviewers.map(inMarkdown).join(', '),
      String(count),
      `${Math.round(observed * 100)} %`,
      kappa?.toFixed(2) ?? l10n.t('cannot be told'),
    ]),
  )
}

function disputes({ name, turn, pairs }: Row): string {
  const lines = pairs.flatMap(({ reviewers: [one, other], disputed }) =>
    disputed.map(({ unit, verdicts: [a, b] }) => {
      const said = [`${inMarkdown(one)}: ${stepWord(a)}`, `${inMarkdown(other)}: ${stepWord(b)}`].join(', ')
      return `- ${inMarkdown(titleOf(unit.text))} (${said})`
    }),
  )
  return [`### ${inMarkdown(name)} ${turn}`, ...lines].join('\n')
}

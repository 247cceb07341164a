import { l10n } from 'vscode'
import { fence } from '../../base/fence.ts'
import type { Left, Reason } from '../../export/data.ts'
import { tokensOfRows, type Plan } from '../../export/plan.ts'

/** What an export would write, and what not and why, as Markdown for people. */
export function previewPage(plan: Plan, sample: string): string {
  const { training, left, unreviewed, withCode } = plan
  return [
    `# ${l10n.t('Export as {0}', plan.format.name)}`,
    training.length === 1
      ? l10n.t('1 row, about {0} tokens.', tokensOfRows(training))
      : l10n.t('{0} rows, about {1} tokens.', training.length, tokensOfRows(training)),
    ...(left.length > 0 ? [`## ${l10n.t('Left out: {0}', left.length)}`, left.map(leftLine).join('\n')] : []),
    ...(unreviewed > 0 ? [l10n.t('Nobody has reviewed {0} of what is kept.', unreviewed)] : []),
    ...(withCode > 0
      ? [l10n.t('{0} asked about code, which a trace does not hold: it is not in the rows.', withCode)]
      : []),
    ...(sample === '' ? [] : [`## ${l10n.t('How it begins')}`, fence(sample, 'json')]),
    '',
  ].join('\n\n')
}

function reasonWords(reason: Reason): string {
  switch (reason) {
    case 'cut off':
      return l10n.t('cut off')
    case 'stopped':
      return l10n.t('stopped')
    case 'failed':
      return l10n.t('failed')
    case 'rejected':
      return l10n.t('rejected')
    case 'to be fixed':
      return l10n.t('to be fixed')
    case 'reviewers disagree':
      return l10n.t('reviewers disagree')
    case 'unreviewed':
      return l10n.t('not reviewed')
    case 'no question':
      return l10n.t('no question')
    case 'no answer':
      return l10n.t('no answer')
    case 'no thinking':
      return l10n.t('no thinking')
    case 'thinking withheld':
      return l10n.t('the thinking was withheld')
    case 'a think tag in the text':
      return l10n.t('a think tag stands in the text')
    case 'a secret found':
      return l10n.t('something looks like a secret')
    case 'a duplicate':
      return l10n.t('there already')
    case 'no step verdicts':
      return l10n.t('no step is judged')
    case 'a follow-up question':
      return l10n.t('a follow-up question, for which this form has no place')
    case 'a turn before it is not whole':
      return l10n.t('a question before it has no answer')
    case 'nothing to pair it with':
      return l10n.t('nothing to pair it with')
    case 'nothing says whether it is good':
      return l10n.t('nothing says whether it is good')
    case 'no expected answer':
      return l10n.t('no answer is expected')
    case 'expected answers differ':
      return l10n.t('different answers are expected')
  }
}

function leftLine({ example: { source, turn }, reason }: Left): string {
  return `- \`${source.replaceAll('`', '')}\` ${turn}: ${reasonWords(reason)}`
}

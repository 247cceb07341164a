import { l10n } from 'vscode'
import type { Delta } from '../base/delta.ts'
import { costOf, generatedTokens } from '../base/prices.ts'
import { metered, type Spent } from '../endpoint/meter.ts'
import type { Profile } from '../endpoint/profile.ts'
import { daysKept, sumsOf, type Ledger, type Total } from './ledger.ts'

export interface Totals {
  /** Passes a run's deltas on and adds what they took; `promptTokens` is the estimate of what was sent. */
  readonly count: (
    profile: Profile,
    promptTokens: number,
    deltas: AsyncIterable<Delta>,
  ) => AsyncIterable<Delta>
  /** As a Markdown page, the latest day first. */
  readonly page: () => Promise<string>
}

interface Needs {
  readonly ledger: Ledger
  /** Such as `2026-11-24`. */
  readonly today: () => string
  /** Says that a budget is reached. */
  readonly notice: (message: string) => void
  /** Says that a budget cannot be kept, for there are no prices. */
  readonly unpriced: (message: string) => void
  readonly unexpected: (error: unknown) => void
}

/** Tokens and costs per day and endpoint, kept on this machine. */
export function openTotals({ ledger, today, notice, unpriced, unexpected }: Needs): Totals {
  return { count, page }

  function count(profile: Profile, promptTokens: number, deltas: AsyncIterable<Delta>): AsyncIterable<Delta> {
    return metered(deltas, promptTokens, (spent) => void add(profile, spent).catch(unexpected))
  }

  async function add(profile: Profile, { usage, estimated }: Spent): Promise<void> {
    const { name, dailyBudget } = profile
    const prices = profile.prices ?? profile.card?.prices
    const { before, after } = await ledger.add({
      day: today(),
      endpoint: name,
      currency: prices?.currency ?? '',
      questions: 1,
      prompt: usage.prompt ?? 0,
      generated: generatedTokens(usage) ?? 0,
      cost: prices ? (costOf(usage, prices) ?? 0) : 0,
      estimated,
    })
    if (dailyBudget === null) return
    if (prices && before.cost < dailyBudget && after.cost >= dailyBudget)
      notice(l10n.t('Questions to {0} have reached today’s budget.', name))
    // Once a day is often enough.
    if (!prices && before.questions === 0)
      unpriced(l10n.t('{0} has a daily budget but no prices, so nobody can say when it is reached.', name))
  }

  async function page(): Promise<string> {
    const totals = await ledger.list()
    const most = Math.max(1, ...totals.map(({ generated }) => generated))
    const figures = [l10n.t('cost'), l10n.t('questions'), l10n.t('tokens sent'), l10n.t('tokens written')]
    const spans = [1, 7, 30, daysKept].map((days) => [
      days === 1 ? l10n.t('today') : l10n.t('{0} days', days),
      ...cellsOf(sumsOf(totals, today(), days)),
    ])
    const days = totals.map((total) => [
      total.day,
      total.endpoint.replace(/[\\`*_[\]<>|~#&!]/g, '\\$&'),
      ...cellsOf([total]),
      bar(total.generated / most),
    ])
    return [
      `# ${l10n.t('Totals')}`,
      '',
      l10n.t(
        'As the servers counted; with ~ where one did not, and some was estimated. Kept on this machine only.',
      ),
      '',
      row(['', ...figures]),
      row(['---', ...figures.map(() => '---:')]),
      ...spans.map(row),
      '',
      row([l10n.t('day'), l10n.t('endpoint'), ...figures, '']),
      row(['---', '---', ...figures.map(() => '---:'), '---']),
      ...days.map(row),
      '',
    ].join('\n')
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Cost, questions, tokens sent and written of what may be in several currencies. */
function cellsOf(totals: readonly Total[]): readonly string[] {
  const priced = totals.filter(({ currency }) => currency !== '')
  const costs = priced.map(
    ({ cost, currency, estimated }) => `${estimated ? '~' : ''}${cost.toFixed(4)} ${currency}`,
  )
  const about = totals.some(({ estimated }) => estimated) ? '~' : ''
  const sum = (of: (total: Total) => number) =>
    totals.reduce((all, total) => all + of(total), 0).toLocaleString()
  return [
    costs.join(', ') || (totals.length > 0 ? l10n.t('no prices') : ''),
    sum(({ questions }) => questions),
    `${about}${sum(({ prompt }) => prompt)}`,
    `${about}${sum(({ generated }) => generated)}`,
  ]
}

/** In eighths of a letter, of ten letters at most. */
function bar(share: number): string {
  const eighths = Math.ceil(share * 80)
  return '█'.repeat(eighths >> 3) + (['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7] ?? '')
}

import { env, l10n } from 'vscode'
import type { Delta, Usage } from '../base/delta.ts'
import { cardInForce, type ModelCard } from '../base/modelCard.ts'
import { inMarkdown } from '../base/plainText.ts'
import { inPowers } from '../base/powers.ts'
import { costOf, generatedTokens } from '../base/prices.ts'
import { computeOf } from '../core/compute.ts'
import { metered, type Spent } from '../endpoint/meter.ts'
import type { Profile } from '../endpoint/profile.ts'
import { daysKept, sumOfTook, sumsOf, type Ledger, type Taken, type Took, type Total } from './ledger.ts'
import { markdownTable } from './markdownTable.ts'

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
    const card = cardInForce(profile)
    const prices = profile.prices ?? card?.prices
    const { before, after } = await ledger.add({
      day: today(),
      endpoint: name,
      currency: prices?.currency ?? '',
      questions: 1,
      prompt: usage.prompt ?? 0,
      generated: generatedTokens(usage) ?? 0,
      cost: prices ? (costOf(usage, prices) ?? 0) : 0,
      estimated,
      took: tookBy(usage, card),
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
    const numbers = figures.map(() => '---:')
    const sums = [1, 7, 30, daysKept].map((days) => {
      const name = days === 1 ? l10n.t('today') : l10n.t('{0} days', days)
      return { name, of: sumsOf(totals, today(), days) }
    })
    const spans = sums.map(({ name, of }) => [name, ...cellsOf(of)])
    const days = totals.map((total) => [...namesOf(total), ...cellsOf([total]), bar(total.generated / most)])
    return [
      `# ${l10n.t('Totals')}`,
      '',
      l10n.t(
        'As the servers counted; with ~ where one did not, and some was estimated. Kept on this machine only.',
      ),
      '',
      markdownTable(['', ...figures], spans, ['---', ...numbers]),
      '',
      markdownTable([l10n.t('day'), l10n.t('endpoint'), ...figures, ''], days, [
        '---',
        '---',
        ...numbers,
        '---',
      ]),
      '',
      ...workOf(totals, sums),
    ].join('\n')
  }
}

function tookBy(usage: Usage, card: ModelCard | undefined): Took {
  const { prefill, decode, dense, energy } = computeOf(usage, card, undefined)
  const known = { prefill, decode, dense, energy, cached: usage.cached }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, sum]) =>
      sum === undefined ? [] : [[name, { questions: 1, sum }]],
    ),
  )
}

interface Sum {
  readonly name: string
  readonly of: readonly Total[]
}

/** What models did, as far as their cards tell: nothing where none does. */
function workOf(totals: readonly Total[], sums: readonly Sum[]): readonly string[] {
  const all = sumOfTook(totals.map(({ took }) => took))
  const amount = new Intl.NumberFormat(env.language, { maximumSignificantDigits: 3 })
  const operations = (sum: number) => inPowers(sum, (each) => amount.format(each))
  const columns = (
    [
      ['prefill', l10n.t('operations to read'), operations],
      ['decode', l10n.t('to write'), operations],
      ['dense', l10n.t('in dense models'), operations],
      ['energy', l10n.t('energy'), (sum) => l10n.t('{0} Wh', amount.format(sum))],
      ['cached', l10n.t('tokens from a cache'), (sum) => sum.toLocaleString()],
    ] as const satisfies readonly (readonly [Taken, string, (sum: number) => string])[]
  ).filter(([name]) => all[name] !== undefined)
  if (columns.length === 0) return []
  const cells = (of: readonly Total[]) => {
    const took = sumOfTook(of.map((total) => total.took))
    const questions = of.reduce((sum, total) => sum + total.questions, 0)
    const about = of.some(({ estimated }) => estimated) ? '~' : ''
    return columns.map(([name, , say]) => {
      const known = took[name]
      if (!known) return ''
      const part = known.questions < questions ? ` (${known.questions}/${questions})` : ''
      return `${about}${say(known.sum)}${part}`
    })
  }
  const figures = columns.map(([, title]) => title)
  const numbers = figures.map(() => '---:')
  const spans = sums.map(({ name, of }) => [name, ...cells(of)])
  const days = totals
    .filter(({ took }) => Object.keys(took).length > 0)
    .map((total) => [...namesOf(total), ...cells([total])])
  return [
    `## ${l10n.t('What Models Did')}`,
    '',
    [
      ...(all.decode
        ? [l10n.t('Operations are an estimate: two for each parameter that works and each token.')]
        : []),
      ...(all.energy ? [l10n.t('Energy is by the figures that you set in model cards.')] : []),
      l10n.t('In brackets: of how many questions it is known.'),
    ].join(' '),
    '',
    markdownTable(['', ...figures], spans, ['---', ...numbers]),
    '',
    markdownTable([l10n.t('day'), l10n.t('endpoint'), ...figures], days, ['---', '---', ...numbers]),
    '',
  ]
}

function namesOf({ day, endpoint }: Total): readonly string[] {
  return [day, inMarkdown(endpoint)]
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

/** In eighths of a letter, of six letters at most. */
function bar(share: number): string {
  const eighths = Math.ceil(share * 48)
  return '█'.repeat(eighths >> 3) + (['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths & 7] ?? '')
}

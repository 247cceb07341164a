import { l10n, type Memento } from 'vscode'
import type { Delta } from '../base/delta.ts'
import { costOf, generatedTokens } from '../base/prices.ts'
import { metered, type Spent } from '../endpoint/meter.ts'
import type { Profile } from '../endpoint/profile.ts'

const key = 'totals'
/** Days that are kept. */
const kept = 90

/** What one endpoint was asked on one day. */
interface Total {
  readonly questions: number
  readonly prompt: number
  readonly generated: number
  /** Of the questions that had prices; with its currency. */
  readonly cost: number
  readonly currency: string
  /** Some of it the server did not count. */
  readonly estimated?: boolean
}

type Days = Readonly<Record<string, Readonly<Record<string, Total>>>>

export interface Totals {
  /** Passes a run's deltas on and adds what they took; `promptTokens` is the estimate of what was sent. */
  readonly count: (
    profile: Profile,
    promptTokens: number,
    deltas: AsyncIterable<Delta>,
  ) => AsyncIterable<Delta>
  /** As a Markdown page, the latest day first. */
  readonly page: () => string
}

interface Needs {
  /** The user's. */
  readonly memento: Memento
  /** Such as `2026-11-24`. */
  readonly today: () => string
  /** Says that a budget is reached. */
  readonly notice: (message: string) => void
}

/** Tokens and costs per day and endpoint, kept on this machine. */
export function openTotals({ memento, today, notice }: Needs): Totals {
  return { count, page }

  function count(profile: Profile, promptTokens: number, deltas: AsyncIterable<Delta>): AsyncIterable<Delta> {
    return metered(deltas, promptTokens, (spent) => void add(profile, spent))
  }

  async function add({ name, prices, dailyBudget }: Profile, { usage, estimated }: Spent): Promise<void> {
    const days = memento.get<Days>(key, {})
    const day = today()
    const before = days[day]?.[name] ?? { questions: 0, prompt: 0, generated: 0, cost: 0, currency: '' }
    const cost = before.cost + (prices ? (costOf(usage, prices) ?? 0) : 0)
    const total: Total = {
      questions: before.questions + 1,
      prompt: before.prompt + (usage.prompt ?? 0),
      generated: before.generated + (generatedTokens(usage) ?? 0),
      cost,
      currency: prices?.currency ?? before.currency,
      ...((estimated || before.estimated) && { estimated: true }),
    }
    const all = { ...days, [day]: { ...days[day], [name]: total } }
    const latest = byDay(all).slice(-kept)
    await memento.update(key, Object.fromEntries(latest))
    if (dailyBudget !== null && before.cost < dailyBudget && cost >= dailyBudget)
      notice(l10n.t('Questions to {0} have reached today’s budget.', name))
  }

  function page(): string {
    const days = byDay(memento.get<Days>(key, {})).toReversed()
    const rows = days.flatMap(([day, endpoints]) =>
      Object.entries(endpoints).map(([name, { questions, prompt, generated, cost, currency, estimated }]) => {
        const about = estimated ? '~' : ''
        const sum = currency === '' ? '' : `${about}${cost.toFixed(4)} ${currency}`
        const cells = [
          day,
          name.replaceAll('|', '\\|'),
          questions,
          `${about}${prompt}`,
          `${about}${generated}`,
          sum,
        ]
        return `| ${cells.join(' | ')} |`
      }),
    )
    const head = [
      l10n.t('day'),
      l10n.t('endpoint'),
      l10n.t('questions'),
      l10n.t('tokens sent'),
      l10n.t('tokens written'),
      l10n.t('cost'),
    ]
    return [
      `# ${l10n.t('Totals')}`,
      '',
      l10n.t(
        'As the servers counted; with ~ where one did not, and some was estimated. Kept on this machine only.',
      ),
      '',
      `| ${head.join(' | ')} |`,
      '| --- | --- | ---: | ---: | ---: | ---: |',
      ...rows,
      '',
    ].join('\n')
  }
}

function byDay<T>(days: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(days).sort(([a], [b]) => (a < b ? -1 : 1))
}

import { l10n, type Memento } from 'vscode'
import type { Usage } from '../base/delta.ts'
import { costOf, generatedTokens } from '../base/prices.ts'
import type { Profile } from '../endpoint/profile.ts'

const key = 'totals'
/** Days that are kept. */
const kept = 90

/** What one endpoint was asked on one day. */
interface Total {
  readonly questions: number
  readonly prompt: number
  readonly generated: number
  /** Of the questions whose tokens were counted and priced; with its currency. */
  readonly cost: number
  readonly currency: string
}

type Days = Readonly<Record<string, Readonly<Record<string, Total>>>>

export interface Totals {
  /** Adds a question that has ended. True when with it the day's budget was reached. */
  readonly add: (profile: Profile, usage: Usage) => Promise<boolean>
  /** As a Markdown page, the latest day first. */
  readonly page: () => string
}

/** Tokens and costs per day and endpoint, kept on this machine; `memento` is the user's, `today` such as `2026-11-24`. */
export function openTotals(memento: Memento, today: () => string): Totals {
  return { add, page }

  async function add({ name, prices, dailyBudget }: Profile, usage: Usage): Promise<boolean> {
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
    }
    const all = { ...days, [day]: { ...days[day], [name]: total } }
    const latest = byDay(all).slice(-kept)
    await memento.update(key, Object.fromEntries(latest))
    return dailyBudget !== null && before.cost < dailyBudget && cost >= dailyBudget
  }

  function page(): string {
    const days = byDay(memento.get<Days>(key, {})).toReversed()
    const rows = days.flatMap(([day, endpoints]) =>
      Object.entries(endpoints).map(([name, { questions, prompt, generated, cost, currency }]) => {
        const sum = currency === '' ? '' : `${cost.toFixed(4)} ${currency}`
        const cells = [day, name.replaceAll('|', '\\|'), questions, prompt, generated, sum]
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
      l10n.t('As the servers counted; kept on this machine only.'),
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

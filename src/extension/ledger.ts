import { mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isRecord, listOf, numberOf, parseJson, recordOf, textOf } from '../base/json.ts'
import { withLock } from './keeping/lock.ts'
import { replaceFile } from './keeping/replaceFile.ts'
import type { Writer } from './keeping/writer.ts'

/** Days that are kept. */
export const daysKept = 90

/** What one endpoint was asked on one day, in one currency. */
export interface Total {
  /** Such as `2026-11-24`. */
  readonly day: string
  readonly endpoint: string
  /** Empty where no price was known. */
  readonly currency: string
  readonly questions: number
  readonly prompt: number
  readonly generated: number
  readonly cost: number
  /** Some of it the server did not count. */
  readonly estimated: boolean
  readonly took: Took
}

/** What a model card or the server tells of some of the questions. */
export type Took = Readonly<Partial<Record<Taken, Known>>>

/** Operations to read prompts and to write, and of a dense model for both; watt-hours; tokens that were in a cache. */
export const takens = ['prefill', 'decode', 'dense', 'energy', 'cached'] as const
export type Taken = (typeof takens)[number]

/** A sum, and of how many questions: what is not known of one adds nothing. */
export interface Known {
  readonly questions: number
  readonly sum: number
}

export interface Ledger {
  /** Adds to the total of the same day, endpoint and currency, and says what that was before and is now. */
  readonly add: (spent: Total) => Promise<{ readonly before: Total; readonly after: Total }>
  /** The latest day first. */
  readonly list: () => Promise<readonly Total[]>
}

/** Totals in a file that all windows of this machine share. */
export function openLedger(path: string, writer: Writer): Ledger {
  return { add, list: async () => (await read()).toSorted(byDay).toReversed() }

  async function add(spent: Total) {
    await mkdir(dirname(path), { recursive: true })
    return withLock(path, writer, async () => {
      const totals = await read()
      const isSame = (one: Total) =>
        one.day === spent.day && one.endpoint === spent.endpoint && one.currency === spent.currency
      const before = totals.find(isSame) ?? nothing(spent)
      const after = sumOf(before, spent)
      await replaceFile(path, JSON.stringify(latest([...totals.filter((one) => !isSame(one)), after])))
      return { before, after }
    })
  }

  async function read(): Promise<readonly Total[]> {
    const text = await readFile(path, 'utf8').catch(() => '[]')
    return listOf(parseJson(text)).flatMap(totalOf)
  }
}

/** All endpoints together in the last so many days, `today` among them: one sum for each currency. */
export function sumsOf(totals: readonly Total[], today: string, days: number): readonly Total[] {
  const first = new Date(Date.parse(today) - (days - 1) * 86_400_000).toISOString().slice(0, 10)
  const sums = new Map<string, Total>()
  for (const total of totals) {
    if (total.day < first || total.day > today) continue
    const before = sums.get(total.currency)
    sums.set(total.currency, before ? sumOf(before, total) : total)
  }
  return [...sums.values()]
}

function nothing({ day, endpoint, currency }: Total): Total {
  return {
    day,
    endpoint,
    currency,
    questions: 0,
    prompt: 0,
    generated: 0,
    cost: 0,
    estimated: false,
    took: {},
  }
}

function sumOf(one: Total, other: Total): Total {
  return {
    ...one,
    questions: one.questions + other.questions,
    prompt: one.prompt + other.prompt,
    generated: one.generated + other.generated,
    cost: one.cost + other.cost,
    estimated: one.estimated || other.estimated,
    took: sumOfTook([one.took, other.took]),
  }
}

/** Of several totals together, whatever their currencies are. */
export function sumOfTook(all: readonly Took[]): Took {
  return tookOf((name) => {
    const known = all.flatMap((each) => each[name] ?? [])
    return known.reduce(
      ({ questions, sum }, each) => ({ questions: questions + each.questions, sum: sum + each.sum }),
      { questions: 0, sum: 0 },
    )
  })
}

function tookOf(known: (name: Taken) => Known): Took {
  return Object.fromEntries(
    takens.map((name) => [name, known(name)] as const).filter(([, { questions }]) => questions > 0),
  )
}

function latest(totals: readonly Total[]): readonly Total[] {
  const days = new Set([...new Set(totals.map(({ day }) => day))].sort().slice(-daysKept))
  return totals.filter(({ day }) => days.has(day))
}

function byDay(one: Total, other: Total): number {
  return one.day < other.day ? -1 : one.day > other.day ? 1 : 0
}

function totalOf(value: unknown): readonly Total[] {
  if (!isRecord(value)) return []
  const [day, endpoint, currency] = [value['day'], value['endpoint'], value['currency']].map(textOf)
  if (!day || !endpoint) return []
  const count = (name: string) => numberOf(value[name]) ?? 0
  return [
    {
      day,
      endpoint,
      currency: currency ?? '',
      questions: count('questions'),
      prompt: count('prompt'),
      generated: count('generated'),
      cost: count('cost'),
      estimated: value['estimated'] === true,
      took: tookOf((name) => {
        const { questions, sum } = recordOf(recordOf(value['took'])[name])
        return { questions: numberOf(questions) ?? 0, sum: numberOf(sum) ?? 0 }
      }),
    },
  ]
}

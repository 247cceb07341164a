import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writerOf } from '../../src/extension/keeping/writer.ts'
import { openLedger, sumOfTook, sumsOf, type Total } from '../../src/extension/ledger.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tt-ledger-'))
  path = join(folder, 'a/totals.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what windows add at one time is all there', async () => {
  const windows = [1, 2, 3].map(() => openLedger(path, writerOf(process.pid)))
  await Promise.all(windows.flatMap((window) => [1, 2, 3, 4, 5].map(() => window.add(spent({})))))
  expect(await windows[0]?.list()).toEqual([
    spent({ questions: 15, prompt: 1500, generated: 750, cost: 3.75 }),
  ])
})

test('currencies are never added up, nor what had a price with what had none', async () => {
  const ledger = openLedger(path, writerOf(process.pid))
  await ledger.add(spent({ currency: 'EUR' }))
  await ledger.add(spent({ currency: 'USD', estimated: true }))
  await ledger.add(spent({ currency: '', cost: 0 }))
  const { before, after } = await ledger.add(spent({ currency: 'EUR' }))
  expect([before.cost, after.cost, after.estimated]).toEqual([0.25, 0.5, false])
  const costs = (await ledger.list()).map(({ currency, cost }) => [currency, cost])
  expect(Object.fromEntries(costs)).toEqual({ '': 0, EUR: 0.5, USD: 0.25 })
})

test('ninety days are kept, the latest first', async () => {
  const ledger = openLedger(path, writerOf(process.pid))
  for (let day = 0; day < 100; day++)
    await ledger.add(
      spent({ day: new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10) }),
    )
  const days = (await ledger.list()).map(({ day }) => day)
  expect([days.length, days[0], days.at(-1)]).toEqual([90, '2026-04-10', '2026-01-11'])
})

test('the last days are summed up, each currency by itself', () => {
  const totals = [
    spent({ day: '2026-03-02' }),
    spent({ day: '2026-03-02', endpoint: 'other', estimated: true }),
    spent({ day: '2026-03-01', currency: 'USD' }),
    spent({ day: '2026-02-24' }),
    spent({ day: '2026-02-23' }),
  ]
  const sums = (days: number) =>
    sumsOf(totals, '2026-03-02', days).map(({ currency, questions, estimated }) => ({
      currency,
      questions,
      estimated,
    }))
  const { currency, questions } = spent({})
  const of = (times: number, estimated = true) => ({ currency, questions: times * questions, estimated })
  expect(sums(1)).toEqual([of(2)])
  expect(sums(7)).toEqual([of(3), { ...of(1, false), currency: 'USD' }])
  expect(sums(8)[0]).toEqual(of(4))
  expect(sumsOf([], '2026-03-02', 7)).toEqual([])
})

test('what is known of some questions only is summed up with how many they are', async () => {
  const known = (questions: number, sum: number) => ({ questions, sum })
  const ledger = openLedger(path, writerOf(process.pid))
  await ledger.add(spent({ took: { decode: known(1, 7.4e13), energy: known(1, 0.7) } }))
  await ledger.add(spent({}))
  await ledger.add(spent({ took: { decode: known(1, 1e13) } }))
  const [total] = await ledger.list()
  expect(total).toMatchObject({
    questions: 3,
    took: { decode: known(2, 8.4e13), energy: known(1, 0.7) },
  })
  expect(total?.took).not.toHaveProperty('dense')
  const dollars = spent({ currency: 'USD', took: { decode: known(1, 1e13) } })
  expect(sumOfTook([spent({}), dollars, ...(total ? [total] : [])].map(({ took }) => took))).toEqual({
    decode: known(3, 9.4e13),
    energy: known(1, 0.7),
  })
})

test('a file that is none is begun anew', async () => {
  const ledger = openLedger(path, writerOf(process.pid))
  await ledger.add(spent({}))
  writeFileSync(path, 'not JSON')
  expect(await ledger.list()).toEqual([])
  await ledger.add(spent({}))
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([spent({})])
})

function spent(some: Partial<Total>): Total {
  const usual = { day: '2026-11-26', endpoint: 'lab', currency: 'EUR', estimated: false, took: {} }
  return { ...usual, questions: 1, prompt: 100, generated: 50, cost: 0.25, ...some }
}

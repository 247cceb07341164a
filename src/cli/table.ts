import { csvCell } from '../base/csv.ts'
import { shortened } from '../base/shortened.ts'
import { oneOf } from './args.ts'
import type { Io } from './io.ts'

/** A record to show; what is undefined is not known. */
export type Row = Readonly<Record<string, string | number | boolean | undefined>>

const formats = ['table', 'json', 'csv'] as const
export type TableFormat = (typeof formats)[number]

export function tableFormatOf(text: string): TableFormat {
  return oneOf(text, formats, '--format')
}

/** Writes records as they come: a JSON list, CSV as RFC 4180 has it, or columns for people, as wide as the first rows want. */
export function createTable(format: TableFormat, columns: readonly string[], io: Io) {
  const writers = { json: jsonLines, csv: csvLines, table: tableLines }
  return writers[format](columns, io)
}

interface Table {
  readonly row: (row: Row) => Promise<void>
  readonly end: () => Promise<void>
}

function jsonLines(_: readonly string[], io: Io): Table {
  let some = false
  return {
    async row(row) {
      await io.write(`${some ? ',' : '['}\n${JSON.stringify(row)}`)
      some = true
    },
    end: () => io.write(some ? '\n]\n' : '[]\n'),
  }
}

function csvLines(columns: readonly string[], io: Io): Table {
  let begun = false
  const head = async () => {
    if (!begun) await io.write(`${columns.join()}\r\n`)
    begun = true
  }
  return {
    async row(row) {
      await head()
      await io.write(`${columns.map((name) => quoted(row[name])).join()}\r\n`)
    },
    end: head,
  }
}

function quoted(value: Row[string]): string {
  return typeof value === 'string' ? csvCell(value) : String(value ?? '')
}

/** Rows by which the widths are chosen. */
const looked = 50

function tableLines(columns: readonly string[], io: Io): Table {
  let held: Row[] = []
  let widths: readonly number[] | undefined
  let shown: readonly string[] = columns
  return {
    async row(row) {
      if (!widths) {
        held.push(row)
        if (held.length >= looked) await begin()
        return
      }
      await line(row, widths)
    },
    async end() {
      if (!widths) await begin()
    },
  }

  /** A column of which nothing is known is left out. */
  async function begin() {
    shown = columns.filter((name) => held.some((row) => row[name] !== undefined))
    widths = shown.map((name) => Math.max(name.length, ...held.map((row) => cell(row[name]).length)))
    if (held.length > 0) await line(Object.fromEntries(shown.map((name) => [name, name])), widths)
    for (const row of held) await line(row, widths)
    held = []
  }

  async function line(row: Row, wide: readonly number[]) {
    const cells = shown.map((name, column) => cell(row[name]).padEnd(wide[column] ?? 0))
    await io.write(`${cells.join('  ').trimEnd()}\n`)
  }
}

function cell(value: Row[string]): string {
  if (value === undefined) return '-'
  if (typeof value !== 'number') return shortened(String(value).replace(/\s+/g, ' '), 40)
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value)
  return Math.abs(value) >= 1e9 || Math.abs(value) < 1e-3
    ? value.toExponential(2)
    : String(Number(value.toPrecision(4)))
}

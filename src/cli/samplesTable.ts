import { shortened } from '../base/shortened.ts'
import type { SampleTable } from '../sampling/table.ts'

/** Samples as a table for people, and what they say together. */
export function samplesText({ rows, groups, correct, passAt }: SampleTable): string {
  const table = rows.map((row) => [
    row.name,
    row.stated ?? '-',
    row.group === undefined ? '-' : String(row.group),
    row.correct === undefined ? '-' : row.correct ? 'right' : 'wrong',
    row.reward.toFixed(2),
    row.advantage?.toFixed(2) ?? '-',
    String(row.tokens),
    row.seconds === undefined ? '-' : row.seconds.toFixed(1),
    ...(rows.some(({ cost }) => cost)
      ? [row.cost ? `${row.cost.amount.toFixed(6)} ${row.cost.currency}` : '-']
      : []),
  ])
  const head = ['file', 'answer', 'group', 'is', 'reward', 'advantage', 'tokens', 'seconds', 'price']
  const [most] = groups
  return [
    ...aligned([head.slice(0, table[0]?.length), ...table]),
    '',
    most ? `most say    ${most.answer} (${most.members.length} of ${rows.length})` : 'no answer is stated',
    ...(correct === undefined ? [] : [`right       ${correct} of ${rows.length}`]),
    ...passAt.map(({ k, chance }) => `${`pass@${k}`.padEnd(12)}${chance.toFixed(2)}`),
    '',
  ].join('\n')
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((row) => row.map((cell) => shortened(cell, 40)))
  const widths = shown[0]?.map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0))) ?? []
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** The same for programs. */
export function samplesJson({ rows, ...together }: SampleTable, expected: string | undefined): string {
  const samples = rows.map(({ name, ...row }) => ({ file: name, ...row }))
  return `${JSON.stringify({ ...together, expected, samples }, null, 2)}\n`
}

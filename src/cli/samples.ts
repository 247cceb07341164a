import { estimateTokens } from '../base/tokens.ts'
import { groupFigures, type GroupFigures } from '../judge/samples.ts'
import { splitBody, textsOf } from '../traces/body.ts'
import { expectedOf } from '../export/example.ts'
import { oneOf, readArgs } from './args.ts'
import { readTraceFile } from './documents.ts'
import { Complaint, type Io, type Verb } from './io.ts'

export const samplesVerb: Verb = {
  name: 'samples',
  summary: 'compare several answers to one question',
  help: `thinktree samples FILE FILE …

The last turn of each file is a sample. Shows which answers are equal, what most say, and the advantage of each sample
within the group, as GRPO has it (TRL: by the standard deviation of n - 1).

  --expect ANSWER      what is right; without it, the key "expected" in a head. Then a right answer counts 1, beside 1
                       for TRL's format, and pass@k is shown
  --format text|json   text unless said otherwise
`,
  run,
}

interface Row {
  readonly file: string
  readonly tokens: number
  readonly seconds?: number
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    expect: { type: 'string' },
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  if (positionals.length < 2) throw new Complaint('samples takes two files or more.')
  const read = await Promise.all(
    positionals.map(async (file) => {
      const turn = (await readTraceFile(file, io)).turns.at(-1)
      if (!turn) throw new Complaint(`${file} has no turn.`)
      const { answer } = textsOf(splitBody(turn.body, turn.head))
      const { usage, times } = turn.head
      const seconds = times?.ended === undefined ? undefined : times.ended / 1000
      const row: Row = {
        file,
        tokens: usage.completion ?? estimateTokens(turn.body),
        ...(seconds !== undefined && { seconds }),
      }
      return { row, sample: { completion: turn.body, answer }, expected: expectedOf(turn) }
    }),
  )
  const expected = values.expect ?? read.find((each) => each.expected !== undefined)?.expected
  const figures = groupFigures(
    read.map(({ sample }) => sample),
    expected,
  )
  const rows = read.map(({ row }) => row)
  const records = rows.map((row, index) => ({ ...row, ...figures.samples[index] }))
  await io.write(
    format === 'json'
      ? `${JSON.stringify({ ...figures, expected, samples: records }, null, 2)}\n`
      : text(rows, figures),
  )
  return 0
}

function text(rows: readonly Row[], { samples, groups, correct, passAt }: GroupFigures): string {
  const table = rows.map(({ file, tokens, seconds }, index) => {
    const sample = samples[index]
    const group = groups.findIndex(({ members }) => members.includes(index))
    return [
      file,
      sample?.stated ?? '-',
      group < 0 ? '-' : String(group + 1),
      sample?.correct === undefined ? '-' : sample.correct ? 'right' : 'wrong',
      sample?.reward.toFixed(2) ?? '',
      sample?.advantage?.toFixed(2) ?? '-',
      String(tokens),
      seconds === undefined ? '-' : seconds.toFixed(1),
    ]
  })
  const [most] = groups
  return [
    ...aligned([['file', 'answer', 'group', 'is', 'reward', 'advantage', 'tokens', 'seconds'], ...table]),
    '',
    most ? `most say    ${most.answer} (${most.members.length} of ${rows.length})` : 'no answer is stated',
    ...(correct === undefined ? [] : [`right       ${correct} of ${rows.length}`]),
    ...passAt.map(({ k, chance }) => `${`pass@${k}`.padEnd(12)}${chance.toFixed(2)}`),
    '',
  ].join('\n')
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const shown = rows.map((row) => row.map((cell) => (cell.length > 40 ? `${cell.slice(0, 39)}…` : cell)))
  const widths = shown[0]?.map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0))) ?? []
  return shown.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

import { expectedOf } from '../export/example.ts'
import { sampleTable } from '../sampling/table.ts'
import { oneOf, readArgs } from './args.ts'
import { readTraceFile } from './documents.ts'
import { helpText } from './help.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { samplesJson, samplesText } from './samplesTable.ts'

export const samplesVerb: Verb = {
  name: 'samples',
  summary: 'compare several answers to one question',
  help: helpText(
    'thinktree samples FILE FILE …',
    'The last turn of each file is a sample. Shows which answers are equal, what most say, and the advantage of each sample within the group, as GRPO has it (TRL: by the standard deviation of n - 1).',
    [
      [
        '--expect ANSWER',
        `what is right; without it, the key "expected" in a head. Then a right answer counts 1, beside 1 for TRL's format, and pass@k is shown`,
      ],
      ['--format text|json', 'text unless said otherwise'],
    ],
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    expect: { type: 'string' },
    format: { type: 'string', default: 'text' },
  })
  const format = oneOf(values.format, ['text', 'json'] as const, '--format')
  if (positionals.length < 2) throw new Complaint('samples takes two files or more.')
  const read = await Promise.all(
    positionals.map(async (name) => {
      const turn = (await readTraceFile(name, io)).turns.at(-1)
      if (!turn) throw new Complaint(`${name} has no turn.`)
      return { name, turn, expected: expectedOf(turn) }
    }),
  )
  const expected = values.expect ?? read.find((each) => each.expected !== undefined)?.expected
  const table = sampleTable(read, expected)
  await io.write(format === 'json' ? samplesJson(table, expected) : samplesText(table))
  return 0
}

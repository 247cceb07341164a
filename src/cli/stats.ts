import { cardInForce, modelCards, type ModelCard } from '../base/modelCard.ts'
import { expertRows, layerRows, liftRows, overlapRows } from '../inside/expertRows.ts'
import { problemSentence } from '../inside/problem.ts'
import {
  dayRows,
  isStepLevel,
  kindRows,
  measure,
  stepRows,
  traceRow,
  type DayRow,
  type Measured,
  type StatsRow,
} from '../inside/stats.ts'
import { nameOfTurn } from '../traces/thread.ts'
import { cardOf, oneOf, readArgs } from './args.ts'
import { insideBeside } from './beside.ts'
import { nameOf, readTraceFile } from './documents.ts'
import { helpText } from './help.ts'
import { Complaint, type Io, type Verb } from './io.ts'
import { profileNamed } from './profiles.ts'
import { createTable, tableFormatOf, type Row } from './table.ts'

const subjects = ['figures', 'experts', 'layers', 'lift', 'overlap'] as const
const parts = ['trace', 'phase', 'step', 'statement', 'kind', 'day'] as const

export const statsVerb: Verb = {
  name: 'stats',
  summary: 'what traces took, how sure the model was, which experts worked',
  help: helpText(
    'thinktree stats FILE|- …',
    'Figures of .think files, and of what a server told of their inside (FILE.inside); docs/inside.md says what they mean. Each file is read and written before the next, so there may be any number of them.',
    [
      [`--by ${parts.join('|')}`, 'a row for each; trace unless said otherwise'],
      [
        `--of ${subjects.join('|')}`,
        'figures unless said otherwise. Of experts: how often each worked; of each layer, how evenly; lift, those particular to a kind of step; overlap, how far two phases (or with --by step, steps) were the work of the same',
      ],
      [
        '--card NAME|JSON',
        `the model: a card by its name, or its numbers, such as '{"like": "deepseek-r1", "energy": 700}'; else that of the profile, else the one that the model's published name tells`,
      ],
      [
        '--profile NAME',
        'an endpoint, from the file of --profiles, for its card and its prices where a trace has none',
      ],
      ['--profiles FILE', 'JSON as in the setting thinktree.endpoints; else THINKTREE_PROFILES'],
      ['--format table|json|csv', 'table unless said otherwise; json is one list, csv has every column'],
    ],
    `Cards:\n${modelCards.map(({ name }) => `  ${name}`).join('\n')}`,
  ),
  run,
}

async function run(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArgs(args, {
    by: { type: 'string', default: 'trace' },
    of: { type: 'string', default: 'figures' },
    card: { type: 'string' },
    profile: { type: 'string' },
    profiles: { type: 'string' },
    format: { type: 'string', default: 'table' },
  })
  if (positionals.length === 0) throw new Complaint('stats takes files, or - for standard input.')
  const format = tableFormatOf(values.format)
  const by = oneOf(values.by, parts, '--by')
  const of = oneOf(values.of, subjects, '--of')
  const given = await givenBy(values, io)

  const columns = of !== 'figures' ? expertColumns[of] : by === 'day' ? dayColumns : figureColumns
  const table = createTable(
    format,
    by === 'day' && of === 'figures' ? columns : ['file', 'turn', ...columns],
    io,
  )
  const traces: StatsRow[] = []
  let some = 0
  for (const file of positionals) {
    for await (const [turn, measured] of turnsOf(file, given, io)) {
      if (of === 'figures' && by === 'day') {
        traces.push(traceRow(measured))
        continue
      }
      const rows = of === 'figures' ? figuresBy(by, measured) : expertsOf(of, by, measured)
      for (const row of rows) {
        some++
        await table.row({ file: nameOf(file), turn, ...row })
      }
    }
  }
  for (const row of dayRows(traces)) await table.row({ ...row })
  await table.end()
  if (of === 'figures' || some > 0) return 0
  io.note('Of no trace is it known which experts worked.')
  return 1
}

interface Given {
  readonly card?: ModelCard
  readonly prices?: Measured['head']['prices']
}

async function* turnsOf(
  file: string,
  { card, prices }: Given,
  io: Io,
): AsyncGenerator<readonly [number, Measured]> {
  const { turns } = await readTraceFile(file, io)
  const inside = await insideBeside(file, io)
  for (const [index, turn] of turns.entries()) {
    const { head } = turn
    const runs = inside?.get(nameOfTurn(turns, index))
    for (const { problem } of runs ?? [])
      if (problem !== undefined) io.note(`${file}, turn ${index + 1}: ${problemSentence(problem)}`)
    const charged = head.prices ?? prices
    const known = charged ? { ...turn, head: { ...head, prices: charged } } : turn
    yield [index + 1, measure(known, runs, cardInForce({ card, model: head.model }))]
  }
}

async function givenBy(
  values: { readonly card?: string; readonly profile?: string; readonly profiles?: string },
  io: Io,
): Promise<Given> {
  const profile =
    values.profile === undefined
      ? undefined
      : await profileNamed(
          values.profile,
          undefined,
          values.profiles ?? io.env['THINKTREE_PROFILES'] ?? '',
          io,
        )
  const card = values.card === undefined ? profile?.card : cardOf(values.card)
  return { ...(card && { card }), ...(profile?.prices && { prices: profile.prices }) }
}

function figuresBy(by: (typeof parts)[number], measured: Measured): Iterable<Row> {
  if (by === 'trace' || by === 'day') return [{ ...traceRow(measured) }]
  return copies(by === 'kind' ? kindRows(measured) : stepRows(measured, by))
}

function expertsOf(
  of: Exclude<(typeof subjects)[number], 'figures'>,
  by: (typeof parts)[number],
  measured: Measured,
): Iterable<Row> {
  const { routing } = measured
  if (!routing) return []
  switch (of) {
    case 'experts':
      return copies(expertRows(routing))
    case 'layers':
      return copies(layerRows(routing))
    case 'lift':
      return copies(liftRows(measured))
    case 'overlap':
      if (by === 'statement') throw new Complaint('--of overlap compares phases, or with --by step steps.')
      return copies(overlapRows(measured, isStepLevel(by) ? by : 'phase'))
  }
}

function* copies(rows: Iterable<object>): Generator<Row> {
  for (const row of rows) yield { ...row }
}

const figureColumns = [
  'day',
  'model',
  'level',
  'step',
  'kind',
  'title',
  'tokens',
  'estimated',
  'seconds',
  'prompt',
  'cached',
  'cachedShare',
  'drafted',
  'accepted',
  'acceptedShare',
  'firstTokenSeconds',
  'prefillSeconds',
  'decodeSeconds',
  'tokensPerSecond',
  'card',
  'share',
  'prefillFlops',
  'flops',
  'denseFlops',
  'wattHours',
  'cost',
  'currency',
  'pricesAsOf',
  'meanProbability',
  'lowestProbability',
  'entropyBits',
  'knownShare',
  'routedTokens',
  'expertEntropyBits',
  'laidBy',
] as const satisfies readonly (keyof StatsRow)[]

const dayColumns = [
  'day',
  'traces',
  'prompt',
  'cached',
  'drafted',
  'accepted',
  'tokens',
  'estimated',
  'seconds',
  'prefillFlops',
  'flops',
  'denseFlops',
  'computed',
  'wattHours',
  'measured',
  'cost',
  'currency',
] as const satisfies readonly (keyof DayRow)[]

const expertColumns = {
  experts: ['layer', 'expert', 'count', 'share'],
  layers: ['layer', 'tokens', 'entropyBits', 'mostBits', 'working', 'busiest', 'busiestShare'],
  lift: ['kind', 'layer', 'expert', 'count', 'all', 'lift', 'tokens'],
  overlap: ['step', 'other', 'overlap'],
} as const
